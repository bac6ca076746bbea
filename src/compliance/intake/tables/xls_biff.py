"""What a sheet of an .xls workbook says beside its values: hidden rows and columns, the start of its days, formats."""

import io
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING

from compliance.intake.tables.number_formats import Shown, ShownRuns, ShownWith, shown_of
from compliance.intake.tables.xlsx_xml import FAULTS, Marks
from compliance.source import Source

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

_OF_THE_FILE = 164  # formats from this number on have a code of their own


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
