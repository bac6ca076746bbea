"""Exact quantities: reading what people write, and showing what was computed.

No binary fraction is ever made.  Display is rounded once, half to even (GB/T 8170); comparison uses the full value.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cache

from compliance.errors import shown
from compliance.quantity.numerals import ARABIC, CHINESE, DIGITS, number
from compliance.quantity.units import DIMENSIONLESS, NUMBER, Dimension, QuantityError, Unit, UnitError, magnitude, unit
from compliance.text import Lang, Text

__all__ = [
    "DIMENSIONLESS",
    "NUMBER",
    "Approximation",
    "Dimension",
    "Quantity",
    "QuantityError",
    "Reading",
    "Unit",
    "UnitError",
    "display",
    "exact",
    "plain",
    "read",
    "scaled",
    "unit",
    "words",
]

LONGEST = 200
_MOST_PLACES = 12
_RATIO_PLACES = 3  # of a pure number, such as a plot ratio of 0.735


class Approximation(StrEnum):
    """How exactly a number was stated."""

    exact = "exact"
    about = "about"
    nearly = "nearly"
    over = "over"

    @property
    def label(self) -> Text:
        """The word that stands before the number; nothing for an exact one."""
        return _APPROXIMATIONS[self]


_APPROXIMATIONS = {
    Approximation.exact: Text("", ""),
    Approximation.about: Text("约", "about "),
    Approximation.nearly: Text("近", "nearly "),
    Approximation.over: Text("略多于", "just over "),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a unit; `base` is the amount in base units."""

    amount: Fraction
    unit: Unit
    base: Fraction = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        factor = self.unit.factor
        object.__setattr__(self, "base", self.amount if factor == 1 else self.amount * factor)

    @classmethod
    def of_base(cls, base: Fraction, shown_in: Unit) -> "Quantity":
        """The quantity of so many base units, in that unit."""
        return cls(shown_in.amount(base), shown_in)

    def to(self, other: Unit) -> "Quantity":
        """The same quantity in another unit, exactly.  Raises: UnitError for a unit of another dimension."""
        if other is self.unit:
            return self
        if other.dimension != self.unit.dimension:
            raise _mismatch(self.unit, other)
        return Quantity.of_base(self.base, other)

    def show(self, lang: Lang, apart_from: Fraction | None = None) -> str:
        """The quantity for a reader: 8,000 万元, 30%, CNY 80 million.

        `apart_from` is an amount in the same unit that the shown number must differ from if this one does.
        """
        form = _chinese(self.unit.symbol) if lang == "zh" else _english(self.amount, self.unit)
        return form.written(form.number(self.amount, apart_from))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person wrote: one quantity, or the two ends of a range."""

    low: Quantity
    high: Quantity
    approximation: Approximation
    written: str

    @property
    def quantity(self) -> Quantity | None:
        """The quantity, or None for a range: which of its values is meant is not known."""
        return self.low if self.low == self.high else None


_ONE = re.compile(
    rf"(?P<before>大约|约|将近|接近|近|不到|不足|超过|逾|超)?"
    rf"(?P<number>{ARABIC}|{CHINESE})"
    rf"(?P<more>多|余)?"
    rf"(?P<rest>(?:\D|(?<=m)[23])*?)"
    rf"(?P<after>左右|上下)?",
    re.ASCII,
)
_RANGE = re.compile(r"(?P<low>.*[^\s(eE])\s*(?:—+|–|~|至|到|-)\s*(?P<high>\S.*)")
_DECIMAL = re.compile(r"\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_NUMERAL = re.compile(r"\d[\d,.]*", re.ASCII)
_BEFORE: dict[str | None, Approximation] = {
    None: Approximation.exact,
    **dict.fromkeys(("大约", "约"), Approximation.about),
    **dict.fromkeys(("将近", "接近", "近", "不到", "不足"), Approximation.nearly),
    **dict.fromkeys(("超过", "逾", "超"), Approximation.over),
}


def read(written: str, canonical: Unit) -> Reading:
    """The quantity that a person wrote, in the canonical unit.

    A bare number is in the canonical unit; any unit of its dimension is converted exactly.
    Raises: QuantityError for anything that does not state one number, or the two ends of one range.
    """
    if len(written) > LONGEST:
        raise QuantityError(Text("数值文字过长", "too long for a number"))
    if (plainly := exact(written, canonical)) is not None:
        return Reading(plainly, plainly, Approximation.exact, written)
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", written)).strip()
    if not text:
        raise QuantityError(Text("未填数值", "no number"))
    ends = _RANGE.fullmatch(text)
    if ends and _starts_with_number(ends["high"]):
        low, high = _one(_completed(ends["low"], ends["high"]), canonical), _one(ends["high"], canonical)
        if low is not None and high is not None and low[0].base < high[0].base:
            return Reading(low[0], high[0], Approximation.exact, written)
        raise _unreadable(text)
    one = _one(text, canonical)
    if one is None:
        raise _unreadable(text)
    quantity, approximation = one
    return Reading(quantity, quantity, approximation, written)


def exact(written: str, measured: Unit) -> Quantity | None:
    """The quantity that plain digits state in that unit, or None for anything else that a person may write."""
    if not _DECIMAL.fullmatch(written):
        return None
    whole, _, decimals = written.partition(".")
    return Quantity(Fraction(int(whole + decimals), 10 ** len(decimals)), measured)


def _starts_with_number(text: str) -> bool:
    return re.match(rf"{ARABIC}|{CHINESE}", text, re.ASCII) is not None


def _one(text: str, canonical: Unit) -> tuple[Quantity, Approximation] | None:
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
    approximation = _BEFORE[match["before"]]
    if match["after"]:
        approximation = Approximation.about
    if more:
        approximation = Approximation.over
    return Quantity(value, _unit(rest.replace(" ", ""), canonical, match["number"])).to(canonical), approximation


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


def _mismatch(found: Unit, wanted: Unit) -> UnitError:
    have, want = found.dimension.words(), wanted.dimension.words()
    return UnitError(
        Text(
            f"单位“{found.symbol or '(无)'}”表示{have.zh},此处须为{want.zh}(如 {wanted.symbol or '纯数'})",
            f"the unit {found.symbol or '(none)'!r} measures {have.en}; here it must measure {want.en}"
            f" (as {wanted.symbol or 'a bare number'})",
        )
    )


def scaled(value: Fraction, places: int) -> int:
    """The value in units of its last decimal, rounded once, half to even.  Source: GB/T 8170-2008, 3.2."""
    quotient, remainder = divmod(value.numerator * int(10**places), value.denominator)
    twice = 2 * remainder
    up = twice > value.denominator or (twice == value.denominator and quotient % 2 == 1)
    return quotient + up


def display(value: Fraction, *, places: int = 2, apart_from: Fraction | None = None) -> str:
    """The number for a reader: thousands separated, at most `places` decimals, no idle zeros.

    More decimals are shown where rounding would make it look equal to zero or to `apart_from` though it is not.
    """
    if value.denominator == 1:
        return f"{value.numerator:,}"
    other = None if apart_from == value else apart_from
    units = scaled(value, places)
    while places < _MOST_PLACES and (units == 0 or (other is not None and units == scaled(other, places))):
        places += 1
        units = scaled(value, places)
    return _decimal(units, places, separator=",")


def plain(value: Fraction) -> str:
    """The number for a machine: exact where it has a finite decimal, else rounded to 6 decimals."""
    if value.denominator == 1:
        return str(value.numerator)
    places = _finite_places(value.denominator)
    return _decimal(scaled(value, 6), 6, "") if places is None else _decimal(scaled(value, places), places, "")


def _finite_places(denominator: int) -> int | None:
    """How many decimals a fraction of that denominator has; None if they do not end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def _decimal(units: int, places: int, separator: str) -> str:
    digits = str(abs(units)).rjust(places + 1, "0")
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    if separator:
        whole = f"{int(whole):,}"
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


@dataclass(frozen=True, slots=True)
class _Form:
    """How amounts in a unit are written: multiplied, rounded to so many decimals, between two words."""

    times: Fraction | int
    places: int
    before: str
    after: str

    def number(self, amount: Fraction, apart_from: Fraction | None) -> str:
        if self.times == 1:
            return display(amount, places=self.places, apart_from=apart_from)
        other = None if apart_from is None else apart_from * self.times
        return display(amount * self.times, places=self.places, apart_from=other)

    def written(self, number: str) -> str:
        return f"{self.before}{number}{self.after}"


def words(amount: Fraction, measured: Unit, apart_from: Fraction | None = None) -> Text:
    """The amount in that unit for a reader, in both languages; see `Quantity.show`."""
    chinese, english = _chinese(measured.symbol), _english(amount, measured)
    number = chinese.number(amount, apart_from)
    same_number = english.times == chinese.times and english.places == chinese.places
    return Text(chinese.written(number), english.written(number if same_number else english.number(amount, apart_from)))


@cache
def _chinese(symbol: str) -> _Form:
    if symbol in ("", "%"):
        return _Form(1, 2 if symbol else _RATIO_PLACES, "", symbol)
    return _Form(1, 2, "", f" {symbol}")


def _english(amount: Fraction, measured: Unit) -> _Form:
    if measured.symbol in ("", "%"):
        return _chinese(measured.symbol)
    money = _money(measured.symbol)
    if money is None:
        return _counted(measured.en)
    yuan, millions = money
    return yuan if abs(amount * yuan.times) < 10**6 else millions


@cache
def _counted(english: str) -> _Form:
    """The plain unit and how many of it a unit is: 10,000 persons is 10,000 and persons."""
    number, _, name = english.partition(" ")
    digits = number.replace(",", "")
    times, plain_name = (int(digits), name) if digits.isdecimal() else (1, english)
    return _Form(times, 2, "", f" {plain_name}".rstrip())


@cache
def _money(symbol: str) -> tuple[_Form, _Form] | None:
    """A unit of money, or of money per something, in 元 and in millions; None for any other."""
    numerator, _, denominator = symbol.partition("/")
    if unit(numerator).dimension != unit("元").dimension:
        return None
    scale, per = unit(numerator).factor, f"/{unit(denominator).en}" if denominator else ""
    return _Form(scale, 2, "CNY ", per), _Form(scale / 10**6, 2, "CNY ", f" million{per}")
