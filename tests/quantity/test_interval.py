"""Arithmetic on intervals against arithmetic on their members."""

import operator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.quantity.interval import ANY, Interval, exactly, hull, minus, negative, plus, product, quotient, signs

_NUMBERS = st.fractions(-6, 6, max_denominator=4)


@st.composite
def _intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(st.none() | _NUMBERS), draw(st.none() | _NUMBERS)
    if low is not None and high is not None and low >= high:
        return exactly(low)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def _members(one: Interval) -> list[Fraction]:
    """Some members, among them those closest to the ends, as far as there are any."""
    tiny, far = Fraction(1, 1000), Fraction(1000)
    low = one.low if one.low is not None else (-far if one.high is None else one.high - far)
    high = one.high if one.high is not None else low + far
    inside = [low, low + tiny, (low + high) / 2, high - tiny, high, Fraction(0), tiny, -tiny]
    return [number for number in inside if one.holds(number)]


@given(_intervals(), _intervals())
def test_every_sum_difference_and_product_of_members_lies_within(left: Interval, right: Interval) -> None:
    for of_intervals, of_numbers in ((plus, operator.add), (minus, operator.sub), (product, operator.mul)):
        result = of_intervals(left, right)
        assert all(result.holds(of_numbers(a, b)) for a in _members(left) for b in _members(right))


@given(_intervals(), _intervals())
def test_a_quotient_is_known_exactly_if_the_divisor_cannot_be_0_and_holds_every_one(
    left: Interval, right: Interval
) -> None:
    result = quotient(left, right)
    if right.holds(Fraction(0)):
        assert result is None
    else:
        assert result is not None
        assert all(result.holds(a / b) for a in _members(left) for b in _members(right))


@given(_intervals(), _intervals())
def test_a_result_is_no_wider_than_its_members_reach(left: Interval, right: Interval) -> None:
    for of_intervals, of_numbers in ((plus, operator.add), (minus, operator.sub), (product, operator.mul)):
        result = of_intervals(left, right)
        reached = [of_numbers(a, b) for a in _members(left) for b in _members(right)]
        if result.low is None or result.high is None:
            assert max(map(abs, reached)) >= 100
        else:
            assert min(reached) - result.low <= Fraction(1, 10)
            assert result.high - max(reached) <= Fraction(1, 10)
            assert result.low_open or result.low in reached
            assert result.high_open or result.high in reached


@given(_intervals(), _intervals())
def test_the_signs_say_how_all_members_compare(left: Interval, right: Interval) -> None:
    low, high = signs(left, right)
    compared = {(a > b) - (a < b) for a in _members(left) for b in _members(right)}
    assert low <= min(compared)
    assert max(compared) <= high
    assert low <= high


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (Interval(None, Fraction(5), high_open=True), exactly(Fraction(5)), (-1, -1)),  # below 5 is never 5
        (Interval(Fraction(5), None, low_open=True), exactly(Fraction(5)), (1, 1)),
        (Interval(Fraction(5), None), exactly(Fraction(5)), (0, 1)),
        (exactly(Fraction(5)), exactly(Fraction(5)), (0, 0)),
        (Interval(Fraction(4), Fraction(6)), exactly(Fraction(5)), (-1, 1)),
        (ANY, ANY, (-1, 1)),
    ],
)
def test_an_end_that_is_not_reached_is_no_equality(left: Interval, right: Interval, expected: tuple[int, int]) -> None:
    assert signs(left, right) == expected


@given(st.lists(_intervals(), min_size=1, max_size=4))
def test_a_hull_holds_all_of_each(intervals: list[Interval]) -> None:
    around = hull(intervals)
    assert all(around.holds(number) for one in intervals for number in _members(one))
    assert around.low in [one.low for one in intervals]
    assert around.high in [one.high for one in intervals]


@given(_intervals(), _intervals())
def test_what_two_have_in_common_is_what_lies_in_both(left: Interval, right: Interval) -> None:
    common = left.within(right)
    for number in (*_members(left), *_members(right)):
        assert (common is not None and common.holds(number)) == (left.holds(number) and right.holds(number))


@given(_intervals())
def test_the_negative_of_the_negative_is_the_interval(one: Interval) -> None:
    assert negative(negative(one)) == one


def test_an_interval_with_nothing_in_it_is_refused() -> None:
    with pytest.raises(ValueError, match="no number lies in"):
        Interval(Fraction(3), Fraction(2))
    with pytest.raises(ValueError, match="no number lies in"):
        Interval(Fraction(3), Fraction(3), low_open=True)
