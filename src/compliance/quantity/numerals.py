"""Read numbers as people write them, in Arabic or Chinese digits, as exact fractions."""

import re
from fractions import Fraction

DIGITS = 40
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}

ARABIC = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,2})?"
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+[十百千万亿]*)?"


def number(text: str) -> Fraction | None:
    """The number that the whole text writes, exactly; None if it writes none.

    Arabic with or without thousands separators and exponent (1,200 and 1.2e3), or Chinese (三点五万, 二〇一五).
    """
    if re.fullmatch(ARABIC, text, re.ASCII):
        bare = text.replace(",", "")
        return Fraction(bare) if sum(c.isdigit() for c in bare) <= DIGITS else None
    if re.fullmatch(CHINESE, text):
        return _chinese(text)
    return None


def _chinese(text: str) -> Fraction | None:
    if len(text) > DIGITS:
        return None
    whole, point, rest = text.partition("点")
    if not point:
        value = _whole(whole)
        return None if value is None else Fraction(value)
    decimals = "".join(c for c in rest if c in _DIGITS)
    units, times = rest[len(decimals) :], _times(rest[len(decimals) :])
    value = _whole(whole)
    if value is None or times is None or (units and value >= 10_000):
        return None
    digits = int("".join(str(_DIGITS[c]) for c in decimals))
    return (value + Fraction(digits, 10 ** len(decimals))) * times


def _times(units: str) -> int | None:
    """千万 is 10⁷: each sign multiplies, and only as people do, the smaller before the larger."""
    times, last = 1, 0
    for sign in units:
        value = (_PLACES | _GROUPS)[sign]
        if value <= last:
            return None
        times, last = times * value, value
    return times


def _whole(text: str) -> int | None:
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    head, hundred_millions, tail = text.rpartition("亿")
    if hundred_millions:
        return _sum(_whole(head), 10**8, _below(tail, 10**8))
    return _below(text, 10**8)


def _below(text: str, limit: int) -> int | None:
    head, ten_thousands, tail = text.rpartition("万")
    if ten_thousands:
        if limit <= 10**4:
            return None
        return _sum(_below(head, 10**4) if head else None, 10**4, _below(tail, 10**4))
    return _group(text)


def _sum(head: int | None, times: int, tail: int | None) -> int | None:
    return head * times + tail if head and tail is not None else None


def _group(text: str) -> int | None:
    """Up to 9,999, as 三千零五 or 十二; each place once, from the largest down."""
    value, digit, last = 0, None, 10_000
    for index, sign in enumerate(text):
        if sign in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[sign]
            continue
        place = _PLACES.get(sign)
        if place is None or place >= last or (digit == 0 and sign != "十"):
            return None
        if digit is None:
            if sign != "十" or index:
                return None
            digit = 1
        value, digit, last = value + digit * place, None, place
    return value + (digit or 0)
