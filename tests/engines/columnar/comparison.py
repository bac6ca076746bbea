"""What columns say of cases, compared with the reference and the oracle."""

import re
from collections import defaultdict
from datetime import date

from compliance.case import Case
from compliance.engines.columnar.backends import Backend, DuckDB, Polars
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.outcomes import Status, VerdictRank
from compliance.engines.columnar.program import Program, fields_read
from compliance.engines.evaluation import Evaluation
from compliance.engines.reference import Reference
from compliance.review.consistency import consistent
from compliance.review.judge import judge
from compliance.rulebook.model import Edition
from tests.engines.oracle import outcomes as oracle
from tests.rulebooks import shipped_cases

DAY = date(2015, 6, 1)
BACKENDS: dict[str, Backend] = {"polars": Polars(), "duckdb": DuckDB()}


def expected(edition: Edition, case: Case, day: date) -> tuple[dict[str, Status], VerdictRank, set[str]]:
    """The statuses, the verdict and the missing fields that the reference finds."""
    usable = consistent(case, edition.rulebook, day)
    decision = judge(Evaluation(edition.rulebook, usable, day), edition, Reference(edition).evaluate(usable, day), ())
    statuses: dict[str, Status] = {}
    for finding in decision.findings:
        found = Status[finding.outcome.name]
        statuses[finding.rule.id] = max(statuses.get(finding.rule.id, Status.NOT_APPLICABLE), found)
    missing = {re.sub(r"\[\d+\]", "", request.input.path) for request in decision.requests}
    return statuses, VerdictRank[decision.verdict.name], missing


def defined(edition: Edition, case: Case, day: date) -> tuple[dict[str, Status], VerdictRank, set[str]]:
    """The same as the oracle finds it."""
    usable = consistent(case, edition.rulebook, day)
    rulings = oracle.rulings(edition, usable, day)
    statuses: dict[str, Status] = {}
    for id_, _, outcome in rulings:
        statuses[id_] = max(statuses.get(id_, Status.NOT_APPLICABLE), Status[outcome.name])
    missing = {re.sub(r"\[\d+\]", "", path) for path in oracle.asked_of(edition, usable, day, rulings)}
    return statuses, VerdictRank[oracle.verdict(edition, rulings).upper()], missing


def differences(edition: Edition, day: date, several: list[Case], backend: Backend) -> list[str]:
    """What the columns say otherwise than the reference, or that than the oracle, of any case that fits columns."""
    frames = frames_of(enumerate(several), fields_read(edition))
    program = Program(edition, day, backend.dialect, any_records=frames.records is not None, details=True)
    result = backend.run(program, frames.cases, frames.records)
    assert len(result) + len(frames.fallback) == len(several)
    found = []
    for row in result.iter_rows(named=True):
        case = several[row["row"]]
        statuses, verdict, missing = expected(edition, case, day)
        if (statuses, verdict, missing) != defined(edition, case, day):
            found.append(f"{case.name} {dict(case.data)}: {statuses} {missing}, not as the oracle")
        of_columns = {id_: Status(row[program.rules[id_]]) for id_ in statuses}
        not_given = {path for path, column in program.missing.items() if row[column]}
        if (of_columns, VerdictRank(row["verdict"]), not_given) != (statuses, verdict, missing):
            found.append(f"{case.name} {dict(case.data)}: {of_columns} {not_given}, not {statuses} {missing}")
    return found


def cases_of_packs() -> dict[date, list[Case]]:
    """The cases beside the rules that are about projects, by their day."""
    days: dict[date, list[Case]] = defaultdict(list)
    for case in shipped_cases():
        if case.case.subject == "project":
            days[case.as_of].append(case.case)
    return days
