"""Columns give the points that reviews give."""

from datetime import date
from pathlib import Path

import pytest

from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.intake.leads.leads import read_leads
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from compliance.screening.result import of_decision
from compliance.screening.screener import Screener
from tests.ranked import ranked_ledger

DAY = date(2015, 12, 31)


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """The ledger to rank."""
    return ranked_ledger(tmp_path)


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
@pytest.mark.parametrize("stage", [None, "operation"])
def test_columns_give_the_points_that_reviews_give(
    rulebook: Rulebook, leads: Path, backend: Polars | DuckDB, stage: str | None
) -> None:
    (ranking,) = rulebook.rankings
    read = list(read_leads(leads, rulebook.vocabulary))
    asked = rulebook.vocabulary.stages.for_screening(rulebook.vocabulary.stages.named(stage))
    reviewer = Reviewer(rulebook, asked)
    for lead, result in zip(read, Screener(rulebook, DAY, backend, ranking, asked).screen(read), strict=True):
        expected = of_decision(lead, reviewer.review(lead.case, DAY, DAY), ranking.weights)
        assert (result.points, result.priorities, result.unsettled) == (
            expected.points, expected.priorities, expected.unsettled,
        )  # fmt: skip
