"""The rows of a table, each to the data and doubts that it states, or to why it states none."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from compliance.case import Datum, Doubt, Unread
from compliance.errors import Place
from compliance.intake.cells import Cells, as_written, placed
from compliance.intake.columns.mapping import ColumnMatch
from compliance.intake.rows.headed_table import HeadedTable
from compliance.intake.rows.merged import Spans
from compliance.intake.rows.nested import NestedRecords
from compliance.intake.rows.remarks import Remarks
from compliance.intake.rows.row_data import RowData
from compliance.intake.rows.row_unread import RowUnread, UnreadColumns
from compliance.intake.rows.skipped import SkipReason
from compliance.intake.tables.table import BLANKS, Row, Table
from compliance.intake.told import Told, add_told, told_by
from compliance.text import Text
from compliance.vocabulary.fields import Field, Kind, Vocabulary


class RowContents(NamedTuple):
    """What a row states: its values, its cells in doubt, and what in it is not used."""

    data: Mapping[str, Datum]
    doubts: list[Doubt]
    unread: Collection[Unread] = ()


class _Column(NamedTuple):
    """A column that is read."""

    place: int
    id: str
    field: Field
    cells: Cells


class RowReader:
    """Reads the rows below the headings of one table, in their order."""

    def __init__(self, headed: HeadedTable, vocabulary: Vocabulary) -> None:
        self._table = table = headed.table
        columns = [(match.index, cells_of(table, match)) for match in headed.mapping.used]
        self._columns = [_Column(index, cells.id, cells.field, cells) for index, cells in columns]
        self._spans = Spans(table.merges)
        self._remarks = Remarks(headed)
        self._unread = UnreadColumns(headed)
        self._letters = {column.id: column.place + 1 for column in self._columns} if table.keys is None else None
        self._empty = table.marks.empty or {}
        self._vocabulary = vocabulary
        self._nested = NestedRecords(vocabulary, percents=table.percents)

    def read(self, row: Row) -> RowContents | SkipReason:
        """What a row states, or why it states no record."""
        number, values, file = row.number, row.values, self._table.file
        width = len(values)
        found: dict[str, Datum] = {}
        doubts: list[Doubt] = []
        told: list[Told] = []
        of_records: tuple[Unread, ...] = ()
        for index, id_, known, cells in self._columns:
            raw = values[index] if index < width else ""
            if raw == "" or raw is None:
                if self._empty and (reason := self._empty.get((number, index + 1))):
                    doubts.append(placed(cells.doubt("", reason), Place(file, number, index + 1, True)))
                continue
            stated: Datum | Doubt | None
            may_tell = known.tellings and not cells.has_read(raw)
            if may_tell and (one := told_by(known, raw, self._table.at(number, index + 1), self._vocabulary)):
                told.append(one)
                continue
            if isinstance(raw, list) and known.kind is Kind.list:
                stated, more = self._nested.read(known, raw, self._table.at(number, index + 1))
                of_records += more
            else:
                stated = cells.read(raw)
            if isinstance(stated, Datum):
                found[id_] = stated
            elif stated is not None:
                doubts.append(placed(stated, self._table.at(number, index + 1)))
        if why := self._remarks.why(row, len(found) + len(doubts) + len(told)):
            return why
        if self._spans.any:
            told += self._fill(number, values, found, doubts)
        if told:
            add_told(told, found, doubts)
        unread = RowUnread(self._unread, row, of_records)
        return RowContents(RowData(found, file, number, self._letters), doubts, unread)

    def _fill(self, number: int, values: Sequence[object], data: dict[str, Datum], doubts: list[Doubt]) -> list[Told]:
        """What cells merged downward say of the row: words hold for each of the rows, a number for none surely.

        What they tell of other fields is returned.
        """
        file = self._table.file
        told: list[Told] = []
        for index, id_, known, cells in self._columns:
            span = self._spans.over(number, index + 1)
            if span is None:
                continue
            if span.top == number:
                self._spans.remember(span, values[index] if index < len(values) else "")
            raw = self._spans.value(span)
            at = Place(file, span.top, index + 1, True)
            if one := told_by(known, raw, at, self._vocabulary):
                told.append(one)
                continue
            found = None if raw in BLANKS else cells.read(raw)
            if found is None:
                continue
            if known.kind is Kind.number:
                data.pop(id_, None)
                zh = f"合并单元格跨第 {span.top}–{span.bottom} 行,各行各为多少不能确定;请逐行填写"
                en = (
                    f"a cell merged over rows {span.top} to {span.bottom}; what each row has is not known: fill in each"
                )
                doubts.append(placed(cells.doubt(as_written(raw), Text(zh, en)), at))
            elif isinstance(found, Datum):
                data[id_] = placed(found, at)
        return told


def cells_of(table: Table, match: ColumnMatch) -> Cells:
    """What reads the cells below a heading of a table.  Raises: TypeError if the column is not to be read."""
    if match.reads is None:
        raise TypeError(f"column {match.key} is not read")
    return Cells(match.reads, starts_1904=table.starts_1904, percents=table.percents)
