"""Leads to codes: the verdict and the status of every rule as small whole numbers in columns, without the words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import narwhals as nw
import polars as pl
from narwhals.dtypes import DType

from compliance.case import Case
from compliance.engines.columnar.backends import Backend, Polars
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.layout import ROW
from compliance.engines.columnar.program import VERDICT, Program, Ranked, Status, fields_read
from compliance.engines.columnar.typed import ODD, Source, Typed
from compliance.engines.columnar.working import Frame
from compliance.intake.dataset import FILE_ROW
from compliance.intake.leads import Lead
from compliance.intake.mapping import ColumnMapping
from compliance.intake.values import CASE_ID
from compliance.judge import Verdict, verdict
from compliance.review import Reviewer
from compliance.rulebook.model import Edition, Rulebook

FILE, ID = "file", "id"


class Compact:
    """Codes of leads under the rules in force on one day.

    `columns` names the column of each rule by its id.  Raises: InputError for a rule that columns cannot hold.
    """

    def __init__(self, rulebook: Rulebook, as_of: date, wide: DType) -> None:
        self.edition: Edition = rulebook.edition(as_of).about("project")
        self.columns: Mapping[str, str] = {rule.id: re.sub(r"\W", "_", rule.id) for rule in self.edition.rules}
        self._as_of = as_of
        self._fields = fields_read(self.edition)
        self._reviewer = Reviewer(rulebook)
        self._of_tables = Program(self.edition, as_of, wide, any_records=False, details=False)
        self._of_leads: dict[bool, Program] = {}

    @property
    def schema(self) -> dict[str, type[pl.DataType]]:
        """The columns of codes and their types."""
        return {FILE: pl.String, ROW: pl.Int64, ID: pl.String, VERDICT: pl.Int8} | dict.fromkeys(
            self.columns.values(), pl.Int8
        )

    def of_table(self, frame: Frame, columns: Sequence[str], mapping: ColumnMapping, file: nw.Expr) -> Frame:
        """The codes of the rows of a table that are not odd, numbered in its column `FILE_ROW`."""
        row = nw.col(FILE_ROW).cast(nw.Int64())
        ids = [nw.col(columns[match.index]) for match in mapping.used if match.field and match.field.id == CASE_ID]
        written = [*(id_.cast(nw.String()) for id_ in ids), row.cast(nw.String())]
        named = {FILE: file, ROW: row, ID: nw.coalesce(*written) if ids else written[0]}
        typed = self._typed(frame, columns, mapping)
        codes = self._of_tables.run(typed.applied(frame, named), None, (FILE, ID, ODD))
        return self._named(self._of_tables, codes.filter(~nw.col(ODD))).select(*self.schema)

    def odd_of(self, frame: Frame, columns: Sequence[str], mapping: ColumnMapping, keep: Sequence[str]) -> Frame:
        """The odd rows of a table as they stand: the columns to keep, and then all its columns."""
        return self._typed(frame, columns, mapping).odd(frame, [*keep, *columns])

    def _typed(self, frame: Frame, columns: Sequence[str], mapping: ColumnMapping) -> Typed:
        dtypes = frame.collect_schema()
        named = [(columns[match.index], match.reads) for match in mapping.used]
        return Typed([Source(name, dtypes[name], heading) for name, heading in named if heading], self._fields)

    def of_leads(self, leads: Sequence[Lead], file: str) -> pl.DataFrame:
        """The codes of leads of a file: those that fit into columns together, every other alone."""
        frames = frames_of(((place, lead.case) for place, lead in enumerate(leads)), self._fields)
        program = self._program(any_records=frames.records is not None)
        backend = Polars()
        records = None if frames.records is None else backend.lazy(frames.records)
        together = backend.collect(self._named(program, program.run(backend.lazy(frames.cases), records)))
        alone = [{ROW: place, **self._of_case(case)} for place, case in frames.odd.items()]
        codes = pl.concat([together, pl.DataFrame(alone, schema=together.schema)]).sort(ROW)
        named = pl.DataFrame(
            {FILE: [file] * len(leads), ROW: [lead.row for lead in leads], ID: [lead.id for lead in leads]},
            schema={FILE: pl.String, ROW: pl.Int64, ID: pl.String},
        )
        return named.hstack(codes.drop(ROW)).select(*self.schema)

    def _program(self, *, any_records: bool) -> Program:
        if any_records not in self._of_leads:
            program = Program(self.edition, self._as_of, Polars.wide, any_records=any_records, details=False)
            self._of_leads[any_records] = program
        return self._of_leads[any_records]

    def _named(self, program: Program, codes: Frame) -> Frame:
        """The codes under the names of their rules."""
        return codes.rename({program.rules[id_]: name for id_, name in self.columns.items()})

    def _of_case(self, case: Case) -> dict[str, int]:
        rulings = self._reviewer.outcomes(case, self._as_of)
        statuses = dict.fromkeys(self.columns.values(), int(Status.NOT_APPLICABLE))
        for ruling in rulings:
            name = self.columns[ruling.rule.id]
            statuses[name] = max(statuses[name], Status[ruling.outcome.name])
        return statuses | {VERDICT: int(Ranked[verdict(rulings).name])}


def count_codes(codes: Frame, compact: Compact, backend: Backend) -> tuple[Counter[Verdict], Counter[str]]:
    """How many leads came out each way, and how many do not meet each rule that the verdict waits for."""
    deciding = {rule.id: compact.columns[rule.id] for rule in compact.edition.rules if rule.force.decides}
    fails = [_count(nw.col(name) == int(Status.FAIL), name) for name in deciding.values()]
    ways = {ranked.name: _count(nw.col(VERDICT) == int(ranked), ranked.name) for ranked in Ranked}
    found = backend.collect(codes.select(*ways.values(), *fails)).row(0, named=True)
    verdicts = Counter({Verdict[name]: found[name] or 0 for name in ways})
    failed = Counter({id_: found[name] or 0 for id_, name in deciding.items()})
    return +verdicts, +failed


def _count(holds: nw.Expr, name: str) -> nw.Expr:
    """How often that holds, under a name."""
    return holds.cast(nw.Int64()).sum().alias(name)
