"""Chinese numerals are read back as they are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.quantity.numerals import number

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
