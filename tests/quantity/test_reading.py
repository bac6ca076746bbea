"""What people write as a number with a unit is read exactly or refused with the reason."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.quantity.imprecise import Imprecise
from compliance.quantity.interval import Interval
from compliance.quantity.quantity import Quantity
from compliance.quantity.reading import read
from compliance.quantity.units import QuantityError, Unit, unit

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
def test_what_people_write_is_read_exactly(written: str, canonical: Unit, amount: str) -> None:
    assert read(written, canonical) == Quantity(Fraction(amount), canonical)


def of(low: object, high: object, *, opened: str = "", about: bool = False) -> Imprecise:
    """An amount of 亩 between two ends; `opened` has "low" or "high" if that end does not belong to it."""
    ends = (None if end is None else Fraction(str(end)) for end in (low, high))
    return Imprecise(Interval(*ends, low_open=opened == "low", high_open=opened == "high"), MU, about)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("约167亩", "167亩左右", "167亩上下", "大约167亩", "大概167亩", "≈167亩", "约167亩左右"), of(167, 167, about=True)),
        (("不足900亩", "不到900亩", "近900亩", "接近900亩", "将近900亩", "<900亩"), of(None, 900, opened="high")),
        (("超过900亩", "逾900亩", "900余亩", "900多亩", "超900亩", "九百多亩", ">900"), of(900, None, opened="low")),
        (("900亩以上", "不低于900亩", "≥900亩", "至少900亩", "900亩及以上", "900亩以上(含)", ">=900"), of(900, None)),
        (("900亩以下", "不超过900亩", "≤900亩", "最多900亩", "900亩以内", "<=900亩"), of(None, 900)),
        (("800—900亩", "800亩至900亩", "800~900", "八百到九百亩"), of(800, 900)),
        (("约800—900亩", "800—900亩左右"), of(800, 900, about=True)),
        (("约900亩以上",), of(900, None, about=True)),
    ],
)  # fmt: skip
def test_what_is_said_of_an_amount_that_is_not_exact_is_kept(words: tuple[str, ...], meant: Imprecise) -> None:
    assert [read(written, MU) for written in words] == [meant] * len(words)


@pytest.mark.parametrize("written", ["不足800亩以上", "800余亩以下", "900—800亩", "800—800亩", "超过800亩不到900亩"])
def test_words_that_contradict_one_another_state_nothing(written: str) -> None:
    with pytest.raises(QuantityError):
        read(written, MU)


@pytest.mark.parametrize(
    ("written", "canonical", "ends"),
    [
        ("2—3家", ITEMS, (2, 3)),
        ("三到五家", ITEMS, (3, 5)),
        ("30亿-40亿元", WAN, (300_000, 400_000)),
        ("2—3万元", WAN, (2, 3)),
    ],
)
def test_the_unit_of_the_upper_end_is_that_of_both(written: str, canonical: Unit, ends: tuple[int, int]) -> None:
    assert read(written, canonical) == Imprecise(Interval(*map(Fraction, ends)), canonical)


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
def test_no_text_makes_reading_fail_otherwise(text: str, canonical: Unit) -> None:
    try:
        stated = read(text, canonical)
    except QuantityError as error:
        assert error.text.zh
        assert error.text.en
    else:
        assert stated.unit is canonical
