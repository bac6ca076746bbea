"""The leads of one table of a ledger, such as a sheet: its rows as cases, in their order."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from compliance.case import Unread
from compliance.errors import Place, Problem
from compliance.facts import NO_FACTS, Facts
from compliance.intake.columns.header_rows import Headings
from compliance.intake.leads.rows import Lead, lead_of
from compliance.intake.rows.beside import BesideColumns
from compliance.intake.rows.headed_table import HeadedTable
from compliance.intake.rows.reader import RowContents, RowReader
from compliance.intake.rows.skipped import SkippedRows, SkipReason
from compliance.intake.tables.table import Row
from compliance.vocabulary.fields import Vocabulary


class LeadTable:
    """The leads of one table, read as they are asked for; each iteration reads from the first row.

    `mapping` says which columns are read.  `skipped` is what the last iteration left out; it is complete once that has
    come to the end.  `sheet` is the name of the table where its leads are told by it, else empty.  `facts` are what its
    own file says that persons found of its leads.  `beside` are the columns that results repeat.
    """

    def __init__(self, headed: HeadedTable, vocabulary: Vocabulary, *, by_sheet: bool, facts: Facts = NO_FACTS) -> None:
        self._facts = facts
        self.mapping = headed.mapping
        self.name = headed.table.name
        self.sheet = headed.table.name if by_sheet else ""
        self.beside = BesideColumns(headed, vocabulary)
        self._headed = headed
        self._vocabulary = vocabulary
        self.skipped = SkippedRows()

    @property
    def file(self) -> str:
        """The file, with the sheet of a workbook, as places name it."""
        return self._headed.table.file

    @property
    def head(self) -> Headings | None:
        """Where its headings stand and what they say; None where the format names the columns."""
        return self._headed.head

    @property
    def height(self) -> int:
        """About how many rows the table has."""
        return self._headed.table.height

    def __iter__(self) -> Iterator[Lead]:
        yield from self.leads_of(self._below(), self.skipped)

    def pieces(self, size: int) -> Iterator[list[Row]]:
        """The rows below the headings, at least so many at a time: no cell merged downward goes on in the next piece.

        `leads_of` reads them, each piece on its own and in any process.
        """
        merges = sorted(self._headed.table.merges, key=lambda merge: -merge.top)
        reached = 0
        piece: list[Row] = []
        for row in self._below():
            piece.append(row)
            while merges and merges[-1].top <= row.number:
                reached = max(reached, merges.pop().bottom)
            if len(piece) >= size and row.number >= reached:
                yield piece
                piece = []
        if piece:
            yield piece

    def leads_of(self, rows: Iterable[Row], skipped: SkippedRows) -> Iterator[Lead]:
        """The leads of some rows of the table, and what is left out of them."""
        reader = RowReader(self._headed, self._vocabulary)
        subject = self._vocabulary.reviewed
        for row in rows:
            if row.fault is not None:
                problem = Problem(Place(self.file, row.number), row.fault)
                skipped.fault(problem)
                broken = Unread("", "", problem.place, row.fault)
                yield self._with_findings(lead_of(subject, problem.place, RowContents({}, [], (broken,)), self.sheet))
                continue
            contents = reader.read(row)
            if isinstance(contents, SkipReason):
                skipped.add(contents, row.number)
            else:
                yield self._with_findings(lead_of(subject, Place(self.file, row.number), contents, self.sheet))

    def _with_findings(self, lead: Lead) -> Lead:
        return lead._replace(case=self._facts.on(lead.case)) if self._facts.findings else lead

    def __getstate__(self) -> dict[str, object]:
        """What another process needs to read rows that it is given: all but the file."""
        table = replace(self._headed.table, rows=_elsewhere)
        return self.__dict__ | {"_headed": replace(self._headed, table=table)}

    def _below(self) -> Iterator[Row]:
        """The rows below the headings; what was left out so far is forgotten."""
        self.skipped = SkippedRows()
        return self._headed.below(self.skipped)


def _elsewhere() -> Iterator[Row]:
    raise TypeError("the file is read by another process")
