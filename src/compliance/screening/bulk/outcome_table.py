"""Screen leads into one column per rule: words for the verdict and for each rule's outcome, without reasons."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

import narwhals as nw
import polars as pl

from compliance.case import Case
from compliance.engines.columnar.backends import Polars
from compliance.engines.columnar.derived_columns import Frame
from compliance.engines.columnar.dialect import Dialect
from compliance.engines.columnar.encoding import ROW
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.outcomes import Status, VerdictRank, word, words
from compliance.engines.columnar.program import VERDICT, Program, fields_read, stage_fields
from compliance.facts import NO_FACTS, Facts
from compliance.intake.columns.mapping import ColumnMapping
from compliance.intake.leads.rows import Lead
from compliance.intake.tables.dataset import FILE_ROW
from compliance.intake.values import CASE_ID
from compliance.review.established import established
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Edition, Rulebook
from compliance.screening.bulk.fast_columns import TableColumn
from compliance.screening.bulk.fast_rows import FastRows
from compliance.vocabulary.stages import StageAsked

FILE, ID = "file", "id"


class OutcomeTable:
    """Outcomes of leads under the rules in force on one day, as columns of words.

    `columns` names the column of each rule by its id; `asked` and `facts` are as for `Screener`.
    Raises: InputError for a rule that columns cannot hold.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        as_of: date,
        dialect: Dialect,
        asked: StageAsked | None = None,
        facts: Facts = NO_FACTS,
    ) -> None:
        self._facts = facts
        self.edition: Edition = rulebook.edition(as_of).about(rulebook.vocabulary.reviewed)
        self.columns: Mapping[str, str] = {rule.id: re.sub(r"\W", "_", rule.id) for rule in self.edition.rules}
        self._as_of = as_of
        self._dialect = dialect
        self._fields = fields_read(self.edition)
        self._asked = asked
        self._reviewer = Reviewer(rulebook, asked, facts)
        self._of_stage = {field.id for field in stage_fields(rulebook)}
        self._of_leads: dict[bool, Program] = {}
        self._program(dialect, any_records=False, one_stage=False)  # it holds every rule as columns have to hold it

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """The columns of outcomes and their types."""
        statuses = dict.fromkeys(self.columns.values(), pl.Enum(words(Status)))
        return {FILE: pl.String(), ROW: pl.Int32(), ID: pl.String(), VERDICT: pl.Enum(words(VerdictRank)), **statuses}

    def of_table(self, frame: Frame, columns: Sequence[str], mapping: ColumnMapping, file: nw.Expr) -> Frame:
        """The outcomes of the rows of a table that are taken over whole, numbered in its column `FILE_ROW`."""
        keep = {FILE: file, ROW: nw.col(FILE_ROW).cast(nw.Int32())}
        fast = self._typed(frame, columns, mapping).fast(frame, keep, ID)
        states_stage = any(match.field is not None and match.field.id in self._of_stage for match in mapping.used)
        program = self._program(self._dialect, any_records=False, one_stage=not states_stage)
        return self._named(program, program.run(fast, None, (FILE, ID))).select(*self.schema)

    def fallback_of(self, frame: Frame, columns: Sequence[str], mapping: ColumnMapping, keep: Sequence[str]) -> Frame:
        """The rows that fall back to row-by-row reading, as they stand: the columns to keep, then all columns."""
        return self._typed(frame, columns, mapping).fallback(frame, [*keep, *columns])

    def _typed(self, frame: Frame, columns: Sequence[str], mapping: ColumnMapping) -> FastRows:
        dtypes = frame.collect_schema()
        named = [(columns[match.index], match.reads) for match in mapping.used]
        return FastRows(
            [TableColumn(name, dtypes[name], heading) for name, heading in named if heading],
            self._fields,
            self._dialect,
            self._facts,
        )

    def of_leads(self, leads: Sequence[Lead], file: str) -> pl.DataFrame:
        """The outcomes of leads of a file: those that fit into columns together, every other alone."""
        vocabulary = self.edition.rulebook.vocabulary
        cases = (established(lead.case, self._facts, vocabulary) for lead in leads)
        frames = frames_of(enumerate(cases), self._fields)
        program = self._program_of_leads(any_records=frames.records is not None)
        backend = Polars()
        records = None if frames.records is None else backend.lazy(frames.records)
        together = backend.collect(self._named(program, program.run(backend.lazy(frames.cases), records)))
        alone = [{ROW: place, **self._of_case(leads[place].case)} for place in frames.fallback]
        outcomes = pl.concat([together, pl.DataFrame(alone, schema=together.schema)]).sort(ROW)
        named = pl.DataFrame(
            {FILE: [file] * len(leads), ROW: [lead.row for lead in leads], ID: [_own_id(lead) for lead in leads]},
            schema={FILE: pl.String, ROW: pl.Int32, ID: pl.String},
        )
        return named.hstack(outcomes.drop(ROW)).select(*self.schema)

    def _program_of_leads(self, *, any_records: bool) -> Program:
        if any_records not in self._of_leads:
            self._of_leads[any_records] = self._program(Polars.dialect, any_records=any_records, one_stage=False)
        return self._of_leads[any_records]

    def _program(self, dialect: Dialect, *, any_records: bool, one_stage: bool) -> Program:
        return Program(
            self.edition,
            self._as_of,
            dialect,
            any_records=any_records,
            details=False,
            in_words=True,
            asked=self._asked,
            one_stage=one_stage,
        )

    def _named(self, program: Program, outcomes: Frame) -> Frame:
        """The outcomes under the names of their rules."""
        return outcomes.rename({program.rules[id_]: name for id_, name in self.columns.items()})

    def _of_case(self, case: Case) -> dict[str, str]:
        rulings, verdict = self._reviewer.outcomes(case, self._as_of)
        statuses = dict.fromkeys(self.columns.values(), Status.NOT_APPLICABLE)
        for ruling in rulings:
            name = self.columns[ruling.rule.id]
            statuses[name] = max(statuses[name], Status[ruling.outcome.name])
        found = {name: word(status) for name, status in statuses.items()}
        return found | {VERDICT: word(VerdictRank[verdict.name])}


def _own_id(lead: Lead) -> str | None:
    stated = lead.case.data.get(CASE_ID)
    return None if stated is None else str(stated.value)
