"""Numbers are read as people write them, converted exactly, and rounded only to be shown."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.quantity.numerals import number
from compliance.quantity.quantity import Approximation, Quantity, display, plain, scaled
from compliance.quantity.reading import read
from compliance.quantity.units import QuantityError, UnitError, unit

MU, SQM, WAN, PERSONS, ITEMS, PERCENT, FLOW = map(unit, ("亩", "平方米", "万元", "人", "家", "%", "吨/年"))


@pytest.mark.parametrize(
    ("written", "canonical", "amount"),
    [
        ("1.2亿元", WAN, "12000"),
        ("1.2 亿", WAN, "12000"),
        ("5000万", WAN, "5000"),
        ("1千万元", WAN, "1000"),
        ("1,200 万元", WAN, "1200"),
        ("1,200万元", WAN, "1200"),
        ("0.00015万元", WAN, "0.00015"),
        ("3.6万平方米", SQM, "36000"),
        ("3.6万㎡", SQM, "36000"),
        ("500亩", MU, "500"),
        ("五百亩", MU, "500"),
        ("\uff15\uff10\uff10亩", MU, "500"),
        ("1\uff0c200万元", WAN, "1200"),
        ("4 公顷", MU, "60"),
        ("68507.52㎡", MU, "102.76128"),
        ("1.2e3", MU, "1200"),
        ("-5亩", MU, "-5"),
        ("三点五万平方米", SQM, "35000"),
        ("两万人", PERSONS, "20000"),
        ("2万", PERSONS, "20000"),
        ("十二家", ITEMS, "12"),
        ("12.5%", PERCENT, "12.5"),
        ("12.5", PERCENT, "12.5"),
        ("5kg/a", FLOW, "0.005"),
        ("180万吨/年", FLOW, "1800000"),
    ],
)
def test_what_people_write_is_read_exactly(written: str, canonical: object, amount: str) -> None:
    quantity = read(written, canonical).quantity  # type: ignore[arg-type]  # a unit
    assert quantity is not None
    assert quantity.amount == Fraction(amount)


@pytest.mark.parametrize(
    ("written", "approximation", "amount"),
    [
        ("约167亩", Approximation.about, 167),
        ("100亩左右", Approximation.about, 100),
        ("近1000亩", Approximation.nearly, 1000),
        ("920余亩", Approximation.over, 920),
        ("1000多亩", Approximation.over, 1000),
    ],
)
def test_an_approximate_number_keeps_its_doubt(written: str, approximation: Approximation, amount: int) -> None:
    reading = read(written, MU)
    assert (reading.approximation, reading.low.amount) == (approximation, amount)


@pytest.mark.parametrize(
    ("written", "canonical", "ends"),
    [
        ("2—3家", ITEMS, (2, 3)),
        ("2~3家", ITEMS, (2, 3)),
        ("三到五家", ITEMS, (3, 5)),
        ("30亿-40亿元", WAN, (300_000, 400_000)),
        ("2—3万元", WAN, (2, 3)),
    ],
)
def test_a_range_is_two_ends_and_no_value(written: str, canonical: object, ends: tuple[int, int]) -> None:
    reading = read(written, canonical)  # type: ignore[arg-type]  # a unit
    assert reading.quantity is None
    assert (reading.low.amount, reading.high.amount) == ends


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "no number"),
        ("NaN", "not a number"),
        ("inf", "not a number"),
        ("1e400", "not a number"),
        ("1" * 50, "more than 40 digits"),
        ("500亩(33.3公顷)", "two numbers"),
        ("1,2,00", "not a number"),
        ("500万元", "measures money; here it must measure area"),
        ("3.6万", "write the unit of area"),
        ("5顷", "did you mean '公顷'?"),
        ("x" * 300, "too long"),
    ],
)
def test_what_is_no_single_number_of_land_is_refused_with_the_reason(written: str, said: str) -> None:
    with pytest.raises(QuantityError, match=said.replace("?", r"\?")):
        read(written, MU)


@given(st.text(max_size=40), st.sampled_from([MU, SQM, WAN, PERSONS, PERCENT, FLOW]))
def test_no_text_makes_reading_fail_otherwise(text: str, canonical: object) -> None:
    try:
        reading = read(text, canonical)  # type: ignore[arg-type]  # a unit
    except QuantityError as error:
        assert error.text.zh
        assert error.text.en
    else:
        assert reading.low.unit is canonical


def test_units_convert_exactly() -> None:
    assert unit("公顷").factor == 15 * MU.factor
    assert MU.factor == Fraction(2000, 3)
    assert Quantity(Fraction("12.43"), unit("公顷")).to(MU).amount == Fraction("186.45")
    assert unit("万元/亩").factor * 15 == unit("万元/公顷").factor * 225
    assert unit("平方公里").factor == 100 * unit("公顷").factor
    assert unit("亿元").factor == 10_000 * unit("万元").factor


@pytest.mark.parametrize(
    "symbol", ["亩", "万元", "亿元", "万元/亩", "吨/年", "吨标准煤/年", "百分点", "%", "层", "家", "万平方米", ""]
)
def test_the_symbol_of_a_unit_names_it_again(symbol: str) -> None:
    assert unit(unit(symbol).symbol) == unit(symbol)


def test_a_quantity_does_not_become_one_of_another_dimension() -> None:
    with pytest.raises(UnitError, match="measures area; here it must measure money"):
        Quantity(Fraction(1), MU).to(WAN)
    assert unit("%").dimension != unit("百分点").dimension


@given(st.fractions(max_denominator=10**6), st.sampled_from(["亩", "公顷", "万平方米", "平方公里"]))
def test_a_conversion_there_and_back_changes_nothing(amount: Fraction, symbol: str) -> None:
    assert Quantity(amount, MU).to(unit(symbol)).to(MU).amount == amount


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


def test_quantities_are_shown_in_both_languages() -> None:
    assert Quantity(Fraction(8000), WAN).show("zh") == "8,000 万元"
    assert Quantity(Fraction(8000), WAN).show("en") == "CNY 80 million"
    assert Quantity(Fraction(30), PERCENT).show("zh") == "30%"
    assert Quantity(Fraction(60), MU).show("en") == "60 mu"


_DIGITS = "零一二三四五六七八九"


def spelt(value: int) -> str:
    """The number in Chinese, as it is written out."""
    if value >= 10**8:
        head, tail = divmod(value, 10**8)
        return spelt(head) + "亿" + _tail(tail, 10**7)
    if value >= 10**4:
        head, tail = divmod(value, 10**4)
        return spelt(head) + "万" + _tail(tail, 10**3)
    for place, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= place:
            head, tail = divmod(value, place)
            return _DIGITS[head] + sign + _tail(tail, place // 10)
    return _DIGITS[value]


def _tail(value: int, place: int) -> str:
    return "" if value == 0 else ("零" if value < place else "") + spelt(value)


@given(st.integers(0, 10**12 - 1))
def test_a_number_spelt_in_chinese_is_read_back(value: int) -> None:
    assert number(spelt(value)) == value


@pytest.mark.parametrize(
    ("spelling", "value"), [("十二", 12), ("两千零五", 2005), ("二〇一五", 2015), ("三点五万", 35_000)]
)
def test_other_spellings_are_read(spelling: str, value: int) -> None:
    assert number(spelling) == value


@pytest.mark.parametrize("spelling", ["五五百", "百", "百十千", "一万万万", "点五", "三点", "十万十万"])
def test_what_is_no_number_in_chinese_is_none(spelling: str) -> None:
    assert number(spelling) is None


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
