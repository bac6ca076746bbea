"""What the XML of an .xlsx sheet says of cells that a form must not take as they stand: struck, drawn over, ticked."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from compliance.errors import column_number, unreadable
from compliance.intake.forms.grid import Mark
from compliance.intake.tables.package import TREE, open_package
from compliance.intake.tables.package_xml import led_to_from, part_within, relations_of, root_of
from compliance.intake.tables.table import Merge
from compliance.source import Source

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TO = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_FAULTS = (zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError, etree.XMLSyntaxError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Range:
    """Cells that something is drawn over, rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """The cells of a sheet whose text is struck through, and what is drawn over which."""

    struck: frozenset[tuple[int, int]] = frozenset()
    drawn: tuple[Range, ...] = field(default=())

    def of(self, row: int, column: int, merge: Merge | None) -> Iterator[Mark]:
        """What is to be told of a cell, or of the merged range that begins there."""
        bottom, right = (row, column) if merge is None else (merge.bottom, merge.right)
        if (row, column) in self.struck:
            yield Mark.struck
        for one in self.drawn:
            if one.top <= bottom and row <= one.bottom and one.left <= right and column <= one.right:
                yield one.mark


def read_sheet_marks(source: Source, sheet: str) -> SheetMarks:
    """The marks of that sheet; none if the file is not laid out as an .xlsx workbook is.

    Raises: InputError for a part that is larger than those of forms.
    """
    try:
        with open_package(source) as archive:
            return _Sheet(archive, source.name, sheet).marks()
    except _FAULTS:
        return SheetMarks()


class _Sheet:
    """One sheet of a package."""

    def __init__(self, archive: zipfile.ZipFile, file: str, sheet: str) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())
        self._file = file
        book = self._tree("xl/workbook.xml")
        relation = next(one.get(_TO) for one in book.iter(f"{_MAIN}sheet") if one.get("name") == sheet)
        self._part = self._related("xl/workbook.xml")[relation or ""]

    def marks(self) -> SheetMarks:
        """What is struck, and what is drawn."""
        root = self._tree(self._part)
        return SheetMarks(frozenset(self._struck(root)), tuple(self._drawn(root)))

    def _tree(self, part: str) -> etree._Element:
        data = part_within(self._archive, part, TREE)
        if data is None:
            zh, en = (
                f"部件 {part} 展开后超过 {TREE >> 20} MiB",
                f"its part {part} unpacks to more than {TREE >> 20} MiB",
            )
            raise unreadable(self._file, f"{zh},不是申请表", f"{en}, and is no form")
        return root_of(data)

    def _related(self, part: str) -> Mapping[str, str]:
        """The parts that a part refers to, by the ids of the references."""
        relations = relations_of(part)
        if relations not in self._names:
            return {}
        return {one.get("Id", ""): led_to_from(part, one.get("Target", "")) for one in self._tree(relations)}

    def _struck(self, root: etree._Element) -> Iterator[tuple[int, int]]:
        styles, texts = self._struck_styles(), self._struck_texts()
        for cell in root.iter(f"{_MAIN}c") if styles or texts else ():
            value = cell.find(f"{_MAIN}v")
            shared = cell.get("t") == "s" and value is not None and value.text in texts
            if (cell.get("s", "0") in styles or shared) and (match := _CELL.fullmatch(cell.get("r", ""))):
                yield int(match[2]), column_number(match[1])

    def _struck_styles(self) -> frozenset[str]:
        """The numbers of the styles whose font is struck through."""
        if "xl/styles.xml" not in self._names:
            return frozenset()
        root = self._tree("xl/styles.xml")
        fonts = root.find(f"{_MAIN}fonts")
        struck = {str(place) for place, one in enumerate(fonts if fonts is not None else ()) if _is_struck(one)}
        formats = root.find(f"{_MAIN}cellXfs")
        return frozenset(
            str(place)
            for place, one in enumerate(formats if formats is not None else ())
            if one.get("fontId") in struck
        )

    def _struck_texts(self) -> frozenset[str]:
        """The numbers of the shared texts of which a part is struck through."""
        if "xl/sharedStrings.xml" not in self._names:
            return frozenset()
        root = self._tree("xl/sharedStrings.xml")
        return frozenset(
            str(place)
            for place, one in enumerate(root.iter(f"{_MAIN}si"))
            if any(_is_struck(run) for run in one.iter(f"{_MAIN}rPr"))
        )

    def _drawn(self, root: etree._Element) -> Iterator[Range]:
        """What is drawn over cells: pictures and shapes, and the controls of forms."""
        related = self._related(self._part)
        for control in root.iter(f"{_MAIN}control"):
            yield from _anchored(control, Mark.control)
        for drawing in root.iter(f"{_MAIN}drawing"):
            for anchor in self._tree(related[drawing.get(_TO, "")]):
                yield from _anchored(anchor, Mark.picture)


def _is_struck(font: etree._Element) -> bool:
    found = font.find(f"{_MAIN}strike")
    return found is not None and found.get("val", "1") not in ("0", "false")


def _anchored(element: etree._Element, mark: Mark) -> Iterator[Range]:
    """The cells between the two ends of each anchor in an element."""
    starts = [one for one in element.iter() if isinstance(one.tag, str) and one.tag.endswith("}from")]
    for start in starts:
        end = next((one for one in start.itersiblings() if str(one.tag).endswith("}to")), start)
        top, left = _corner(start)
        bottom, right = _corner(end)
        yield Range(top + 1, left + 1, bottom + 1, right + 1, mark)


def _corner(element: etree._Element) -> tuple[int, int]:
    found = {str(one.tag).rpartition("}")[2]: int(one.text or 0) for one in element}
    return found["row"], found["col"]
