"""Read what people write of an amount, exactly: numbers, units, ranges, and the words by which it is left imprecise."""

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from compliance.errors import shown
from compliance.quantity.imprecise import Imprecise
from compliance.quantity.interval import Interval, exactly
from compliance.quantity.marks import mark
from compliance.quantity.numerals import ARABIC, DIGITS, NUMERAL, Numeral, is_sum, magnitude, numeral
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import DIMENSIONLESS, Dimension, QuantityError, Unit, UnitError, unit
from compliance.text import Text

LONGEST = 200

# What the words around a number say of the amount.
_ABOUT, _BELOW, _ABOVE, _LEAST, _MOST = "about", "below", "above", "at least", "at most"
_BEFORE = {
    **dict.fromkeys(("大约", "大概", "约", "≈", "~", "估算"), _ABOUT),
    **dict.fromkeys(("将近", "接近", "近", "不到", "不足", "小于", "低于", "少于", "<"), _BELOW),
    **dict.fromkeys(("超过", "大于", "高于", "多于", "逾", "超", ">"), _ABOVE),
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少", "≥", ">="), _LEAST),
    **dict.fromkeys(("不超过", "不高于", "不多于", "不大于", "至多", "最多", "≤", "<="), _MOST),
}
_AFTER = {
    **dict.fromkeys(("左右", "上下"), _ABOUT),
    **dict.fromkeys(("多", "余"), _ABOVE),
    **dict.fromkeys(("以上", "及以上"), _LEAST),
    **dict.fromkeys(("以下", "及以下", "以内"), _MOST),
}


def _any(words: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# 千克, 千瓦时, 千伏, 千米 and 百分点 begin with what else is a magnitude.
_AMOUNT = re.compile(
    rf"(?P<before>{_any(_BEFORE)})?(?P<number>{NUMERAL})(?![克瓦伏米分])(?P<more>多|余)?"
    rf"(?P<unit>(?:\D|(?<=[mM])[23])*?)(?P<after>{_any(_AFTER)})?",
    re.ASCII,
)
_RANGE = re.compile(
    rf"(?P<about>大约|大概|约|≈)?(?P<low>.*[^(eE不])(?:—+|–|~|至|到|-)(?P<high>{NUMERAL}.*?)(?P<rough>左右|上下)?",
    re.ASCII,
)
_SPREAD = re.compile(rf"(?P<middle>{ARABIC})\s*±\s*(?P<off>{ARABIC})(?P<unit>\D*)", re.ASCII)
_REMARKED = re.compile(r"(?P<said>[^()\[\]【】〔〕]+)[(\[【〔](?P<remark>[^()\[\]【】〔〕]*)[)\]】〕]")
_CONVERTED = re.compile(r"折合|约合|相当于|合|即")
_SHARE = re.compile(rf"百分之({NUMERAL})", re.ASCII)

# Spaces that part no numbers: 1.5 亿 元, and not 1 200 or 1, 200.
_SPACES = re.compile(r"(?<=[^\d,.])\s|\s(?=[^\d,.eE])", re.ASCII)
_DECIMAL = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)([^\d\s.,]{0,8})", re.ASCII)
_MAGNITUDES = "十百千万亿拾佰仟萬億"
_FIGURES = re.compile(r"\d[\d,.]*", re.ASCII)


def read(written: str, canonical: Unit) -> Quantity | Imprecise:
    """What a person wrote, in the canonical unit: an amount, or what is said of one that is not given exactly.

    A bare number is in the canonical unit; any unit of its dimension is converted exactly.
    Raises: QuantityError for anything that does not state one number, or the two ends of one range.
    """
    if len(written) > LONGEST:
        raise QuantityError(Text("数值文字过长", "too long for a number"))
    if (plainly := exact(written, canonical)) is not None:
        return plainly
    if sign := mark(written):
        raise QuantityError(
            Text(
                f"“{shown(written, 30)}”中的“{sign}”像是注释标记,请去掉后只填数值",
                f"{sign!r} in {shown(written, 30)!r} looks like the mark of a footnote; take it off",
            )
        )
    text = " ".join(unicodedata.normalize("NFKC", written).split())
    if not text:
        raise QuantityError(Text("未填数值", "no number"))
    # A sum written out says what it is a sum of: 壹 alone may be anything.
    said = "" if is_sum(text) else _SPACES.sub("", text).rstrip(";。.、, ")
    if remarked := _REMARKED.fullmatch(said):
        found = _with_remark(remarked["said"], remarked["remark"], canonical)
    else:
        found = _stated(said, canonical)
    if found is None:
        raise _unreadable(text)
    return found


def exact(written: str, measured: Unit) -> Quantity | None:
    """The quantity that plain digits state, in that unit or one that stands behind them; None for anything else.

    The short way to what `read` gives for most of what people write.
    """
    match = _DECIMAL.fullmatch(written)
    if match is None:
        return None
    whole, _, decimals = match[1].partition(".")
    amount = Fraction(int(whole + decimals), 10 ** len(decimals))
    if not match[2]:
        return Quantity(amount, measured)
    found = _same_kind(match[2], measured)
    return None if found is None else Quantity(amount, found).to(measured)


@lru_cache(maxsize=1024)
def _same_kind(text: str, measured: Unit) -> Unit | None:
    """The unit so written if it measures the same and may be converted, else None."""
    try:
        found = _per_year(unit(text), measured)
    except QuantityError:
        return None
    return found if found.dimension == measured.dimension else None


def _stated(text: str, canonical: Unit) -> Quantity | Imprecise | None:
    if ends := _RANGE.fullmatch(text):
        return _between(ends, canonical)
    if spread := _SPREAD.fullmatch(text):
        return _around(spread, canonical)
    amount = _amount(text)
    return None if amount is None else amount.stated(canonical)


# One amount


class _Amount(NamedTuple):
    """A number with its unit and what the words around it say; `text` is the number as written."""

    text: str
    number: Numeral
    unit: str
    said: frozenset[str]

    def quantity(self, canonical: Unit) -> Quantity:
        """The number in its unit, in the canonical one."""
        if not self.unit and not self.number.counted:
            return Quantity(self.number.value, canonical)
        return _converted(Quantity(self.number.value, self.measured(canonical)), canonical)

    def measured(self, canonical: Unit) -> Unit:
        """The unit that the number counts; without one the canonical unit, of which 亿 and 万 count the plain one.

        So 30万/亩 is of yuan where money is asked for.
        """
        if self.unit:
            yuan = "元" if self.unit.startswith("/") and self.number.counted and _is_of_money(canonical) else ""
            return _per_year(unit(yuan + self.unit), canonical)
        return _plain_unit(self.number, self.text, canonical) if self.number.counted else canonical

    def stated(self, canonical: Unit) -> Quantity | Imprecise | None:
        """The amount as far as it is given, in the canonical unit; None if the words contradict one another."""
        quantity, bounds = self.quantity(canonical), self.said - {_ABOUT}
        if not self.said:
            return quantity
        if len(bounds) > 1:
            return None
        return Imprecise(_bounded(quantity.amount, *bounds), canonical, _ABOUT in self.said)


def _amount(text: str) -> _Amount | None:
    if share := _SHARE.fullmatch(text):
        text = f"{share[1]}%"
    match = _AMOUNT.fullmatch(re.sub("个(?=[万亿])", "", text))
    found = None if match is None else numeral(match["number"])
    if match is None or found is None:
        return None
    said = {_BEFORE.get(match["before"] or ""), _AFTER.get(match["more"] or ""), _AFTER.get(match["after"] or "")}
    written = re.sub(r"(?<=[元圆])[整正]$", "", match["unit"])
    return _Amount(match["number"], found, written, frozenset(word for word in said if word))


def _bounded(amount: Fraction, said: str | None = None) -> Interval:
    match said:
        case "below" | "at most":
            return Interval(None, amount, high_open=said == _BELOW)
        case "above" | "at least":
            return Interval(amount, None, low_open=said == _ABOVE)
        case _:
            return exactly(amount)


def _plain_unit(number: Numeral, text: str, canonical: Unit) -> Unit:
    """What a number with 万 or 亿 and without a unit counts."""
    money = unit("元")
    if canonical.dimension == money.dimension:
        if number.times == 1 and not set(text) & {"亿", "億"} and canonical.factor != 1:
            said, measured = shown(text, 30), canonical.symbol
            zh = f"“{said}”未写单位:是 {said}元 还是 {said}{measured}?请写明"
            raise QuantityError(Text(zh, f"{said!r} has no unit: yuan, or {measured}? write it"))
        return money
    if canonical.symbol[:1] in ("万", "亿"):
        zh, en = f"“{text}”后须写明单位,如 {canonical.symbol}", f"write the unit after {text!r}, as {canonical.symbol}"
        raise QuantityError(Text(zh, en))
    if canonical.symbol in ("亩", "公顷", "平方公里"):
        raise QuantityError(
            Text(
                "“万”“亿”后须写明面积单位(亩、公顷或平方米)",
                "write the unit of area after 万 or 亿: 亩, 公顷 or 平方米",
            )
        )
    return canonical


def _is_of_money(measured: Unit) -> bool:
    return ("money", 1) in measured.dimension.powers


def _per_year(found: Unit, canonical: Unit) -> Unit:
    """The unit, unless it says by the month what is asked by the year: of one month the year does not follow."""
    if "月" in found.symbol.split("/")[1:] and "月" not in canonical.symbol:
        zh, en = f"按月的量不折算为{canonical.symbol}", f"an amount a month is not converted to {canonical.symbol}"
        raise QuantityError(Text(f"{zh};请填全年的量", f"{en}; give that of the year"))
    return found


_YEARLY = Dimension((("time", -1),))


def _converted(quantity: Quantity, canonical: Unit) -> Quantity:
    """The quantity in the canonical unit.  Raises: UnitError; of an amount that lacks only 每年, what to write."""
    own = quantity.unit
    if own.dimension != canonical.dimension and own.dimension * _YEARLY == canonical.dimension:
        zh = f"“{own.symbol}”没有写明时间;如为每年的量,请写 {own.symbol}/年"
        en = f"{own.symbol!r} does not say in what time; if it is the amount of a year, write {own.symbol}/年"
        raise UnitError(Text(zh, en))
    return quantity.to(canonical)


# Two ends


def _between(ends: re.Match[str], canonical: Unit) -> Imprecise | None:
    """A range; its lower end has the magnitude and unit of the upper one where it has none of its own: 2—3万家."""
    low, high = _amount(ends["low"]), _amount(ends["high"])
    if low is None or high is None or low.said or high.said or (low.unit and not high.unit):
        return None
    if not low.unit:
        completed = _completed(low, high)
        if completed is None:
            return None
        low = completed
    ends_in_unit = low.quantity(canonical).amount, high.quantity(canonical).amount
    if ends_in_unit[0] >= ends_in_unit[1]:
        return None
    return Imprecise(Interval(*ends_in_unit), canonical, bool(ends["about"] or ends["rough"]))


def _completed(low: _Amount, high: _Amount) -> _Amount | None:
    """The lower end as it is meant beside the upper one; None if that may be more than one amount: 三到五百."""
    if len(low.text) == 1 and not low.text.isascii() and set(high.text) & set("十百千拾佰仟"):
        return None
    if low.number.counted or low.number.times == high.number.times:
        return low._replace(unit=high.unit)
    if low.number.times > 1 or low.number.cut or high.number.times == 1 or not _FIGURES.fullmatch(low.text):
        return None
    return low._replace(
        number=low.number._replace(times=high.number.times, counted=high.number.counted), unit=high.unit
    )


def _around(spread: re.Match[str], canonical: Unit) -> Imprecise | None:
    """1.2±0.1亿元: from 1.1 to 1.3亿元."""
    middle, off = (_amount(spread[which] + spread["unit"]) for which in ("middle", "off"))
    if middle is None or off is None or middle.said or off.said:
        return None
    amount, by = middle.quantity(canonical).amount, off.quantity(canonical).amount
    return Imprecise(Interval(amount - by, amount + by), canonical) if by > 0 else None


# Remarks in parentheses


def _with_remark(text: str, remark: str, canonical: Unit) -> Quantity | Imprecise | None:
    """What is stated before a remark that is a unit, says the same in another unit, or leaves the amount as it is."""
    first = _amount(text)
    if remark == "含" and first is not None and first.said & {_LEAST, _MOST}:
        return _stated(text, canonical)
    if remark in ("估算", "约", "约数"):
        return _stated(f"约{text}", canonical)
    if first is not None and not first.unit and not first.said and _is_unit(remark):
        return _stated(text + remark, canonical)
    if first is not None and not first.said and (second := _amount(_CONVERTED.sub("", remark, count=1))) is not None:
        return _agreed(first, second, remark, canonical)
    if _amount(text) is None and _RANGE.fullmatch(text) is None:
        return None
    said = shown(remark, 30)
    zh, en = f"括号中的“{said}”可能改变所填的数,请核实后只填一个数", f"the remark {said!r} may change what is meant"
    raise QuantityError(Text(zh, f"{en}; give one number alone"))


def _is_unit(text: str) -> bool:
    try:
        return text in ("%", "‰") or (bool(text) and unit(text).dimension != DIMENSIONLESS)
    except UnitError:
        return False


def _agreed(first: _Amount, second: _Amount, remark: str, canonical: Unit) -> Quantity | None:
    """The first of two amounts that are one, the second written in another unit and rounded there.

    Of two that agree by rounding, the one of fewer digits is the one that was converted, unless a word (合) says so.
    """
    if second.said or not second.unit:
        return None
    one, other = first.quantity(canonical), second.quantity(canonical)
    if one == other:
        return one
    rounding = second.measured(canonical).factor / canonical.factor * _last_place(second)
    is_converted = _CONVERTED.match(remark) is not None or _digits(first) < _digits(second)
    if abs(one.amount - other.amount) <= rounding / 2 and is_converted:
        return one
    amounts = f"{first.text}{first.unit}", f"{second.text}{second.unit}"
    zh = f"“{amounts[0]}”与括号中的“{amounts[1]}”不是同一个数,请核实后只填一个"
    raise QuantityError(Text(zh, f"{amounts[0]!r} and {amounts[1]!r} are not the same amount; check and give one"))


def _last_place(amount: _Amount) -> Fraction:
    """What one of the last digit written stands for, in the unit written."""
    decimals = len(amount.text.partition(".")[2].rstrip(_MAGNITUDES))
    return Fraction(amount.number.times, 10**decimals)


def _digits(amount: _Amount) -> int:
    """How many digits of the number are written without the zeros at its ends."""
    return len(re.sub(r"[^\d]", "", amount.text.rstrip(_MAGNITUDES)).strip("0"))


def _unreadable(text: str) -> QuantityError:
    said = shown(text, 30)
    if sum(c.isdigit() for c in text) > DIGITS:
        return QuantityError(Text(f"数字超过 {DIGITS} 位:“{said}”", f"more than {DIGITS} digits: {said!r}"))
    if len(_FIGURES.findall(text)) > 1 and not re.search(r"\d[eE][+-]?\d", text):
        return QuantityError(
            Text(f"“{said}”中有两个数,请只填一个", f"two numbers in {said!r}; give one"),
        )
    if (named := _AMOUNT.fullmatch(text)) and magnitude(named["number"]):
        return QuantityError(Text(f"“{said}”没有写明是多少", f"{said!r} does not say how much"))
    return QuantityError(Text(f"“{said}”不是数值", f"{said!r} is not a number"))
