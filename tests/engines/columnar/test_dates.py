"""Columns of days, moved and compared, agree with single days."""

from datetime import date
from fractions import Fraction

import narwhals as nw
import polars as pl
import pytest

from compliance.engines.columnar.dates import Dated, compared
from compliance.engines.columnar.kleene import stated
from compliance.language.tree import Comparator
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import unit


def found(comparator: Comparator, one: Dated, other: Dated, day: date | None) -> bool | None:
    """The comparison where the column holds that day."""
    frame = nw.from_native(pl.DataFrame({"day": pl.Series([day], dtype=pl.Date)}))
    return frame.select(found=stated(compared(comparator, one, other)))["found"].to_list()[0]


def moved(amount: int, symbol: str) -> Dated:
    """The column of days so much later."""
    return Dated(None, nw.col("day")).moved(Quantity(Fraction(amount), unit(symbol)), 1)


# A column's day, by how much it is moved, the day it is compared with: less, equal, greater.
BOUNDARIES = [
    (date(2014, 6, 1), 1, "年", date(2015, 6, 2), "<"),
    (date(2014, 6, 1), 1, "年", date(2015, 6, 1), "="),
    (date(2014, 6, 1), 1, "年", date(2015, 5, 31), ">"),
    (date(2016, 2, 29), 1, "年", date(2017, 2, 28), "="),
    (date(2015, 1, 31), 1, "月", date(2015, 2, 28), "="),
    (date(2015, 1, 31), 1, "月", date(2015, 3, 1), "<"),
    (date(2015, 11, 30), 3, "月", date(2016, 2, 29), "="),
    (date(2015, 4, 22), 40, "日", date(2015, 6, 1), "="),
    (date(2015, 4, 23), 40, "日", date(2015, 6, 1), ">"),
]


@pytest.mark.parametrize(("day", "amount", "symbol", "limit", "order"), BOUNDARIES)
def test_a_moved_day_lies_before_upon_or_after_another(
    day: date, amount: int, symbol: str, limit: date, order: str
) -> None:
    truths: dict[Comparator, bool] = {
        "<": order == "<",
        "<=": order != ">",
        "=": order == "=",
        "!=": order != "=",
        ">=": order != "<",
        ">": order == ">",
    }
    for comparator, truth in truths.items():
        assert found(comparator, moved(amount, symbol), Dated(limit), day) is truth
        # The same day in a column that is not moved, which is compared by year, month and day.
        frame = nw.from_native(pl.DataFrame({"day": [day], "limit": [limit]}))
        both = compared(comparator, moved(amount, symbol), Dated(None, nw.col("limit")))
        assert frame.select(found=stated(both))["found"].to_list() == [truth]


def test_a_day_that_is_not_given_is_before_and_after_none() -> None:
    assert found("<", moved(1, "年"), Dated(date(2015, 6, 1)), None) is None
    assert found("!=", Dated(date(2015, 6, 1)), moved(1, "年"), None) is None
    assert compared("<", moved(1, "年"), Dated(None)) is None


def test_a_day_on_the_left_is_compared_as_it_stands() -> None:
    """2015-06-01 <= 2014-06-01 + 1 年, but not <."""
    assert found("<=", Dated(date(2015, 6, 1)), moved(1, "年"), date(2014, 6, 1)) is True
    assert found("<", Dated(date(2015, 6, 1)), moved(1, "年"), date(2014, 6, 1)) is False
