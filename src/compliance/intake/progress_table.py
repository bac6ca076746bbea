"""One table of a progress ledger to what it states: a record a row, or one whose fields are listed downward."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from compliance.case import Datum, Doubt, Unread
from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.cells import as_written, placed
from compliance.intake.columns.mapping import ColumnMapping, ColumnMatch, How
from compliance.intake.columns.matching import match_columns
from compliance.intake.columns.meaning import names_a_field
from compliance.intake.rows.headed_table import HeadedTable, find_columns
from compliance.intake.rows.reader import RowContents, RowReader, cells_of
from compliance.intake.rows.row_unread import RowUnread, unread_of
from compliance.intake.rows.skipped import FAULTS, SkippedRows, SkipReason
from compliance.intake.tables.table import BLANKS, Row, Table
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

_RECORDS = Text("记录", "records")
_DOWNWARD = 200  # so many rows may list fields downward


@dataclass(slots=True)
class Told:
    """What the keeper of a ledger should know of its reading: notes on sheets and rows, and what was not used."""

    notes: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def contents_of(table: Table, vocabulary: Vocabulary, subject: str, told: Told) -> Iterator[RowContents]:
    """What each record of a table states of a subject, in the order of its rows; `told` takes what is not used.

    Raises: InputError if no column means a field, one that names a field is in question, or a row is broken.
    """
    headed = find_columns(table, vocabulary, subject)
    across = headed.head.known if headed.head is not None else 0
    if table.keys is None and (listed := _listed_downward(table, vocabulary, subject, across)):
        yield _downward(table, listed, vocabulary, subject, told)
        return
    if next(table.rows(), None) is None:
        return
    _check_headings(headed.mapping, lambda column: table.at(headed.top, column.index + 1))
    told.unread += [
        unread_of(column, "", table.at(headed.top, column.index + 1))
        for column in headed.mapping.columns
        if column.field is None and column.index != headed.numbers
    ]
    if not headed.mapping.used:
        zh = "没有认得的列名;第一行或标题行下须为字段名称"
        raise InputError([Problem(Place(table.file), Text(zh, "no column is named for a field; a row must name them"))])
    told.notes += headed.notes()
    yield from _rows(headed, vocabulary, told)


def _rows(headed: HeadedTable, vocabulary: Vocabulary, told: Told) -> Iterator[RowContents]:
    file = headed.table.file
    reader, skipped = RowReader(headed, vocabulary), SkippedRows()
    broken: list[Problem] = []
    for row in headed.below(SkippedRows()):
        if row.fault is not None:
            broken.append(Problem(Place(file, row.number), row.fault))
            if len(broken) == FAULTS:
                break
            continue
        contents = reader.read(row)
        if isinstance(contents, RowContents):
            if isinstance(contents.unread, RowUnread):  # its columns are named once for all rows
                told.unread += contents.unread.of_records
            yield contents
        elif contents is SkipReason.total:
            told.notes.append(_not_counted(headed.table, row))
        elif contents is not SkipReason.blank:
            skipped.add(contents, row.number)
    if broken:
        raise InputError(broken)
    told.notes += skipped.notes(file, _RECORDS)


def _not_counted(table: Table, row: Row) -> Problem:
    index = next(index for index, value in enumerate(row.values) if value not in BLANKS)
    said = shown(str(row.values[index]).strip())
    return Problem(table.at(row.number, index + 1), Text(f"“{said}”行不计入", f"row {said!r} is not counted"))


# Columns


def _check_headings(mapping: ColumnMapping, at: Callable[[ColumnMatch], Place]) -> None:
    """Nothing.  Raises: InputError for the headings that name a field and are in question (D-063)."""
    problems = []
    for column in mapping.columns:
        said, doubt = shown(column.heading), column.doubt
        if doubt is not None and column.how in (How.label, How.alias):
            zh = f"列名“{said}”有疑问:{doubt.reason.zh};请改正列名"
            en = f"the heading {said!r} is in question: {doubt.reason.en}; correct the heading"
            problems.append(Problem(at(column), Text(zh, en)))
    if problems:
        raise InputError(problems)


# Fields listed downward


def _listed_downward(table: Table, vocabulary: Vocabulary, subject: str, across: int) -> Sequence[Row]:
    """The rows from the first that names a field before its value (指标, 数值); none where more stand side by side."""
    rows = list(islice(table.rows(), _DOWNWARD + 1))
    naming = [
        i for i, row in enumerate(rows) if len(row.values) > 1 and names_a_field(vocabulary, subject, row.values[0])
    ]
    return rows[naming[0] :] if len(naming) > across else ()


def _downward(table: Table, rows: Sequence[Row], vocabulary: Vocabulary, subject: str, told: Told) -> RowContents:
    """What the second cell of each row states of the field that the first one names."""
    if broken := [Problem(Place(table.file, row.number), row.fault) for row in rows if row.fault is not None]:
        raise InputError(broken)
    if rows[-1].number > _DOWNWARD:
        zh, en = "字段逐行填写的表只能有 {} 行", "a table that lists its fields downward may have {} rows only"
        said = Text(zh.format(_DOWNWARD), en.format(_DOWNWARD))
        raise InputError([Problem(Place(table.file, rows[-1].number), said)])
    mapping = match_columns(
        [str(row.values[0] or "") if row.values else "" for row in rows], vocabulary, subject=subject
    )
    _check_headings(mapping, lambda column: table.at(rows[column.index].number, 1))
    for column in mapping.columns:
        if column.field is None:
            row = rows[column.index]
            written = as_written(row.values[1]).strip() if row.values[1:] else ""
            told.unread.append(unread_of(column, written, table.at(row.number, 1)))
    data: dict[str, Datum] = {}
    doubts: list[Doubt] = []
    for column in mapping.used:
        row, cells = rows[column.index], cells_of(table, column)
        reason = (table.marks.empty or {}).get((row.number, 2))
        stated = cells.doubt("", reason) if reason is not None else cells.read(row.values[1] if row.values[1:] else "")
        if isinstance(stated, Datum):
            data[cells.id] = placed(stated, table.at(row.number, 2))
        elif stated is not None:
            doubts.append(placed(stated, table.at(row.number, 2)))
    return RowContents(data, doubts)
