"""Quantities keep their dimension, are rounded once and shown in both languages."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.quantity.quantity import Quantity, display, exact, plain, scaled
from compliance.quantity.units import UnitError, unit

MU, SQM, WAN, PERSONS, ITEMS, PERCENT, FLOW = map(unit, ("亩", "平方米", "万元", "人", "家", "%", "吨/年"))


def test_a_quantity_does_not_become_one_of_another_dimension() -> None:
    with pytest.raises(UnitError, match="measures area; here it must measure money"):
        Quantity(Fraction(1), MU).to(WAN)
    assert unit("%").dimension != unit("百分点").dimension


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6),
    st.integers(0, 4),
)
def test_rounding_is_half_to_even_in_one_step(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    assert Fraction(scaled(Fraction(value), places), 10**places) == Fraction(expected)


def test_a_shown_number_never_looks_equal_to_what_it_is_not() -> None:
    assert display(Fraction("8000")) == "8,000"
    assert display(Fraction(400, 3)) == "133.33"
    assert display(Fraction("199.9999"), apart_from=Fraction(200)) == "199.9999"
    assert display(Fraction("0.735"), apart_from=Fraction("0.74")) == "0.735"
    assert display(Fraction("0.0004")) == "0.0004"
    assert display(Fraction("0.5")) == "0.5"


def test_a_number_for_a_machine_is_exact_where_it_can_be() -> None:
    assert plain(Fraction(1, 8)) == "0.125"
    assert plain(Fraction(-3)) == "-3"
    assert plain(Fraction(1, 3)) == "0.333333"


def test_an_exact_number_is_a_finite_decimal_or_a_fraction_and_never_rounded() -> None:
    """1/3 has no finite decimal; 1/2**13 has one of thirteen places."""
    written = {Fraction(1, 8): "0.125", Fraction(-3): "-3", Fraction(-7, 2): "-3.5", Fraction(1, 3): "1/3"}
    assert {value: exact(value) for value in written} == written
    assert exact(Fraction(1, 2**13)) == "0.0001220703125"
    assert exact(Fraction(-200, 3)) == "-200/3"


def test_quantities_are_shown_in_both_languages() -> None:
    assert Quantity(Fraction(8000), WAN).show("zh") == "8,000 万元"
    assert Quantity(Fraction(8000), WAN).show("en") == "CNY 80 million"
    assert Quantity(Fraction(30), PERCENT).show("zh") == "30%"
    assert Quantity(Fraction(60), MU).show("en") == "60 mu"
