"""Workbooks written part by part, as no spreadsheet program would write them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="项目" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>项目名称</t></is></c><c r="B1" t="inlineStr"><is><t>总投资(万元)</t></is>'
    '</c></row><row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><v>5</v></c></row>'
)


def sheet(rows: str = "", before: str = "", behind: str = "") -> str:
    """The XML of a sheet: a lead below its headings, then those rows; what stands before and behind all rows."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{ROWS}{rows}</sheetData>{behind}</worksheet>'


def write_xlsx(path: Path, part: str = "", parts: Mapping[str, str] | None = None) -> Path:
    """A workbook of one sheet with that XML; `parts` are further ones, or take the place of those of the same name."""
    related = {"worksheet": "worksheets/sheet1.xml", "styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}
    found = {
        "_rels/.rels": _relations({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": _relations(related),
        "xl/worksheets/sheet1.xml": part or sheet(),
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in found.items():
            package.writestr(name, text)
    return path


def _relations(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def with_false_size(path: Path, name: str, size: int) -> Path:
    """The package with the directory lying of the size of a part."""
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        assert name in package.namelist()
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = size.to_bytes(4, "little")
    path.write_bytes(data)
    return path
