"""What people write as a number with a unit is read exactly or refused with the reason."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.quantity.quantity import Approximation
from compliance.quantity.reading import read
from compliance.quantity.units import QuantityError, unit

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
