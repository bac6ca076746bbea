"""Values that their author leaves imprecise: an amount or a day of which no more is said than between what it lies."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance.quantity.interval import Interval
from compliance.quantity.quantity import words
from compliance.quantity.units import Unit
from compliance.text import Text, same


@dataclass(frozen=True, slots=True)
class Imprecise:
    """An amount in a unit, somewhere in an interval; its two ends may be one.

    `about` says that the ends themselves are rough (约): how far they may be off is for the rulebook to say.
    """

    amounts: Interval
    unit: Unit
    about: bool = False

    def to(self, other: Unit) -> "Imprecise":
        """The same in another unit of the same dimension, exactly."""
        return Imprecise(self.amounts.times(self.unit.factor / other.factor), other, self.about)

    def base(self, share: Fraction) -> Interval:
        """What it can be, in base units; a rough end may be off by that share of itself."""
        ends = self.amounts.times(self.unit.factor)
        return widened(ends, share) if self.about else ends


def widened(ends: Interval, share: Fraction) -> Interval:
    """The interval with each end moved outwards by a share of its size, and reached."""
    low = None if ends.low is None else ends.low - abs(ends.low) * share
    high = None if ends.high is None else ends.high + abs(ends.high) * share
    return Interval(low, high)


@dataclass(frozen=True, slots=True)
class Days:
    """A day from `first` to `last`, both of which it may be; None for no bound on that side.

    Raises: ValueError if no day lies between.
    """

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError(f"no day from {self.first} to {self.last}")

    def may_be(self, day: date) -> bool:
        """Whether the day lies within."""
        low, high = Days(day, day).signs(self)
        return low <= 0 <= high

    def signs(self, other: "Days") -> tuple[int, int]:
        """The signs of the least and of the greatest number of days by which this may be after the other."""
        return _order(self.first, other.last, -1), _order(self.last, other.first, 1)


def _order(day: date | None, other: date | None, unbounded: int) -> int:
    if day is None or other is None:
        return unbounded
    return (day > other) - (day < other)


def spread_words(amounts: Interval, measured: Unit) -> Text:
    """Between what an amount in that unit lies, for a reader."""
    low = None if amounts.low is None else words(amounts.low, measured, amounts.high)
    high = None if amounts.high is None else words(amounts.high, measured, amounts.low)
    if low is not None and high is not None and not amounts.low_open and not amounts.high_open:
        return Text(f"{low.zh} 至 {high.zh}", f"{low.en} to {high.en}")
    above = Text("大于", "more than") if amounts.low_open else Text("不小于", "at least")
    below = Text("小于", "less than") if amounts.high_open else Text("不大于", "at most")
    from_low = None if low is None else Text(f"{above.zh} {low.zh}", f"{above.en} {low.en}")
    to_high = None if high is None else Text(f"{below.zh} {high.zh}", f"{below.en} {high.en}")
    if from_low is None or to_high is None:
        return from_low or to_high or Text("任意数值", "any number")
    return Text(f"{from_low.zh}、{to_high.zh}", f"{from_low.en} and {to_high.en}")


def days_words(days: Days) -> Text:
    """Between which days a day lies, for a reader."""
    first, last = (None if day is None else same(day.isoformat()) for day in (days.first, days.last))
    if first is not None and last is not None:
        return Text(f"{first.zh} 至 {last.zh}", f"{first.en} to {last.en}")
    if first is not None:
        return Text(f"不早于 {first.zh}", f"no earlier than {first.en}")
    return Text("任意一天", "any day") if last is None else Text(f"不晚于 {last.zh}", f"no later than {last.en}")
