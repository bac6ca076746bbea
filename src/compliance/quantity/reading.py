"""Read what people write as exact quantities: numbers, units, ranges, approximations."""

import re
import unicodedata
from fractions import Fraction

from compliance.errors import shown
from compliance.quantity.imprecise import Imprecise
from compliance.quantity.interval import Interval
from compliance.quantity.numerals import ARABIC, CHINESE, DIGITS, number
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import QuantityError, Unit, magnitude, unit
from compliance.text import Text

LONGEST = 200


_ONE = re.compile(
    rf"(?P<before>大约|大概|约|≈|将近|接近|近|不到|不足|小于|低于|少于|<(?!=)|超过|大于|高于|多于|逾|超|>(?!=)"
    rf"|不低于|不少于|不小于|至少|≥|>=|不超过|不高于|不多于|不大于|至多|最多|≤|<=)?"
    rf"(?P<number>{ARABIC}|{CHINESE})"
    rf"(?P<more>多|余)?"
    rf"(?P<rest>(?:\D|(?<=m)[23])*?)"
    rf"(?P<after>左右|上下|以上|及以上|以下|及以下|以内)?(?:\(含\))?",
    re.ASCII,
)


_RANGE = re.compile(
    r"(?P<about>大约|大概|约|≈)?(?P<low>.*[^\s(eE不])\s*(?:—+|–|~|至|到|-)\s*(?P<high>\S.*?)(?P<after>左右|上下)?"
)


_DECIMAL = re.compile(r"\d{1,15}(?:\.\d{1,15})?", re.ASCII)


_NUMERAL = re.compile(r"\d[\d,.]*", re.ASCII)


_ABOUT, _BELOW, _ABOVE, _LEAST, _MOST = "about", "below", "above", "at least", "at most"
_SAID: dict[str | None, str] = {
    **dict.fromkeys(("大约", "大概", "约", "≈", "左右", "上下"), _ABOUT),
    **dict.fromkeys(("将近", "接近", "近", "不到", "不足", "小于", "低于", "少于", "<"), _BELOW),
    **dict.fromkeys(("超过", "大于", "高于", "多于", "逾", "超", ">"), _ABOVE),
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少", "≥", ">=", "以上", "及以上"), _LEAST),
    **dict.fromkeys(
        ("不超过", "不高于", "不多于", "不大于", "至多", "最多", "≤", "<=", "以下", "及以下", "以内"), _MOST
    ),
}


def read(written: str, canonical: Unit) -> Quantity | Imprecise:
    """What a person wrote, in the canonical unit: an amount, or what is said of one that is not given exactly.

    A bare number is in the canonical unit; any unit of its dimension is converted exactly.
    Raises: QuantityError for anything that does not state one number, or the two ends of one range.
    """
    if len(written) > LONGEST:
        raise QuantityError(Text("数值文字过长", "too long for a number"))
    if (plainly := exact(written, canonical)) is not None:
        return plainly
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", written)).strip()
    if not text:
        raise QuantityError(Text("未填数值", "no number"))
    ends = _RANGE.fullmatch(text)
    if ends and _starts_with_number(ends["high"]):
        return _between(ends, text, canonical)
    one = _one(text, canonical)
    if one is None:
        raise _unreadable(text)
    return one


def _between(ends: re.Match[str], text: str, canonical: Unit) -> Imprecise:
    low, high = _one(_completed(ends["low"], ends["high"]), canonical), _one(ends["high"], canonical)
    if not isinstance(low, Quantity) or not isinstance(high, Quantity) or low.amount >= high.amount:
        raise _unreadable(text)
    about = bool(ends["about"] or ends["after"])
    return Imprecise(Interval(low.amount, high.amount), canonical, about)


def exact(written: str, measured: Unit) -> Quantity | None:
    """The quantity that plain digits state in that unit, or None for anything else that a person may write."""
    if not _DECIMAL.fullmatch(written):
        return None
    whole, _, decimals = written.partition(".")
    return Quantity(Fraction(int(whole + decimals), 10 ** len(decimals)), measured)


def _starts_with_number(text: str) -> bool:
    return re.match(rf"{ARABIC}|{CHINESE}", text, re.ASCII) is not None


def _one(text: str, canonical: Unit) -> Quantity | Imprecise | None:
    match = _ONE.fullmatch(text)
    if match is None:
        return None
    value = number(match["number"])
    if value is None:
        return None
    rest = match["rest"].strip()
    more = bool(match["more"])
    if rest[:1] in ("多", "余"):
        rest, more = rest[1:].strip(), True
    for end in range(min(3, len(rest)), 0, -1):  # 1万余人: the magnitude, then the word
        if magnitude(rest[:end]) and rest[end : end + 1] in ("多", "余"):
            rest, more = rest[:end] + rest[end + 1 :].strip(), True
    quantity = Quantity(value, _unit(rest.replace(" ", ""), canonical, match["number"])).to(canonical)
    said = {_SAID[word] for word in (match["before"], match["after"]) if word} | ({_ABOVE} if more else set())
    about = _ABOUT in said
    bounds = said - {_ABOUT}
    if len(bounds) > 1:
        return None
    if not said:
        return quantity
    return Imprecise(_bounded(quantity.amount, *bounds), canonical, about)


def _bounded(amount: Fraction, said: str | None = None) -> Interval:
    match said:
        case "below" | "at most":
            return Interval(None, amount, high_open=said == _BELOW)
        case "above" | "at least":
            return Interval(amount, None, low_open=said == _ABOVE)
        case _:
            return Interval(amount, amount)


def _unit(text: str, canonical: Unit, numeral: str) -> Unit:
    """The unit of a number; without one the canonical unit, and 亿 or 万 alone count the plain unit."""
    times = magnitude(text)
    ends_in_magnitude = not text and numeral[-1] in "万亿"
    if times is None:
        return unit(text)
    if times == 1 and not ends_in_magnitude:
        return canonical
    money = unit("元")
    if canonical.dimension == money.dimension:
        return Unit(text, text, money.dimension, money.factor * times)
    if canonical.symbol in ("亩", "公顷", "平方公里"):
        raise QuantityError(
            Text(
                "“万”“亿”后须写明面积单位(亩、公顷或平方米)",
                "write the unit of area after 万 or 亿: 亩, 公顷 or 平方米",
            )
        )
    return Unit(text, text, canonical.dimension, canonical.factor * times)


def _completed(low: str, high: str) -> str:
    """The lower end with the magnitude and unit of the upper one, where it has none of its own: 2—3万家."""
    bare = re.fullmatch(rf"{ARABIC}|{CHINESE}", low, re.ASCII)
    return low + re.sub(rf"^(?:{ARABIC}|{CHINESE})", "", high) if bare else low


def _unreadable(text: str) -> QuantityError:
    said = shown(text, 30)
    if sum(c.isdigit() for c in text) > DIGITS:
        return QuantityError(Text(f"数字超过 {DIGITS} 位:“{said}”", f"more than {DIGITS} digits: {said!r}"))
    if len(_NUMERAL.findall(text)) > 1 and not re.search(r"\d[eE][+-]?\d", text):
        return QuantityError(
            Text(f"“{said}”中有两个数,请只填一个", f"two numbers in {said!r}; give one"),
        )
    return QuantityError(Text(f"“{said}”不是数值", f"{said!r} is not a number"))
