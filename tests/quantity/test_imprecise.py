"""Amounts and days of which no more is said than between what they lie."""

from datetime import date
from fractions import Fraction

import pytest

from compliance.quantity.imprecise import Days, Imprecise
from compliance.quantity.interval import Interval, exactly
from compliance.quantity.units import unit

_TENTH = Fraction(1, 10)


def test_a_range_is_converted_exactly_and_is_not_rough() -> None:
    tens = Imprecise(Interval(Fraction(3), Fraction(6), high_open=True), unit("亩"))
    assert tens.base(_TENTH) == Interval(Fraction(2000), Fraction(4000), high_open=True)
    assert tens.to(unit("平方米")).amounts == Interval(Fraction(2000), Fraction(4000), high_open=True)


def test_a_rough_amount_may_be_off_by_the_share_either_way() -> None:
    assert Imprecise(exactly(Fraction(500)), unit("个"), about=True).base(_TENTH) == Interval(
        Fraction(450), Fraction(550)
    )
    assert Imprecise(Interval(Fraction(8), Fraction(10)), unit("元"), about=True).base(_TENTH) == Interval(
        Fraction("7.2"), Fraction(11)
    )
    assert Imprecise(exactly(Fraction(-20)), unit("元"), about=True).base(_TENTH) == Interval(
        Fraction(-22), Fraction(-18)
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Days(date(2015, 6, 1), date(2015, 6, 30)), date(2015, 6, 30), (-1, 0)),
        (Days(date(2015, 6, 1), date(2015, 6, 30)), date(2015, 5, 31), (1, 1)),
        (Days(None, date(2014, 6, 18)), date(2014, 6, 19), (-1, -1)),
        (Days(None, date(2014, 6, 18)), date(2014, 6, 18), (-1, 0)),
        (Days(date(2015, 6, 1), None), date(2015, 6, 1), (0, 1)),
        (Days(None, None), date(2015, 6, 1), (-1, 1)),
    ],
)
def test_days_compare_by_their_first_and_last(one: Days, other: date, expected: tuple[int, int]) -> None:
    assert one.signs(Days(other, other)) == expected


def test_no_day_between_is_refused() -> None:
    with pytest.raises(ValueError, match="no day"):
        Days(date(2015, 6, 2), date(2015, 6, 1))
