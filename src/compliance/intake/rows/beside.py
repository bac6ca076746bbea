"""What a ledger says of its leads that the results of a screening repeat: the number of a row, and some columns."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from compliance.case import Case
from compliance.intake.cells import as_written
from compliance.intake.rows.headed_table import HeadedTable
from compliance.intake.rows.merged import Spans
from compliance.intake.tables.table import Row
from compliance.intake.values import CASE_ID
from compliance.quantity.quantity import Quantity
from compliance.vocabulary.fields import BesideVerdict, Vocabulary
from compliance.vocabulary.folding import fold


class BesideCell(NamedTuple):
    """What stands there, as it is written; `number` is an exact amount in the unit of its field, None for all else."""

    text: str = ""
    number: float | None = None


class BesideColumns:
    """The columns of one table that results repeat, by the entries of a vocabulary.

    `present` says of each entry whether the table has it.
    """

    def __init__(self, headed: HeadedTable, vocabulary: Vocabulary) -> None:
        self._entries = vocabulary.beside
        self._numbers = headed.numbers
        self._merges = headed.table.merges
        fields = {column.field.id for column in headed.mapping.used if column.field is not None}
        headings = {fold(one.heading): one.index for one in reversed(headed.mapping.columns) if one.field is None}
        self._columns = [_column(entry, headings) for entry in self._entries]
        self.present = tuple(
            column is not None or (entry.field is not None and entry.field.id in fields)
            for entry, column in zip(self._entries, self._columns, strict=True)
        )

    def of(self, rows: Iterable[Row], cases: Sequence[tuple[int, Case]]) -> Iterator[tuple[BesideCell, ...]]:
        """For each of the cases, which stand in those rows, what the row is numbered and what each entry says.

        Rows and cases are in the order of the table; a case comes with the number of its row.
        """
        spans = Spans(self._merges)
        waiting = iter(cases)
        number, case = next(waiting, (0, None))
        for row in rows:
            own = [self._own(row, column, spans) for column in self._columns]
            if case is not None and row.number == number:
                yield (self._numbered(row, case), *map(_of_case, [case] * len(own), self._entries, own))
                number, case = next(waiting, (0, None))

    def _numbered(self, row: Row, case: Case) -> BesideCell:
        """The id that the ledger gives the lead, or else the number in its column of numbers."""
        if (stated := case.data.get(CASE_ID)) is not None:
            return BesideCell(str(stated.value))
        return BesideCell() if self._numbers is None else BesideCell(_text(row, self._numbers))

    @staticmethod
    def _own(row: Row, column: int | None, spans: Spans) -> str:
        """What a column that means no field says of a row, one merged downward of each of its rows."""
        if column is None:
            return ""
        text = _text(row, column)
        span = spans.over(row.number, column + 1)
        if span is None:
            return text
        if span.top == row.number:
            spans.remember(span, text)
        return str(spans.value(span))


def _column(entry: BesideVerdict, headings: dict[str, int]) -> int | None:
    """The column, from 0, that is not read and has a heading of an entry; None if there is none."""
    return next((headings[one] for one in map(fold, entry.headings) if one in headings), None)


def _text(row: Row, column: int) -> str:
    value = row.values[column] if column < len(row.values) else ""
    if isinstance(value, datetime):
        value = value.date()
    return " ".join(as_written(value).split())


def _of_case(case: Case, entry: BesideVerdict, own: str) -> BesideCell:
    field = entry.field
    if field is None:
        return BesideCell(own)
    stated = case.data.get(field.id)
    if stated is None:
        return BesideCell(next((doubt.written for doubt in case.doubts if doubt.field == field.id), own))
    if isinstance(stated.value, Quantity) and field.unit is not None:
        return BesideCell(stated.written, float(stated.value.to(field.unit).amount))
    return BesideCell(stated.written)
