"""What the XML of an .xlsx sheet says beside its values: hidden rows and columns, formulas without a value, formats."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree as ET

from compliance.errors import InputError, unreadable
from compliance.intake.tables.extent import Extent, parsed_extent
from compliance.intake.tables.number_formats import Shown, ShownCells, ShownRuns, ShownWith, shown_by_style
from compliance.intake.tables.package import EXPANDED, open_package, open_part, too_large
from compliance.source import Source
from compliance.text import Text

LONGEST = 1 << 20  # bytes of one text in a sheet
_BLOCK = 1 << 20
_LISTED = 100_000  # so many cells without a value are listed
_ROW = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^<>]*\bhidden="(?:1|true)")([^<>]*)>')
_EXTENT = re.compile(rb'\b(min|max)="(\d{1,5})"')
# Each looks from the beginning of a tag to its end only, and once, so that no text takes longer than its length.
_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^<>]*\bt="e")(?=[^<>]*?\br="([A-Z]{1,3})(\d{1,7})")')
_UNCACHED = re.compile(
    rb'<(?:\w+:)?c\b(?=[^<>]*?\br="([A-Z]{1,3})(\d{1,7})")[^<>]*+>'
    rb"<(?:\w+:)?f\b[^<>]*+(?:(?<=/)>|>[^<]*+</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*+/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_ENDED = re.compile(rb"-->|\]\]>")  # a remark, or what stands for one: a text that is no markup
_REFERENCE = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
# What the XML of a workbook raises that is not laid out as its kind is.
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ET.ParseError,
    ValueError,
    NotImplementedError,
    LookupError,
    EOFError,
)

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
        with open_package(source) as archive:
            part, starts_1904 = part_of(archive, sheet)
            return _scanned(archive, part, _Formats(_styles(archive)), f"{source.name}!{sheet}", starts_1904)
    except FAULTS:
        return Marks()


def part_of(archive: zipfile.ZipFile, sheet: str) -> tuple[str, bool]:
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
    except FAULTS:
        return {}


class _Formats:
    """Gathers the cells that have one of those styles."""

    def __init__(self, styles: Mapping[int, Shown | ShownWith]) -> None:
        self._styles = styles
        listed = b"|".join(b"%d" % place for place in styles)
        self._style = re.compile(rb' s="(%s)"(?![^<>]{0,200}/>)' % listed) if styles else None  # but of a blank cell
        self._runs = ShownRuns()

    def add(self, block: bytes) -> None:
        """Take in a further piece of the sheet."""
        for match in self._style.finditer(block) if self._style is not None else ():
            begun = block.rfind(b"<", max(match.start() - 200, 0), match.start())
            tag = block[begun : match.end() + 40].partition(b">")[0] if begun >= 0 else b""
            if cell := _REFERENCE.search(tag):
                row, column = _cell(cell)
                self._runs.add(column, row, self._styles[int(match[1])])

    @property
    def cells(self) -> tuple[ShownCells, ...]:
        """Those cells, column by column."""
        return self._runs.cells


def _scanned(archive: zipfile.ZipFile, part: str, formats: _Formats, name: str, starts_1904: bool) -> Marks:
    rows: list[int] = []
    columns: list[int] = []
    empty: dict[tuple[int, int], Text] = {}
    extent, remarks = Extent(), _Remarks(name)
    with open_part(archive, part) as stream:
        for number, block in enumerate(_blocks(stream, name)):
            if number == 0:
                columns = list(_hidden_columns(block))
            extent.add(block)
            if not extent.plain:
                remarks.add(block)
            formats.add(block)
            if b"hidden=" in block:
                rows += _hidden_rows(block)
            if b't="e"' in block and len(empty) < _LISTED:
                empty.update((_cell(match), ERROR) for match in _ERROR.finditer(block))
            if (b"<f" in block or (not extent.plain and b":f" in block)) and len(empty) < _LISTED:
                empty.update((_cell(match), UNCACHED) for match in _UNCACHED.finditer(block))
    if not extent.plain:
        with open_part(archive, part) as stream:
            extent = parsed_extent(stream)
    return Marks(tuple(rows), tuple(columns), empty, starts_1904, formats.cells, extent.far)


def _blocks(stream: IO[bytes], name: str) -> Iterator[bytes]:
    """The bytes in pieces that end where a row ends, so that no cell is cut.

    Raises: InputError for a sheet, or a text in it, of too many bytes.
    """
    rest = b""
    size = 0
    texts = _Texts(name)
    while data := stream.read(_BLOCK):
        size += len(data)
        if size > EXPANDED:
            raise too_large(name)
        texts.add(data)
        data = rest + data
        end = data.rfind(b"</row>")
        end = data.rfind(b":row>") if end < 0 else end
        cut = data.find(b">", end) + 1 if end >= 0 else 0
        if not cut and len(data) < 8 * _BLOCK:
            rest = data
            continue
        yield data[: cut or None]
        rest = data[cut:] if cut else b""
    yield rest


def _too_long(name: str) -> InputError:
    zh, en = f"有一处文字或注释超过 {LONGEST >> 20} MiB", f"a text or remark in it is larger than {LONGEST >> 20} MiB"
    return unreadable(name, f"{zh};请删去后重新保存", f"{en}; delete it, and save the workbook again")


class _Texts:
    """Follows how long the texts of a sheet are, which its reader holds as a whole."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._length = 0

    def add(self, data: bytes) -> None:
        """Take in a further piece of no more than `LONGEST` bytes.  Raises: InputError if a text is too long."""
        first = data.find(b"<")
        self._length += len(data) if first < 0 else first
        if self._length > LONGEST:
            raise _too_long(self._name)
        if first >= 0:
            self._length = len(data) - data.rfind(b"<") - 1


class _Remarks:
    """Follows how long the remarks of a sheet are."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._length = 0

    def add(self, data: bytes) -> None:
        """Take in a further piece.  Raises: InputError if a remark is too long."""
        at = 0
        while True:
            if not self._length:
                at = data.find(b"<!", at)
                if at < 0:
                    return
            end = _ENDED.search(data, at)
            self._length += (end.start() if end else len(data)) - at
            if self._length > LONGEST:
                raise _too_long(self._name)
            if end is None:
                return
            self._length, at = 0, end.end()


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
