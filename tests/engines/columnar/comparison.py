"""What columns say of cases, compared with the reference and the oracle."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from compliance.case import Case
from compliance.engines.columnar.backends import Backend, DuckDB, Polars
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.outcomes import Status, VerdictRank
from compliance.engines.columnar.program import OUTSIDE, PRESUMED, STAGE, VERDICT, Program, fields_read, stage_fields
from compliance.engines.evaluation import Evaluation
from compliance.engines.reference import Reference
from compliance.review.judge import judge
from compliance.review.usable import usable
from compliance.rulebook.model import Edition
from compliance.vocabulary.stages import Stage, StageAsked
from tests.engines.oracle import outcomes as oracle
from tests.engines.oracle.meaning import Seen, U, truth
from tests.engines.oracle.stages import at_its_stage
from tests.rulebooks import ready_cases

DAY = date(2015, 6, 1)
BACKENDS: dict[str, Backend] = {"polars": Polars(), "duckdb": DuckDB()}


class Answer(NamedTuple):
    """What is said of a case: the status of each rule, the verdict, the fields it lacks, and its stage by place.

    `outside` and `presumed` say whether it lies where no pack applies, and whether that one does is taken for granted.
    """

    statuses: Mapping[str, Status]
    verdict: VerdictRank
    missing: frozenset[str]
    stage: int
    outside: bool
    presumed: bool


def expected(edition: Edition, case: Case, day: date, asked: StageAsked | None = None) -> Answer:
    """What the reference says."""
    given = usable(case, edition.rulebook, day)
    whole = Evaluation(edition.rulebook, given, day, asked)
    decision = judge(whole, edition, Reference(edition).evaluate(given, day, asked), ())
    statuses: dict[str, Status] = {}
    for finding in decision.findings:
        found = Status[finding.outcome.name]
        statuses[finding.rule.id] = max(statuses.get(finding.rule.id, Status.NOT_APPLICABLE), found)
    missing = frozenset(re.sub(r"\[\d+\]", "", request.input.path) for request in decision.requests)
    verdict, stage = VerdictRank[decision.verdict.name], _place(decision.stage)
    return Answer(statuses, verdict, missing, stage, decision.outside, decision.presumed)


def defined(edition: Edition, case: Case, day: date, asked: StageAsked | None = None) -> Answer:
    """What the oracle says."""
    given = usable(case, edition.rulebook, day)
    rulings = oracle.rulings(edition, given, day, asked)
    statuses: dict[str, Status] = {}
    for id_, _, outcome in rulings:
        statuses[id_] = max(statuses.get(id_, Status.NOT_APPLICABLE), Status[outcome.name])
    paths = oracle.asked_of(edition, given, day, rulings, asked)
    missing = frozenset(re.sub(r"\[\d+\]", "", path) for path in paths)
    seen = Seen(edition.rulebook, given, day)
    outside, stage = oracle.is_outside(edition, seen), at_its_stage(seen, asked).stage
    verdict = VerdictRank[oracle.verdict(edition, rulings, outside=outside).upper()]
    return Answer(statuses, verdict, missing, _place(stage), outside, _is_presumed(edition, seen))


def _is_presumed(edition: Edition, seen: Seen) -> bool:
    return U in [truth(pack.applies, seen) for pack in edition.packs if pack.applies is not None]


def _place(stage: Stage | None) -> int:
    return -1 if stage is None else stage.place


def differences(
    edition: Edition, day: date, several: list[Case], backend: Backend, asked: StageAsked | None = None
) -> list[str]:
    """What the columns say otherwise than the reference, or that than the oracle, of any case that fits columns."""
    frames = frames_of(enumerate(several), fields_read(edition))
    any_records, one_stage = frames.records is not None, is_one_stage(edition, several)
    program = Program(
        edition, day, backend.dialect, any_records=any_records, details=True, asked=asked, one_stage=one_stage
    )
    result = backend.run(program, frames.cases, frames.records)
    assert len(result) + len(frames.fallback) == len(several)
    found = []
    for row in result.iter_rows(named=True):
        case = several[row["row"]]
        wanted = expected(edition, case, day, asked)
        if wanted != defined(edition, case, day, asked):
            found.append(f"{case.name} {dict(case.data)} {asked}: {wanted}, not as the oracle")
        statuses = {id_: Status(row[program.rules[id_]]) for id_ in wanted.statuses}
        missing = frozenset(path for path, column in program.missing.items() if row[column])
        said = Answer(statuses, VerdictRank(row[VERDICT]), missing, row[STAGE], row[OUTSIDE], row[PRESUMED])
        if said != wanted:
            found.append(f"{case.name} {dict(case.data)} {asked}: {said}, not {wanted}")
    return found


def is_one_stage(edition: Edition, several: Iterable[Case]) -> bool:
    """Whether no case states anything from which its stage is seen."""
    telling = {field.id for field in stage_fields(edition.rulebook)}
    return not any(telling & set(case.data) for case in several)


def cases_of_packs() -> dict[date, list[Case]]:
    """The cases beside the rules that are about projects, by their day."""
    days: dict[date, list[Case]] = defaultdict(list)
    for case in ready_cases():
        if case.case.subject == "project":
            days[case.as_of].append(case.case)
    return days
