"""Exact quantities, and how they are shown to a reader.

No binary fraction is ever made.  Display is rounded once, half to even (GB/T 8170); comparison uses the full value.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from compliance.quantity.units import Unit, UnitError, unit
from compliance.text import Lang, Text

_MOST_PLACES = 12
_RATIO_PLACES = 3  # of a pure number, such as a plot ratio of 0.735


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


def exact(value: Fraction) -> str:
    """The number for a machine, never rounded: a finite decimal, or numerator/denominator where there is none."""
    places = _finite_places(value.denominator)
    return str(value) if places is None else _decimal(scaled(value, places), places, "")


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
