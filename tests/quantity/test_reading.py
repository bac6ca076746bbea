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
INTENSITY = unit("万元/亩")


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
        ("30万元/亩", INTENSITY, "30"),
        ("450万元/公顷", INTENSITY, "30"),
        ("450 万元 \uff0f hm²", INTENSITY, "30"),
        ("450元/㎡", INTENSITY, "30"),
        ("450万元/千平方米", INTENSITY, "300"),
        ("0.03亿元/亩", INTENSITY, "300"),
        ("30(万元/亩)", INTENSITY, "30"),
        ("450万元/公顷(30万元/亩)", INTENSITY, "30"),
        ("30万/亩", INTENSITY, "30"),
        ("450万/公顷", INTENSITY, "30"),
        ("4.5亿/平方公里", INTENSITY, "30"),
        ("180万吨/年", FLOW, "1800000"),
        ("1亿3000万元", WAN, "13000"),
        ("1亿3千万", WAN, "13000"),
        ("2亿零500万元", WAN, "20500"),
        ("7千2百万元", WAN, "7200"),
        ("4.5个亿", WAN, "45000"),
        ("壹亿叁仟万元整", WAN, "13000"),
        ("柒仟零伍拾万圆整", WAN, "7050"),
        ("捌点叁亿元", WAN, "83000"),
        ("6仟万元", WAN, "6000"),
        ("1.3億元", WAN, "13000"),
        ("8000萬元", WAN, "8000"),
        ("8000(万元)", WAN, "8000"),
        ("8000\uff08万元\uff09", WAN, "8000"),
        ("8000 万元;", WAN, "8000"),
        ("8000.", WAN, "8000"),
        ("1.3E+08元", WAN, "13000"),
        ("卅亿元", WAN, "300000"),
        ("二百五亩", MU, "250"),
        ("三千五", MU, "3500"),
        ("一百八亩", MU, "180"),
        ("80市亩", MU, "80"),
        ("4h㎡", MU, "60"),
        ("4㏊", MU, "60"),
        ("68507.52M2", MU, "102.76128"),
        ("20000平方", MU, "30"),
        ("37.5亩(25000平方米)", MU, "37.5"),
        ("2.5公顷(37.5亩)", MU, "37.5"),
        ("200亩(133333平方米)", MU, "200"),
        ("6.67公顷(折合100亩)", MU, "100.05"),
        ("150‰", PERCENT, "15"),
        ("百分之十五", PERCENT, "15"),
        ("百分之12.5", PERCENT, "12.5"),
        ("15个百分点", unit("百分点"), "15"),
        ("12千克/年", FLOW, "0.012"),
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
        ("9000万—1亿元", WAN, (9000, 10_000)),
        ("3—5百人", PERSONS, (300, 500)),
        ("2—3万平方米", SQM, (20_000, 30_000)),
        ("1.3±0.2亿元", WAN, (11_000, 15_000)),
        ("15%—20%", PERCENT, (15, 20)),
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
        ("500亩(34公顷)", "'500亩' and '34公顷' are not the same amount"),
        ("一期80亩,二期60亩", "two numbers"),
        ("1,2,00", "not a number"),
        ("500万元", "measures money; here it must measure area"),
        ("3.6万", "write the unit of area"),
        ("5顷", "unknown unit '顷'"),
        ("x" * 300, "too long"),
        ("5000①", "'①' in '5000①' looks like the mark of a footnote"),
        ("500亩²", "mark of a footnote"),
        ("60½亩", "mark of a footnote"),
        ("80 0亩", "two numbers"),
        ("1, 200亩", "two numbers"),
        ("上百亩", "is not a number"),
        ("数百亩", "is not a number"),
        ("百亩", "does not say how much"),
        ("近百亩", "does not say how much"),
        ("亿亩", "does not say how much"),
        ("三四百亩", "is not a number"),
        ("三五亩", "is not a number"),
        ("三百五百亩", "is not a number"),
        ("十几亩", "unknown unit '几亩'"),
        ("80亩(净用地)", "the remark '净用地' may change what is meant"),
        ("80亩(含代征10亩)", "the remark '含代征10亩' may change"),
        ("66.7公顷(1000亩)", "are not the same amount"),
        ("(80)", "is not a number"),
        ("叁", "is not a number"),
        ("80亩起", "unknown unit '亩起'"),
        ("80英亩", "unknown unit '英亩'"),
    ],
)
def test_what_is_no_single_number_of_land_is_refused_with_the_reason(written: str, said: str) -> None:
    with pytest.raises(QuantityError, match=said.replace("?", r"\?")):
        read(written, MU)


@pytest.mark.parametrize(
    ("written", "canonical", "said"),
    [
        ("5.2吨", FLOW, "does not say in what time; if it is the amount of a year, write 吨/年"),
        ("0.6吨/月", FLOW, "an amount a month is not converted to 吨/年; give that of the year"),
        ("1万2千", WAN, "has no unit: yuan, or 万元? write it"),
        ("2亿3000", WAN, "two numbers"),
        ("一亿三千", WAN, "is not a number"),
        ("三千五万元", WAN, "is not a number"),
        ("亿元", WAN, "does not say how much"),
        ("近亿元", WAN, "does not say how much"),
        ("数千万元", WAN, "is not a number"),
        ("3亿美元", WAN, "unknown unit '美元'$"),
        ("3500w", WAN, "unknown unit 'w'$"),
        ("1,3000", WAN, "not a number"),
        ("三到五百人", PERSONS, "not a number"),
        ("5公顷—600", MU, "two numbers"),
        ("贰佰伍亩", MU, "not a number"),
        ("200万", unit("万元/亩"), "write the unit after '200万', as 万元/亩"),
        ("1千—2千万元", WAN, "two numbers"),
    ],
)  # fmt: skip
def test_what_may_be_another_amount_is_refused_and_none_is_proposed(written: str, canonical: Unit, said: str) -> None:
    with pytest.raises(QuantityError, match=said.replace("?", r"\?")):
        read(written, canonical)


@given(st.text(max_size=40), st.sampled_from([MU, SQM, WAN, PERSONS, PERCENT, FLOW]))
def test_no_text_makes_reading_fail_otherwise(text: str, canonical: Unit) -> None:
    try:
        stated = read(text, canonical)
    except QuantityError as error:
        assert error.text.zh
        assert error.text.en
    else:
        assert stated.unit is canonical
