"""What a row holds that is not used: the cells of columns that are not read, looked for when they are asked for."""

from collections.abc import Collection, Iterator, Sequence

from compliance.case import Unread
from compliance.errors import Place, shown
from compliance.intake.cells import as_written
from compliance.intake.columns.mapping import ColumnMatch, How
from compliance.intake.keys import NO_FIELD
from compliance.intake.rows.headed_table import HeadedTable
from compliance.intake.tables.table import BLANKS, Row
from compliance.intake.values import WRITTEN
from compliance.text import Text

_NAMELESS = Text("此列没有列名,未读取", "the column has no heading and is not read")
_IGNORED = Text("映射文件写明不读取此列", "the mapping file says that the column is not to be read")


def unread_of(column: ColumnMatch, written: str, at: Place) -> Unread:
    """What stands under a column that is not read, as not used; blank for the column as a whole."""
    reason, closest = NO_FIELD, None
    if column.doubt is not None:
        reason, closest = column.doubt.reason, column.doubt.candidates[0]
    elif column.how is How.given:
        reason = _IGNORED
    return Unread(column.key, shown(written, WRITTEN), at, reason, closest)


class UnreadColumns:
    """The columns of one table that are not read; that of the numbers of rows is."""

    def __init__(self, headed: HeadedTable) -> None:
        self._table = headed.table
        self._columns = {column.index: column for column in headed.mapping.columns if column.field is None}
        self._read: set[int | None] = {headed.numbers, *(column.index for column in headed.mapping.used)}

    def of(self, row: Row) -> Iterator[Unread]:
        """The cells of a row under them that are not blank, in their order."""
        for index, raw in enumerate(row.values):
            if index in self._read or raw in BLANKS or not (text := as_written(raw).strip()):
                continue
            at, column = self._table.at(row.number, index + 1), self._columns.get(index)
            yield Unread("", shown(text, WRITTEN), at, _NAMELESS) if column is None else unread_of(column, text, at)


class RowUnread(Collection[Unread]):
    """What one row holds that is not used; `of_records` are the keys of records in its cells.

    Most rows are never asked, so that a row costs no more than what it keeps.
    """

    __slots__ = ("_columns", "_row", "of_records")

    def __init__(self, columns: UnreadColumns, row: Row, of_records: Sequence[Unread]) -> None:
        self._columns = columns
        self._row = row
        self.of_records = of_records

    def __iter__(self) -> Iterator[Unread]:
        yield from self._columns.of(self._row)
        yield from self.of_records

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, one: object) -> bool:
        return any(other == one for other in self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowUnread) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
