"""Leads stand in the order of their points, those to be refused after all others."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from compliance.errors import RequestError
from compliance.review.decision import Verdict
from compliance.rulebook.model import Rulebook
from compliance.screening.ranking import RANK, in_rank, ranking_in_force


def test_equal_points_share_a_rank_and_refused_leads_come_last_whatever_their_points() -> None:
    rows = [
        (2, Verdict.PASS, 1),
        (3, Verdict.FAIL, 99),
        (4, Verdict.UNDETERMINED, 3),
        (5, Verdict.CONDITIONAL, 1),
        (6, Verdict.PASS, 0),
        (7, Verdict.FAIL, 0),
    ]
    results = pl.LazyFrame(
        [(row, verdict.value, points) for row, verdict, points in rows],
        schema={"row": pl.Int64, "verdict": pl.String, "points": pl.Int64},
        orient="row",
    )
    found = in_rank(results).collect()
    assert found.select(RANK, "row").rows() == [(1, 4), (2, 2), (2, 5), (4, 6), (5, 3), (6, 7)]


def test_exactly_one_ranking_must_be_in_force(rulebook: Rulebook) -> None:
    day = date(2015, 12, 31)
    (own,) = rulebook.rankings
    assert ranking_in_force(rulebook, day) is own
    other = replace(own, id="another")
    with pytest.raises(RequestError, match=f"found: {own.id}、another"):
        ranking_in_force(replace(rulebook, rankings=(own, other)), day)
    with pytest.raises(RequestError, match="found: none"):
        ranking_in_force(rulebook, date(1999, 1, 1))
