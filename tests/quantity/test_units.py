"""Units convert exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.quantity.quantity import Quantity
from compliance.quantity.units import unit

MU, SQM, WAN, PERSONS, ITEMS, PERCENT, FLOW = map(unit, ("亩", "平方米", "万元", "人", "家", "%", "吨/年"))


def test_units_convert_exactly() -> None:
    assert unit("公顷").factor == 15 * MU.factor
    assert MU.factor == Fraction(2000, 3)
    assert Quantity(Fraction("12.43"), unit("公顷")).to(MU).amount == Fraction("186.45")
    assert unit("万元/亩").factor * 15 == unit("万元/公顷").factor * 225
    assert unit("平方公里").factor == 100 * unit("公顷").factor
    assert unit("亿元").factor == 10_000 * unit("万元").factor


@pytest.mark.parametrize(
    "symbol",
    [
        "亩",
        "万元",
        "亿元",
        "万元/亩",
        "吨/年",
        "蒸吨/小时",
        "吨标准煤/年",
        "百分点",
        "%",
        "层",
        "家",
        "万平方米",
        "",
    ],
)
def test_the_symbol_of_a_unit_names_it_again(symbol: str) -> None:
    assert unit(unit(symbol).symbol) == unit(symbol)


@given(st.fractions(max_denominator=10**6), st.sampled_from(["亩", "公顷", "万平方米", "平方公里"]))
def test_a_conversion_there_and_back_changes_nothing(amount: Fraction, symbol: str) -> None:
    assert Quantity(amount, MU).to(unit(symbol)).to(MU).amount == amount


def test_years_months_and_days_move_a_date_and_no_other_unit_does() -> None:
    steps = {symbol: unit(symbol).calendar for symbol in ("年", "a", "月", "个月", "日", "天", "亩", "吨/年", "")}
    assert steps == {
        "年": (12, 0),
        "a": (12, 0),
        "月": (1, 0),
        "个月": (1, 0),
        "日": (0, 1),
        "天": (0, 1),
        "亩": None,
        "吨/年": None,
        "": None,
    }


@pytest.mark.parametrize("written", ["蒸吨/时", "蒸吨/h", "吨/小时", "t/h"])
def test_what_a_boiler_evaporates_is_steam_by_weight_and_hour(written: str) -> None:
    boiler = unit("蒸吨/小时")
    assert Quantity(Fraction(20), unit(written)).to(boiler).amount == 20
    assert unit(written).calendar is None


@pytest.mark.parametrize("written", ["蒸吨", "吨", "吨/年", "t/d"])
def test_what_says_no_hour_is_no_capacity_of_a_boiler(written: str) -> None:
    assert unit(written).dimension != unit("蒸吨/小时").dimension
