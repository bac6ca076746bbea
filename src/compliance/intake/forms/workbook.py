"""A sheet of a workbook, or another table of raw rows, as a table of a form."""

from collections.abc import Iterator, Sequence
from itertools import islice

from compliance.case import Unread
from compliance.errors import Place, Problem, shown, unreadable
from compliance.intake.cells import as_written
from compliance.intake.forms.grid import CELLS, Cell, Grid, Mark, Paper
from compliance.intake.forms.symbols import as_seen
from compliance.intake.forms.workbook_marks import SheetMarks, read_sheet_marks
from compliance.intake.tables.table import BLANKS, Merge, Table
from compliance.intake.values import WRITTEN
from compliance.source import Source
from compliance.text import Text

_HIDDEN = Text("在隐藏的行或列中,未读取", "in a hidden row or column, and not read")
_HIDDEN_SHEET = Text("隐藏的工作表,未读取;如需读取请用 --sheet 指定", "a hidden sheet, not read; --sheet reads it")
_REACH = 2_000  # rows that are looked at


def grid_of(table: Table, number: int, marks: SheetMarks) -> tuple[Grid, tuple[Unread, ...]]:
    """A table of raw rows as a table of cells, and what stands hidden in it.

    Raises: InputError if it has more cells than a form has.
    """
    read = list(islice(table.rows(), _REACH + 1))
    rows = [row.values for row in read]
    height = max((place for place, row in enumerate(rows, start=1) if any(map(_is_there, row))), default=0)
    width = max((place for row in rows for place, one in enumerate(row, start=1) if _is_there(one)), default=0)
    if height > _REACH or height * width > CELLS:
        zh, en = f"表格超过 {CELLS:,} 格,不是申请表", f"a table of more than {CELLS:,} cells, which no form has"
        raise unreadable(table.file, zh, en)
    hidden = frozenset(table.marks.rows), frozenset(table.marks.columns)
    merges = {(one.top, one.left): one for one in table.merges}
    covered = {
        place
        for one in table.merges
        if one.top <= height and one.left <= width
        for place in _covered(one, height, width)
    }
    cells: list[Cell] = []
    broken = [row for row in read if row.fault is not None]
    unread = [Unread("", "", Place(table.file, row.number), row.fault) for row in broken if row.fault is not None]
    for row in range(1, height + 1):
        for column in range(1, width + 1):
            if (row, column) in covered:
                continue
            cell = _cell(table, rows[row - 1], row, column, merges.get((row, column)), marks)
            if row in hidden[0] or column in hidden[1]:
                unread += [Unread("", shown(cell.text, WRITTEN), cell.at, _HIDDEN)] if cell.text else []
            else:
                cells.append(cell)
    return Grid(number, tuple(cells)), tuple(unread)


def _is_there(value: object) -> bool:
    return value not in BLANKS and not (isinstance(value, str) and not value.strip())


def _covered(merge: Merge, height: int, width: int) -> Iterator[tuple[int, int]]:
    """The cells of a merged range but for the first, which holds what is seen."""
    for row in range(merge.top, min(merge.bottom, height) + 1):
        for column in range(merge.left, min(merge.right, width) + 1):
            if (row, column) != (merge.top, merge.left):
                yield row, column


def _cell(
    table: Table, values: Sequence[object], row: int, column: int, merge: Merge | None, marks: SheetMarks
) -> Cell:
    value = values[column - 1] if column <= len(values) else ""
    text, unknown = as_seen(as_written(value).strip())
    found = set(marks.of(row, column, merge))
    if unknown:
        found.add(Mark.symbol)
    if not text and (row, column) in (table.marks.empty or {}):
        found.add(Mark.formula)
    rows, columns = (1, 1) if merge is None else (merge.bottom - row + 1, merge.right - column + 1)
    typed = None if value is None or isinstance(value, str) else value
    return Cell(row, column, table.at(row, column), rows, columns, text, frozenset(found), typed)


def paper_of(source: Source, tables: Sequence[Table]) -> Paper:
    """The tables of a file as a form.  Raises: InputError if they hold more than a form does."""
    grids: list[Grid] = []
    unread: list[Unread] = []
    for number, table in enumerate(tables, start=1):
        marks = read_sheet_marks(source, table.name) if source.suffix in (".xlsx", ".xlsm") else SheetMarks()
        grid, hidden = grid_of(table, number, marks)
        grids.append(grid)
        unread += hidden
    notes = tuple(Problem(at, _HIDDEN_SHEET) for table in tables for at in table.hidden_sheets)
    first = tables[0]
    return Paper(source.name, tuple(grids), (), tuple(unread), notes, first.starts_1904, first.percents)
