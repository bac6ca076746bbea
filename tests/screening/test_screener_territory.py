"""Leads in and out of the places of plans come out as their reviews do, on columns too, and are counted."""

import json
from pathlib import Path

import pytest

from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.intake.leads.rows import Lead
from compliance.review.decision import Verdict
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from compliance.screening.bulk.outcome_table import OutcomeTable
from compliance.screening.result import of_decision
from compliance.screening.screener import Screener
from compliance.screening.summary import OUTSIDE, PRESUMED, ScreeningSummary
from tests.territories import DAY, EAST, ELSEWHERE, WEST, project, two_places

GIVEN = (
    {"county": EAST, "land_area": "100", "cod": "0", "in_zone": "是"},
    {"county": WEST, "land_area": "40", "cod": "0"},
    {"county": ELSEWHERE, "land_area": "40", "cod": "0", "in_zone": "是"},
    {"county": ELSEWHERE},
    {"land_area": "100", "cod": "0", "in_zone": "是"},
    {"county": ELSEWHERE, "land_area": "30—40亩", "cod": "0"},  # too vague for a column
    {"land_area": "300—400亩", "cod": "0"},
)
VERDICTS = [
    Verdict.PASS,
    Verdict.FAIL,
    Verdict.UNDETERMINED,
    Verdict.UNDETERMINED,
    Verdict.PASS,
    Verdict.UNDETERMINED,
    Verdict.PASS,
]


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    """The plans of two counties, and one of the nation."""
    return two_places(tmp_path)


def leads_of(book: Rulebook) -> list[Lead]:
    """A lead of each kind."""
    return [Lead(row, project(book, **given), str(row)) for row, given in enumerate(GIVEN, start=1)]


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
def test_every_lead_comes_out_as_its_review_does(book: Rulebook, backend: Polars | DuckDB) -> None:
    leads, reviewer = leads_of(book), Reviewer(book)
    results = Screener(book, DAY, backend).screen(leads)
    assert [result.verdict for result in results] == VERDICTS
    assert [result.outside for result in results] == [False, False, True, True, False, True, False]
    assert [result.presumed for result in results] == [False, False, False, False, True, False, True]
    for lead, result in zip(leads, results, strict=True):
        decision = of_decision(lead, reviewer.review(lead.case, DAY, DAY))
        assert result == decision._replace(missing=result.missing)
        assert set(result.missing) == set(decision.missing)
    assert [result.prospective for result in results] == [()] * len(GIVEN)
    assert [result.entitlements for result in results if result.entitlements] == [("EAST-2",), ("EAST-2",)]
    assert results[3].missing == ("cod",)


def test_outcome_columns_have_the_same_verdicts(book: Rulebook) -> None:
    found = OutcomeTable(book, DAY, Polars.dialect).of_leads(leads_of(book), "leads.csv")
    assert found["verdict"].to_list() == [verdict.value for verdict in VERDICTS]
    assert set(found["EAST_1"].to_list()[2:4]) == {"not_applicable"}


def test_leads_out_of_place_and_of_unknown_place_are_counted(book: Rulebook) -> None:
    leads, summary = leads_of(book), ScreeningSummary()
    for lead, result in zip(leads, Screener(book, DAY, Polars()).screen(leads), strict=True):
        summary.add(lead, result)
    assert summary.places == {OUTSIDE: 3, PRESUMED: 2}
    kept = ScreeningSummary.of_data(json.loads(json.dumps(summary.as_data())))
    kept.join(summary)
    assert kept.places == {OUTSIDE: 6, PRESUMED: 4}
