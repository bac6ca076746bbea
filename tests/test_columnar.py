"""The engine that evaluates columns agrees with the reference on every case, whichever library holds the columns."""

import re
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import cases, edition_of, rules

from compliance.case import Case
from compliance.engines.columnar import Program, Ranked, Status
from compliance.engines.columnar.backends import Backend, DuckDB, Polars
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.program import fields_read
from compliance.engines.reference import Reference
from compliance.judge import judge
from compliance.review import consistent
from compliance.rulebook.cases import read_cases
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Edition, Rule

DAY = date(2015, 6, 1)
BOOK = load_rulebook()
BACKENDS: dict[str, Backend] = {"polars": Polars(), "duckdb": DuckDB()}


def expected(edition: Edition, case: Case, day: date) -> tuple[dict[str, Status], Ranked, set[str]]:
    """The statuses, the verdict and the missing fields that the reference finds."""
    usable = consistent(case, edition.rulebook, day)
    decision = judge(usable, day, edition, Reference(edition).evaluate(usable, day), ())
    statuses: dict[str, Status] = {}
    for finding in decision.findings:
        found = Status[finding.outcome.name]
        statuses[finding.rule.id] = max(statuses.get(finding.rule.id, Status.NOT_APPLICABLE), found)
    missing = {re.sub(r"\[\d+\]", "", request.input.path) for request in decision.requests}
    return statuses, Ranked[decision.verdict.name], missing


def differences(edition: Edition, day: date, several: list[Case], backend: Backend) -> list[str]:
    """What the columns say otherwise than the reference of any case that fits them."""
    frames = frames_of(enumerate(several), fields_read(edition))
    program = Program(edition, day, backend.wide, any_records=frames.records is not None, details=True)
    records = None if frames.records is None else backend.lazy(frames.records)
    result = backend.collect(program.run(backend.lazy(frames.cases), records))
    assert len(result) + len(frames.odd) == len(several)
    found = []
    for row in result.iter_rows(named=True):
        case = several[row["row"]]
        statuses, verdict, missing = expected(edition, case, day)
        said = {id_: Status(row[id_]) for id_ in statuses}
        lacks = {name.removeprefix("lacks:") for name, lacking in row.items() if name.startswith("lacks:") and lacking}
        if (said, Ranked(row["verdict"]), lacks) != (statuses, verdict, missing):
            found.append(f"{case.name} {dict(case.data)}: {said} {lacks}, not {statuses} {missing}")
    return found


@pytest.mark.parametrize("name", BACKENDS)
@given(rules(), st.lists(cases(), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_columns_agree_with_the_reference_on_generated_rules_and_cases(
    name: str, made: list[Rule], several: list[Case]
) -> None:
    assert differences(edition_of(made), DAY, several, BACKENDS[name]) == []


@pytest.mark.parametrize("name", BACKENDS)
def test_columns_agree_with_the_reference_on_every_case_of_the_packs(name: str) -> None:
    days: dict[date, list[Case]] = defaultdict(list)
    for pack in BOOK.packs:
        for case in read_cases(None, pack.id, BOOK.vocabulary):
            if case.case.subject == "project":
                days[case.as_of].append(case.case)
    tried = sum(map(len, days.values()))
    assert tried > 400
    for day, several in days.items():
        assert differences(BOOK.edition(day).about("project"), day, several, BACKENDS[name]) == []
