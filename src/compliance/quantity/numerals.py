"""Read numbers as people write them, in Arabic or Chinese digits or in both, as exact fractions."""

import re
from fractions import Fraction
from typing import NamedTuple

DIGITS = 40
_CHINESE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGITS = _CHINESE | {c: i for i, c in enumerate("0123456789")}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}

# Signs in which sums of money are written out, and traditional ones and contractions, with those of every day.
_SUMS = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸", "一二三四五六七八九十百千二三六", strict=True))
_OTHERS = {"萬": "万", "億": "亿", "兩": "两", "廿": "二十", "卅": "三十"}
_PLAIN = str.maketrans(_SUMS | _OTHERS)
_SIGNS = "零〇一二两三四五六七八九" + "".join(_SUMS) + "".join(_OTHERS)

ARABIC = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,2})?"
# A number with all its signs of magnitude: 12,000 · 1.2亿 · 1亿2千万 · 三千五百万 · 一点二亿 · 壹亿贰仟万.
NUMERAL = rf"(?:{ARABIC}[十百千拾佰仟万亿萬億]*|[0-9十百千万亿{_SIGNS}]+(?:点[{_SIGNS}]+[十百千拾佰仟万亿萬億]*)?)"

_MAGNITUDE = re.compile(r"[十百千]?(?:万亿|万|亿)?")
_SCALED = re.compile(rf"({ARABIC})([十百千]?(?:万亿|万|亿)?)", re.ASCII)
_DECIMAL = re.compile(r"([^点]+)点([零〇一二三四五六七八九]+)([十百千]?(?:万亿|万|亿)?)")
_ARABIC_TAIL = re.compile(r"\d+")


class Numeral(NamedTuple):
    """A number as it is written: so many times a magnitude (5 times 万).

    `counted` says that 万 or 亿 stands in it, so that its writer counted single things; `cut` that its last sign of
    magnitude is left unsaid (三千五), so that nothing may multiply it further.
    """

    coefficient: Fraction
    times: int = 1
    counted: bool = False
    cut: bool = False

    @property
    def value(self) -> Fraction:
        """The number."""
        return self.coefficient * self.times


def number(text: str) -> Fraction | None:
    """The number that the whole text writes, exactly; None if it writes none.  See `numeral`."""
    found = numeral(text)
    return None if found is None else found.value


def numeral(text: str) -> Numeral | None:
    """The number that the whole text writes; None if it writes none, or one that can be read in two ways.

    Arabic with or without thousands separators and exponent (1,200 and 1.2e3), Chinese (三点五万, 二〇一五, 壹佰), both
    (1亿2000万, 3千5百), and as it is spoken, without the last sign (二百五 is 250).
    """
    text, written = text.translate(_PLAIN), text
    if match := _SCALED.fullmatch(text):
        bare = match[1].replace(",", "")
        if sum(c.isdigit() for c in bare) > DIGITS:
            return None
        return Numeral(Fraction(bare), magnitude(match[2]) or 1, _is_counted(match[2]))
    if len(text) > DIGITS:
        return None
    if match := _DECIMAL.fullmatch(text):
        return _decimal(*match.groups())
    found = _written_out(text)
    # A sum is written out to its last sign: 贰佰伍 is none.
    return None if found is not None and found.cut and set(written) & set(_SUMS) else found


def is_sum(text: str) -> bool:
    """Whether a text is nothing but signs in which sums of money are written out."""
    return bool(text) and set(text) <= {*_SUMS, "零"}


def magnitude(text: str) -> int | None:
    """The number that 万, 亿, 千万 … stand for; 1 for no text, None for any other text."""
    text = text.translate(_PLAIN)
    if not _MAGNITUDE.fullmatch(text):
        return None
    product = 1
    for sign in text:
        product *= (_PLACES | _GROUPS)[sign]
    return product


def _is_counted(text: str) -> bool:
    return "万" in text or "亿" in text


def _decimal(whole: str, decimals: str, signs: str) -> Numeral | None:
    """Spelt with a decimal point: 三点五万, of which the whole part has no 万 or 亿 of its own."""
    found = _written_out(whole)
    if found is None or found.cut or found.counted:
        return None
    digits = int("".join(str(_CHINESE[c]) for c in decimals))
    coefficient = found.value + Fraction(digits, 10 ** len(decimals))
    return Numeral(coefficient, magnitude(signs) or 1, _is_counted(signs))


def _written_out(text: str) -> Numeral | None:
    if all(c in _CHINESE for c in text):
        # 二〇一五; two digits alone (三五) may be either of them.
        if len(text) == 2 and not set(text) & {"零", "〇"}:
            return None
        return Numeral(Fraction(int("".join(str(_CHINESE[c]) for c in text)))) if text else None
    head, hundred_millions, tail = text.rpartition("亿")
    return _hundred_millions(head, tail) if hundred_millions else _ten_thousands(text)


def _hundred_millions(head: str, tail: str) -> Numeral | None:
    """So many 亿 and what follows: 一亿二 and 一亿二千万 are 1.2亿; of 一亿二千 it is not said how much is meant."""
    high = _ten_thousands(head)
    if high is None or not high.value or high.cut:
        return None
    if _CHINESE.get(tail):
        return Numeral(high.value * 10**8 + _CHINESE[tail] * 10**7, counted=True, cut=True)
    if not tail:
        return Numeral(high.value, 10**8, True)
    if "万" not in tail and tail[0] not in "零〇":
        return None
    low = _ten_thousands(tail)
    if low is None or low.cut or low.value >= 10**8:
        return None
    return Numeral(high.value * 10**8 + low.value, counted=True)


def _ten_thousands(text: str) -> Numeral | None:
    """So many 万 and what follows: 一万二 is 12,000; of 1万2 and 1万200 it is not said how much is meant."""
    head, ten_thousands, tail = text.partition("万")
    if not ten_thousands:
        return _group(text)
    high = _group(head)
    if high is None or not high.value or high.cut:
        return None
    if not tail:
        return Numeral(high.value, 10**4, True)
    if _CHINESE.get(tail):
        return Numeral(high.value * 10**4 + _CHINESE[tail] * 1000, counted=True, cut=True)
    if _ARABIC_TAIL.fullmatch(tail) and len(tail) != 4:
        return None
    low = _group(tail)
    return None if low is None or low.cut else Numeral(high.value * 10**4 + low.value, counted=True)


def _group(text: str) -> Numeral | None:
    """Up to 9,999, as 三千零五, 3千5百 or 十二; each place once, from the largest down.

    Without 零 a last digit counts tenths of the place before it: 三千五 is 3,500, as people speak; of 3千5 and 3千50 it
    is not said how much is meant.
    """
    skipped = text[:1] in ("零", "〇")
    text = text[1:] if skipped else text
    if _ARABIC_TAIL.fullmatch(text):
        return Numeral(Fraction(int(text))) if len(text) <= 4 else None
    value, last, index = 0, 10_000, 0
    while index < len(text):
        sign = text[index]
        if sign in ("零", "〇"):
            if skipped or last == 10_000:
                return None
            index, skipped = index + 1, True
            continue
        place = _PLACES.get(text[index + 1]) if index + 1 < len(text) else None
        if sign == "十" and (last == 10_000 or skipped):
            digit, place, index = 1, 10, index + 1
        elif sign in _DIGITS and _DIGITS[sign] and place:
            digit, index = _DIGITS[sign], index + 2
        else:
            return _ended(text[index:], value, last, skipped)
        if place >= last or (skipped and last != 10_000 and place * 10 >= last):
            return None
        value, last, skipped = value + digit * place, place, False
    return None if skipped or not value else Numeral(Fraction(value))


def _ended(tail: str, value: int, last: int, skipped: bool) -> Numeral | None:
    """What is left behind the last place: 五 of 三千零五, of 二十五 and of 二百五, 500 of 3千500."""
    if _CHINESE.get(tail):
        digit = _CHINESE[tail]
        if skipped or last in (10, 10_000):
            return Numeral(Fraction(value + digit))
        return Numeral(Fraction(value + digit * last // 10), cut=True)
    if _ARABIC_TAIL.fullmatch(tail) and len(tail) == len(str(last)) - 1:
        return Numeral(Fraction(value + int(tail)))
    return None
