"""Units of measure and what they measure.  Every conversion is an exact rational."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from compliance.errors import shown
from compliance.quantity.numerals import magnitude
from compliance.text import Text


class QuantityError(ValueError):
    """A number or a unit that cannot be read.  `text` says why, in both languages."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class UnitError(QuantityError):
    """A unit that is not known, or that measures something else."""


_MEASURED: Mapping[str, Text] = {
    "area": Text("面积", "area"),
    "money": Text("金额", "money"),
    "mass": Text("质量", "mass"),
    "energy": Text("能耗", "energy"),
    "time": Text("年", "years"),
    "days": Text("天数", "days"),
    "hours": Text("小时", "hours"),
    "length": Text("长度", "length"),
    "volume": Text("体积", "volume"),
    "electricity": Text("电量", "electricity"),
    "voltage": Text("电压", "voltage"),
    "persons": Text("人数", "persons"),
    "person_times": Text("人次", "times"),
    "items": Text("个数", "number of things"),
    "storeys": Text("层数", "storeys"),
    "stars": Text("星级", "stars"),
    "grade": Text("等别", "grade"),
    "points": Text("百分点", "percentage points"),
}


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a unit measures: a product of powers of base dimensions.  The empty product is a pure number."""

    powers: tuple[tuple[str, int], ...] = ()

    def __mul__(self, other: "Dimension") -> "Dimension":
        return self._combined(other, 1)

    def __truediv__(self, other: "Dimension") -> "Dimension":
        return self._combined(other, -1)

    def _combined(self, other: "Dimension", sign: int) -> "Dimension":
        powers = dict(self.powers)
        for base, power in other.powers:
            powers[base] = powers.get(base, 0) + sign * power
        return Dimension(tuple(sorted((base, power) for base, power in powers.items() if power)))

    def words(self) -> Text:
        """What is measured, as a person would say it."""
        if not self.powers:
            return Text("纯数", "a pure number")
        over = [_MEASURED[base] for base, power in self.powers for _ in range(power)]
        under = [_MEASURED[base] for base, power in self.powers for _ in range(-power)]
        zh, en = " × ".join(t.zh for t in over) or "1", " × ".join(t.en for t in over) or "1"
        if not under:
            return Text(zh, en)
        return Text(f"{zh} ÷ {' ÷ '.join(t.zh for t in under)}", f"{en} per {' per '.join(t.en for t in under)}")


DIMENSIONLESS = Dimension()


class CalendarStep(NamedTuple):
    """How far one of a unit moves a date: so many months, or so many days."""

    months: int
    days: int


_STEPS: Mapping[str, CalendarStep] = {"年": CalendarStep(12, 0), "月": CalendarStep(1, 0), "日": CalendarStep(0, 1)}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `factor` turns an amount in it into base units (平方米, 元, 吨, 年 …)."""

    symbol: str
    en: str
    dimension: Dimension
    factor: Fraction

    @property
    def calendar(self) -> CalendarStep | None:
        """How far one of it moves a date; None if it moves none."""
        return _STEPS.get(self.symbol)

    def amount(self, base: Fraction) -> Fraction:
        """So many base units in this unit."""
        return base if self.factor == 1 else base / self.factor


NUMBER = Unit("", "", DIMENSIONLESS, Fraction(1))
PERCENT = Unit("%", "%", DIMENSIONLESS, Fraction(1, 100))
PERMILLE = Unit("‰", "‰", DIMENSIONLESS, Fraction(1, 1000))

# symbol: English, base dimension, factor, other spellings.  1 公顷 = 15 亩 exactly, so 1 亩 = 2000/3 平方米 (D-016).
_PLAIN: Mapping[str, tuple[str, str, Fraction, str]] = {
    "平方米": ("m²", "area", Fraction(1), "m2 m² 平米 ㎡ 平 平方"),
    "亩": ("mu", "area", Fraction(2000, 3), "mu 市亩"),
    "公顷": ("ha", "area", Fraction(10_000), "ha hm2 hm²"),
    "平方公里": ("km²", "area", Fraction(1_000_000), "km2 km² 平方千米"),
    "元": ("yuan", "money", Fraction(1), "圆 圓 人民币元 rmb cny 块"),
    "吨": ("t", "mass", Fraction(1), "t"),
    "千克": ("kg", "mass", Fraction(1, 1000), "kg 公斤"),
    "蒸吨": ("t of steam", "mass", Fraction(1), ""),
    "吨标准煤": ("tce", "energy", Fraction(1), "tce 吨标煤"),
    "千克标准煤": ("kgce", "energy", Fraction(1, 1000), "kgce 千克标煤"),
    "年": ("year", "time", Fraction(1), "a"),
    "月": ("month", "time", Fraction(1, 12), "个月"),
    "日": ("day", "days", Fraction(1), "天 d"),
    "小时": ("h", "hours", Fraction(1), "h 时"),
    "米": ("m", "length", Fraction(1), "m"),
    "公里": ("km", "length", Fraction(1000), "km 千米"),
    "立方米": ("m³", "volume", Fraction(1), "m3 m³ 方"),
    "千瓦时": ("kWh", "electricity", Fraction(1), "kwh 度"),
    "千伏": ("kV", "voltage", Fraction(1), "kv"),
    "人": ("persons", "persons", Fraction(1), "名"),
    "人次": ("times", "person_times", Fraction(1), ""),
    "个": ("", "items", Fraction(1), "家 套 项 栋 座 处 条 幢 件 台 对 次"),
    "层": ("storeys", "storeys", Fraction(1), ""),
    "星": ("stars", "stars", Fraction(1), "星级 颗星"),
    "等": ("grade", "grade", Fraction(1), "等别"),
    "个百分点": ("percentage points", "points", Fraction(1, 100), "百分点"),
}


def _named(symbol: str) -> Unit:
    en, base, factor, _ = _PLAIN[symbol]
    return Unit(symbol, en, Dimension(((base, 1),)), factor)


def _spellings() -> dict[str, Unit]:
    found = {"": NUMBER, "%": PERCENT, "百分之一": PERCENT, "‰": PERMILLE}
    for symbol, (_, _, _, others) in _PLAIN.items():
        for spelling in (symbol, *others.split()):
            found[spelling] = _named(symbol)
    # Counting words keep the word that was written: 3 家 is not shown as 3 个.
    for word in _PLAIN["个"][3].split():
        found[word] = Unit(word, "", Dimension((("items", 1),)), Fraction(1))
    return found


_KNOWN = _spellings()


@cache
def unit(text: str) -> Unit:
    """The unit so written: 亩, 万元/亩, 吨/年, ㎡ …

    Raises: UnitError for any other.
    """
    wanted = text.strip().replace("²", "2").replace("³", "3")
    numerator, *denominators = wanted.split("/")
    found = _component(numerator)
    for denominator in denominators:
        per = _component(denominator)
        if per is NUMBER:
            raise _unknown(text)
        found = Unit(
            f"{found.symbol}/{per.symbol}",
            f"{found.en}/{per.en}" if per.en else f"{found.en} each",
            found.dimension / per.dimension,
            found.factor / per.factor,
        )
    return found


def _component(text: str) -> Unit:
    if text in _KNOWN or text.lower() in _KNOWN:
        return _KNOWN.get(text) or _KNOWN[text.lower()]
    for end in range(min(3, len(text)), 0, -1):
        times, plain = magnitude(text[:end]), _KNOWN.get(text[end:]) or _KNOWN.get(text[end:].lower())
        if times is not None and plain is not None and plain.symbol:
            return Unit(
                text[:end] + plain.symbol, f"{times:,} {plain.en}".strip(), plain.dimension, plain.factor * times
            )
    raise _unknown(text)


def _unknown(text: str) -> UnitError:
    """No unit is proposed: the nearest word often stands for another amount (亿美元 and 亿元, 顷 and 公顷)."""
    said = shown(text, 20)
    return UnitError(Text(f"不认识单位“{said}”", f"unknown unit {said!r}"))
