"""What a sheet of an .xls workbook says beside its values: hidden rows and columns, the start of its days, formats."""

import io
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING

from compliance.errors import unreadable
from compliance.intake.tables.number_formats import Shown, ShownRuns, ShownWith, shown_of
from compliance.intake.tables.xlsx_xml import FAULTS, Marks
from compliance.source import Source

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

_STREAMS = ("Workbook", "Book")
_DIMENSIONS, _WIDE = 0x200, 14  # the record of a sheet's extent, in the version that counts rows by four bytes
_ROWS, _COLUMNS = 65_536, 256
_TEXTS, _SHORTEST = 0xFC, 3  # the record of the texts that sheets share, and the bytes of the shortest
_OF_THE_FILE = 164  # formats from this number on have a code of their own


def check_layout(source: Source) -> None:
    """Nothing, if a workbook is laid out so that what reads its cells asks for no more memory than it needs.

    The library takes the extents that a file states for true, and aborts the process if they are damaged.
    Raises: InputError if its sectors form no chains, or it states more rows, columns or texts than it can hold.
    """
    from xlrd.compdoc import SIGNATURE, CompDoc, CompDocError

    with source.open() as stream:
        data = stream.read()
    if not data.startswith(SIGNATURE):
        return
    try:
        book = CompDoc(data, logfile=io.StringIO())
        found = (book.locate_named_stream(name) for name in _STREAMS)
        content = next(((held, start, length) for held, start, length in found if held), None)
        sound = content is None or _states_what_can_be(content[0], content[1], content[1] + content[2])
    except (*FAULTS, ArithmeticError, CompDocError, struct.error, TypeError, AssertionError):
        sound = False
    if not sound:
        raise unreadable(
            source.name,
            "工作簿已损坏;请用 Excel 或 WPS 打开后重新保存",
            "the workbook is damaged; open it in Excel or WPS, and save it again",
        )


def _states_what_can_be(content: bytes, start: int, end: int) -> bool:
    """Whether the records of a workbook state extents of sheets and numbers of texts that it can have."""
    while start + 4 <= end:
        kind, length = struct.unpack_from("<HH", content, start)
        if kind == _DIMENSIONS and length == _WIDE:
            top, bottom, left, right = struct.unpack_from("<IIHH", content, start + 4)
            if not (top <= bottom <= _ROWS and left <= right <= _COLUMNS):
                return False
        elif kind == _TEXTS and length >= 8:
            _, texts = struct.unpack_from("<II", content, start + 4)
            if texts * _SHORTEST > end:
                return False
        start += 4 + length
    return True


def read_biff_marks(source: Source, sheet: str) -> Marks:
    """The marks of that sheet; none if the file is not laid out as an .xls workbook is."""
    from xlrd import open_workbook
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    with source.open() as stream:
        data = stream.read()
    try:
        book = open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
        return _marks(book.sheet_by_name(sheet), _styles(book), starts_1904=book.datemode == 1)
    except (*FAULTS, XLRDError, CompDocError, struct.error, IndexError, TypeError, AssertionError):
        return Marks()


def _styles(book: "Book") -> Mapping[int, Shown | ShownWith]:
    """What each style shows a number as, by its place; others are left out."""
    found: dict[int, Shown | ShownWith] = {}
    for place, style in enumerate(book.xf_list):
        key = style.format_key
        code = book.format_map[key].format_str if key >= _OF_THE_FILE else None
        if (shown := shown_of(key, code)) is not None:
            found[place] = shown
    return found


def _marks(sheet: "Sheet", styles: Mapping[int, Shown | ShownWith], *, starts_1904: bool) -> Marks:
    runs = ShownRuns()
    for row in range(sheet.nrows) if styles else ():
        for column in range(sheet.row_len(row)):
            if (shown := styles.get(sheet.cell_xf_index(row, column))) is not None:
                runs.add(column + 1, row + 1, shown)
    rows = tuple(sorted(place + 1 for place, row in sheet.rowinfo_map.items() if row.hidden))
    columns = tuple(sorted(place + 1 for place, column in sheet.colinfo_map.items() if column.hidden))
    return Marks(rows, columns, starts_1904=starts_1904, shown=runs.cells)
