"""Chinese numerals are read back as they are spelt."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.quantity.numerals import Numeral, number, numeral

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


@given(st.integers(0, 10**12 - 1))
def test_a_number_spelt_as_a_sum_of_money_is_read_back(value: int) -> None:
    formal = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    assert number(spelt(value).translate(formal)) == value


@pytest.mark.parametrize(
    ("spelling", "value"),
    [
        ("十二", 12), ("两千零五", 2005), ("二〇一五", 2015), ("三点五万", 35_000), ("一五〇", 150), ("二〇", 20),
        ("廿五", 25), ("卅", 30), ("1亿2000万", 120_000_000), ("1亿2千万", 120_000_000), ("1亿2千5百万", 125_000_000),
        ("3千5百", 3500), ("3千500", 3500), ("1万2千", 12_000), ("1万2000", 12_000), ("1.2千亿", 120_000_000_000),
        ("12千万", 120_000_000), ("1亿500万", 105_000_000), ("1亿零500万", 105_000_000), ("一万二百", 10_200),
    ],
)  # fmt: skip
def test_other_spellings_are_read(spelling: str, value: int) -> None:
    assert number(spelling) == value


@pytest.mark.parametrize(
    ("spelling", "value"),
    [("二百五", 250), ("三千五", 3500), ("一万二", 12_000), ("一亿二", 120_000_000), ("二百零五", 205), ("二十五", 25)],
)
def test_the_last_sign_may_be_left_out_as_people_speak(spelling: str, value: int) -> None:
    assert number(spelling) == value


@pytest.mark.parametrize(
    "spelling",
    [
        "三千五万",
        "一万五万",
        "两千八亿",
        "一亿二千",
        "1亿2",
        "2亿5000",
        "1万2",
        "1万200",
        "3千5",
        "3千50",
        "1.2亿500万",
        "贰佰伍",
    ],
)
def test_a_number_that_may_be_two_is_none(spelling: str) -> None:
    assert number(spelling) is None


@pytest.mark.parametrize(
    "spelling",
    [
        "五五百", "百", "百十千", "一万万万", "点五", "三点", "十万十万", "万", "亿", "千万", "百亿", "三五", "一两百",
        "一千零五百", "二百零五十", "1二000", "1亿12000万", "",
    ],
)  # fmt: skip
def test_what_is_no_number_in_chinese_is_none(spelling: str) -> None:
    assert number(spelling) is None


def test_a_number_keeps_the_magnitude_that_it_was_written_with() -> None:
    assert numeral("1.2亿") == Numeral(Fraction("1.2"), 10**8, counted=True)
    assert numeral("三千五百万") == Numeral(Fraction(3500), 10**4, counted=True)
    assert numeral("5百") == Numeral(Fraction(5), 100)
    assert numeral("三千五") == Numeral(Fraction(3500), cut=True)
