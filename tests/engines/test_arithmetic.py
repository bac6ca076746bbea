"""Comparing, calculating and summing up what is imprecise: ends that are not reached, days, tables' limits."""

from datetime import date
from fractions import Fraction

import pytest

from compliance.engines.arithmetic import Value, aggregated_loosely, calculated, compared, difference, told_apart
from compliance.errors import Place
from compliance.language import tree as t
from compliance.language.parse import parse_term
from compliance.quantity.imprecise import Days
from compliance.quantity.interval import Interval, exactly


def number(value: int | str) -> Fraction:
    return Fraction(value)


BELOW_5 = Interval(number(0), number(5), high_open=True)
FROM_5 = Interval(number(5), None)
JUNE = Days(date(2015, 6, 1), date(2015, 6, 30))


@pytest.mark.parametrize(
    ("left", "sign", "right", "truth"),
    [
        (BELOW_5, "<", number(5), True),
        (BELOW_5, ">=", number(5), False),
        (BELOW_5, "=", number(5), False),
        (BELOW_5, "!=", number(5), True),
        (BELOW_5, "<", number(4), None),
        (BELOW_5, "=", number(4), None),
        (FROM_5, ">=", number(5), True),
        (FROM_5, ">", number(5), None),
        (FROM_5, "<", number(5), False),
        (BELOW_5, "<", FROM_5, True),
        (exactly(number(5)), "=", number(5), True),
        (None, "<", number(5), None),
        (JUNE, "<=", date(2015, 6, 30), True),
        (JUNE, "<", date(2015, 6, 30), None),
        (JUNE, "=", date(2015, 7, 1), False),
        (JUNE, "!=", JUNE, None),
    ],
)
def test_a_comparison_is_what_is_so_for_all(left: Value | None, sign: t.Comparator, right: Value, truth: bool) -> None:
    assert compared(sign, left, right) is truth


def test_a_quotient_by_what_may_be_nothing_is_unknown_and_by_what_comes_close_to_it_is_not() -> None:
    five = parse_term("5", Place("x", 1, 1))
    assert calculated("/", number(10), BELOW_5, five) is None
    near = Interval(number(0), number(5), low_open=True)
    assert calculated("/", number(10), near, five) == Interval(number(2), None)


def test_days_move_by_their_ends() -> None:
    month = parse_term("1 月", Place("x", 1, 1))
    assert calculated("+", Days(date(2015, 1, 30), date(2015, 1, 31)), Fraction(1), month) == Days(
        date(2015, 2, 28), date(2015, 2, 28)
    )
    assert calculated("-", Days(None, date(2015, 3, 31)), Fraction(1), month) == Days(None, date(2015, 2, 28))


def test_a_sum_takes_what_may_not_belong_as_nothing_at_least() -> None:
    members = [(number(3), True), (number(2), None), (Interval(number(1), number(4)), True)]
    assert aggregated_loosely("sum", members) == Interval(number(4), number(9))
    assert aggregated_loosely("average", members) is None
    assert aggregated_loosely("min", members) == Interval(number(1), number(3))
    assert aggregated_loosely("max", members) == Interval(number(3), number(4))
    assert aggregated_loosely("sum", [(None, True), (number(2), True)]) is None
    assert aggregated_loosely("max", [(number(2), None)]) is None


def test_a_difference_of_exact_numbers_is_one() -> None:
    assert difference(number(5), number(3)) == number(2)
    assert difference(number(5), BELOW_5) == Interval(number(0), number(5), low_open=True)


def test_what_is_looked_up_in_the_place_of_an_interval_lies_in_it_and_on_both_sides_of_every_limit() -> None:
    tried = told_apart(BELOW_5, [number(1), number(5), number(9)])
    assert all(isinstance(one, Fraction) and BELOW_5.holds(one) for one in tried)
    assert number(1) in tried
    assert any(isinstance(one, Fraction) and 0 < one < 1 for one in tried)
    assert any(isinstance(one, Fraction) and 1 < one < 5 for one in tried)
    assert told_apart(JUNE, [date(2015, 6, 15)])[:3] == [date(2015, 6, 1), date(2015, 6, 14), date(2015, 6, 15)]
    assert told_apart(number(7), [number(1)]) == [number(7)]
