"""Leads stand in the order of their verdicts, and those of one verdict in that of their points."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from compliance.errors import RequestError
from compliance.review.decision import Verdict
from compliance.rulebook.model import Rulebook
from compliance.screening.ranking import RANK, in_rank, ranking_in_force


def test_the_best_verdict_comes_first_and_within_it_more_points() -> None:
    rows = [
        (2, Verdict.PASS, 1),
        (3, Verdict.FAIL, 99),
        (4, Verdict.UNDETERMINED, 3),
        (5, Verdict.CONDITIONAL, 1),
        (6, Verdict.PASS, 3),
        (7, Verdict.FAIL, 0),
        (8, Verdict.REFERRED, 0),
        (9, Verdict.PASS, 1),
        (10, Verdict.REFERRED, 4),
    ]
    results = pl.LazyFrame(
        [(row, verdict.value, points) for row, verdict, points in rows],
        schema={"row": pl.Int64, "verdict": pl.String, "points": pl.Int64},
        orient="row",
    )
    found = in_rank(results).collect()
    passes, conditional, referred = [(1, 6), (2, 2), (2, 9)], [(4, 5)], [(5, 10), (6, 8)]
    undetermined, fails = [(7, 4)], [(8, 3), (9, 7)]
    assert found.select(RANK, "row").rows() == [*passes, *conditional, *referred, *undetermined, *fails]


def test_exactly_one_ranking_must_be_in_force(rulebook: Rulebook) -> None:
    day = date(2015, 12, 31)
    (own,) = rulebook.rankings
    assert ranking_in_force(rulebook, day) is own
    other = replace(own, id="another")
    with pytest.raises(RequestError, match=f"found: {own.id}、another"):
        ranking_in_force(replace(rulebook, rankings=(own, other)), day)
    with pytest.raises(RequestError, match="found: none"):
        ranking_in_force(rulebook, date(1999, 1, 1))
