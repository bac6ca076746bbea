"""What the XML of an .xlsx sheet says beside its values: hidden rows and columns, formulas without a value, formats."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from compliance.intake.tables.extent import Extent
from compliance.intake.tables.number_formats import Shown, ShownCells, ShownRuns, ShownWith, shown_by_style
from compliance.source import Source
from compliance.text import Text

_BLOCK = 1 << 20
_LISTED = 100_000  # so many cells without a value are listed
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^<>]*\bhidden="(?:1|true)")([^<>]*)>')
_EXTENT = re.compile(rb'\b(min|max)="(\d{1,5})"')
_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"')
_UNCACHED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_REFERENCE = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
# What the XML of a workbook raises that is not laid out as its kind is.
FAULTS = (zipfile.BadZipFile, zlib.error, OSError, KeyError, ET.ParseError, ValueError, NotImplementedError)

UNCACHED = Text(
    "公式没有缓存的结果;请用 Excel 或 WPS 打开后重新保存",
    "a formula without its result; open the workbook in a spreadsheet program and save it again",
)
ERROR = Text("单元格是公式错误(如 #REF!、#DIV/0!)", "the cell holds an error, such as #REF! or #DIV/0!")


@dataclass(frozen=True, slots=True)
class Marks:
    """Hidden rows and columns, counted from 1, and why a cell (row, column) that looks blank is not.

    `shown` are the cells whose format says more than their number; `far` names cells too far away for the sheet to be
    read.
    """

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    empty: Mapping[tuple[int, int], Text] | None = None
    starts_1904: bool = False
    shown: tuple[ShownCells, ...] = ()
    far: str = ""


def read_marks(source: Source, sheet: str) -> Marks:
    """The marks of that sheet; none if the file is not laid out as an .xlsx workbook is.

    The sheet is streamed and searched as bytes, since parsing a large one would cost more than reading its values.
    """
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            part, starts_1904 = _part(archive, sheet)
            return _scanned(archive, part, _Formats(_styles(archive)), starts_1904)
    except FAULTS:
        return Marks()


def _part(archive: zipfile.ZipFile, sheet: str) -> tuple[str, bool]:
    """The name of the sheet's part, and whether days are counted from 1904.  Raises: KeyError if there is none."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    starts_1904 = any(
        element.get("date1904") in ("1", "true") for element in book.iter() if _local(element.tag) == "workbookPr"
    )
    for element in book.iter():
        if _local(element.tag) == "sheet" and element.get("name") == sheet:
            key = next(value for name, value in element.attrib.items() if name.endswith("}id"))
            return posixpath.normpath(posixpath.join("/xl", targets[key])).lstrip("/"), starts_1904
    raise KeyError(sheet)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _styles(archive: zipfile.ZipFile) -> Mapping[int, Shown | ShownWith]:
    """What each style shows a number as; none where the part of styles is missing or unreadable."""
    try:
        return shown_by_style(archive.read("xl/styles.xml"))
    except (KeyError, ET.ParseError, ValueError):
        return {}


class _Formats:
    """Gathers the cells that have one of those styles."""

    def __init__(self, styles: Mapping[int, Shown | ShownWith]) -> None:
        self._styles = styles
        listed = b"|".join(b"%d" % place for place in styles)
        self._style = re.compile(rb' s="(%s)"(?![^<>]*/>)' % listed) if styles else None  # but of a blank cell
        self._runs = ShownRuns()

    def add(self, block: bytes) -> None:
        """Take in a further piece of the sheet."""
        for match in self._style.finditer(block) if self._style is not None else ():
            tag = block[block.rfind(b"<", 0, match.start()) : match.end() + 40].partition(b">")[0]
            if cell := _REFERENCE.search(tag):
                row, column = _cell(cell)
                self._runs.add(column, row, self._styles[int(match[1])])

    @property
    def cells(self) -> tuple[ShownCells, ...]:
        """Those cells, column by column."""
        return self._runs.cells


def _scanned(archive: zipfile.ZipFile, part: str, formats: _Formats, starts_1904: bool) -> Marks:
    rows: list[int] = []
    columns: list[int] = []
    empty: dict[tuple[int, int], Text] = {}
    extent = Extent()
    with archive.open(part) as stream:
        for number, block in enumerate(_blocks(stream)):
            if number == 0:
                columns = list(_hidden_columns(block))
            extent.add(block)
            formats.add(block)
            if b"hidden=" in block:
                rows += _hidden_rows(block)
            if b't="e"' in block and len(empty) < _LISTED:
                empty.update((_cell(match), ERROR) for match in _ERROR.finditer(block))
            if (b"<f" in block or b":f" in block) and len(empty) < _LISTED:
                empty.update((_cell(match), UNCACHED) for match in _UNCACHED.finditer(block))
    return Marks(tuple(rows), tuple(columns), empty, starts_1904, formats.cells, extent.far)


def _blocks(stream: zipfile.ZipExtFile | object) -> Iterator[bytes]:
    """The bytes in pieces that end where a row ends, so that no cell is cut."""
    rest = b""
    while data := stream.read(_BLOCK):  # type: ignore[union-attr]  # a file-like object without a type
        data = rest + data
        end = max(data.rfind(b"</row>"), data.rfind(b":row>"))
        cut = data.find(b">", end) + 1 if end >= 0 else 0
        if not cut and len(data) < 8 * _BLOCK:
            rest = data
            continue
        yield data[: cut or None]
        rest = data[cut:] if cut else b""
    yield rest


def _hidden_columns(block: bytes) -> Iterator[int]:
    head = block[: block.find(b"sheetData")]
    for match in _COLUMN.finditer(head):
        extent = {name: int(value) for name, value in _EXTENT.findall(match[1])}
        first, last = extent.get(b"min", 1), extent.get(b"max", 0)
        if last - first < 1000:
            yield from range(first, last + 1)


def _hidden_rows(block: bytes) -> Iterator[int]:
    for match in _ROW.finditer(block):
        if _HIDDEN.search(match[1]) and (number := _NUMBER.search(match[1])):
            yield int(number[1])


def _cell(match: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    return int(match[2]), column
