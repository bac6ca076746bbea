"""Every engine behind one signature: an edition, cases and a stage in, and what it says of each case out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from compliance.case import Case
from compliance.engines.columnar.backends import Backend, DuckDB, Polars
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.outcomes import Status
from compliance.engines.columnar.program import Program, fields_read
from compliance.engines.durable.engine import Durable
from compliance.engines.engine import Engine, Outcome
from compliance.engines.reference import Reference
from compliance.rulebook.model import Edition
from compliance.vocabulary.stages import StageAsked
from tests.engines.oracle import outcomes as oracle

DAY = date(2015, 6, 1)

Said = Mapping[str, tuple[Outcome, ...]]  # by rule, an outcome for each record that it is held against
Answers = Sequence[Said | None]  # for each case; None for one that the engine leaves to another
Ask = Callable[[Edition, Sequence[Case], StageAsked | None], Answers]


def by_definition(edition: Edition, cases: Sequence[Case], asked: StageAsked | None) -> Answers:
    """What the oracle says."""
    return [_by_rule((id_, found) for id_, _, found in oracle.rulings(edition, case, DAY, asked)) for case in cases]


def case_by_case(
    make: Callable[[Edition], Engine], edition: Edition, cases: Sequence[Case], asked: StageAsked | None
) -> Answers:
    """What an engine for one case says."""
    engine = make(edition)
    return [
        _by_rule((ruling.rule.id, ruling.outcome) for ruling in engine.evaluate(case, DAY, asked)) for case in cases
    ]


def _by_rule(outcomes: Iterable[tuple[str, Outcome]]) -> Said:
    said: dict[str, tuple[Outcome, ...]] = {}
    for id_, found in outcomes:
        said[id_] = (*said.get(id_, ()), found)
    return said


def in_columns(backend: Backend, edition: Edition, cases: Sequence[Case], asked: StageAsked | None) -> Answers:
    """What the columnar engine says: of several records of a case, the greatest status alone."""
    frames = frames_of(enumerate(cases), fields_read(edition))
    any_records = frames.records is not None
    program = Program(edition, DAY, backend.dialect, any_records=any_records, details=False, asked=asked)
    answers: list[Said | None] = [None] * len(cases)
    for row in backend.run(program, frames.cases, frames.records).iter_rows(named=True):
        statuses = {id_: Status(row[column]) for id_, column in program.rules.items()}
        answers[row["row"]] = {id_: (Outcome[status.name],) for id_, status in statuses.items()}
    return answers


def greatest(said: Said) -> Said:
    """What columns keep of an answer."""
    return {id_: (Outcome[max(Status[found.name] for found in several).name],) for id_, several in said.items()}


ONE_CASE: Mapping[str, Ask] = {
    "oracle": by_definition,
    "reference": partial(case_by_case, Reference),
    "durable": partial(case_by_case, Durable),
}
COLUMNAR: Mapping[str, Ask] = {"polars": partial(in_columns, Polars()), "duckdb": partial(in_columns, DuckDB())}
