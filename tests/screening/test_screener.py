"""Every lead comes out as its review does."""

from datetime import date
from pathlib import Path

import pytest

from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.intake.leads.leads import read_leads
from compliance.intake.leads.rows import Lead
from compliance.review.decision import Verdict
from compliance.review.reviewer import Reviewer
from compliance.rulebook.load import load_rulebook
from compliance.screening.result import of_decision
from compliance.screening.screener import Screener
from tests.ledgers import DAY, ledger

BOOK = load_rulebook()


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
@pytest.mark.parametrize("source", ["typed", "example"])
def test_every_lead_comes_out_as_its_review_does(tmp_path: Path, backend: Polars | DuckDB, source: str) -> None:
    path = ledger(tmp_path) if source == "typed" else Path("examples/leads/leads.xlsx")
    leads = list(read_leads(path, BOOK.vocabulary))
    screener, reviewer = Screener(BOOK, DAY, backend), Reviewer(BOOK)
    for lead, result in zip(leads, screener.screen(leads), strict=True):
        decision = of_decision(lead, reviewer.review(lead.case, DAY, DAY))
        assert result == decision._replace(missing=result.missing)
        assert set(result.missing) == set(decision.missing)


def test_applications_of_the_examples_come_out_as_their_reviews_do() -> None:
    from compliance.intake.application import read_applications

    cases = [c for path in sorted(Path("examples").glob("*.yaml")) for c in read_applications(path, BOOK.vocabulary)]
    leads = [Lead(place, case, case.id) for place, case in enumerate(cases, start=1)]
    results = Screener(BOOK, DAY, Polars()).screen(leads)
    verdicts = set()
    for lead, result in zip(leads, results, strict=True):
        decision = of_decision(lead, Reviewer(BOOK).review(lead.case, DAY, DAY))
        assert result == decision._replace(missing=result.missing)
        assert set(result.missing) == set(decision.missing)
        verdicts.add(result.verdict)
    assert len(verdicts) >= 3


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
def test_where_no_rule_is_in_force_nothing_is_settled(tmp_path: Path, backend: Polars | DuckDB) -> None:
    leads = list(read_leads(ledger(tmp_path), BOOK.vocabulary))
    before_any = date(1999, 1, 1)
    assert BOOK.edition(before_any).rules == ()
    results = Screener(BOOK, before_any, backend).screen(leads)
    assert {result.verdict for result in results} == {Verdict.UNDETERMINED}
    assert {(result.failed, result.missing) for result in results} == {((), ())}
