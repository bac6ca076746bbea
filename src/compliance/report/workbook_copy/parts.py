"""Where the parts of a workbook lie in its package: sheets, and what a sheet leads to."""

from zipfile import ZipFile

from compliance.intake.tables.package_xml import led_to_from, relations_of
from compliance.intake.tables.xlsx_xml import part_of
from compliance.report.workbook_copy.tree import children, name_of, parsed

BOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
_SIGNATURES = "_xmlsignatures/"


def sheet_part(package: ZipFile, sheet: str) -> str:
    """The part of a sheet.  Raises: KeyError if there is none."""
    return part_of(package, sheet)[0]


def place_of_sheet(package: ZipFile, sheet: str) -> int:
    """How many sheets come before it, as the names of a workbook count them.  Raises: ValueError."""
    root = parsed(package.read(BOOK))
    names = [one.get("name") for group in children(root, "sheets") for one in children(group, "sheet")]
    return names.index(sheet)


def led_to(package: ZipFile, part: str, kind: str) -> list[str]:
    """The parts that a part leads to as that kind, such as table or drawing, that are there."""
    relations = relations_of(part)
    present = set(package.namelist())
    if relations not in present:
        return []
    targets = [
        one.get("Target", "")
        for one in parsed(package.read(relations))
        if name_of(one) == "Relationship" and one.get("Type", "").rpartition("/")[2] == kind
    ]
    places = [led_to_from(part, target) for target in targets]
    return [place for place in places if place in present]


def is_signed(package: ZipFile) -> bool:
    """Whether the workbook bears a digital signature."""
    return any(name.startswith(_SIGNATURES) for name in package.namelist())
