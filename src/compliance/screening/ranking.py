"""Rank leads by the plan's priorities."""

from datetime import date

import polars as pl

from compliance.errors import RequestError
from compliance.review.decision import Verdict
from compliance.rulebook.model import Ranking, Rulebook
from compliance.text import Text

RANK = "rank"
_PLACE = "place in the ledger"
_MOST_POINTS = 10**12
_BEST_FIRST = [verdict.value for verdict in Verdict]


def ranking_in_force(rulebook: Rulebook, as_of: date) -> Ranking:
    """The one ranking that the packs in force on a day have.  Raises: RequestError if there is none, or several."""
    in_force = {pack.id for pack in rulebook.edition(as_of).packs}
    found = [ranking for ranking in rulebook.rankings if ranking.pack in in_force]
    if len(found) != 1:
        listed = "、".join(ranking.id for ranking in found)
        raise RequestError(
            Text(
                f"当日有效的规则包中须恰有一个 rankings 条目(现有:{listed or '无'});可用 --pack 选定",
                f"the packs of that day must have exactly one ranking (found: {listed or 'none'}); "
                "choose a pack by --pack",
            )
        )
    return found[0]


def in_rank(results: pl.LazyFrame) -> pl.LazyFrame:
    """The results with their ranks, in their order: by verdict, the best first, and within each more points first.

    Equal ones share a rank and stand as in the ledger.
    """
    verdict = pl.col("verdict").cast(pl.Enum(_BEST_FIRST)).to_physical().cast(pl.Int64)
    order = verdict * _MOST_POINTS - pl.col("points")
    ranked = results.with_row_index(_PLACE).with_columns(order.rank("min").cast(pl.Int64).alias(RANK))
    return ranked.sort(RANK, _PLACE).select(RANK, pl.exclude(RANK, _PLACE))
