"""Values that their author leaves imprecise: an amount or a day of which no more is said than between what it lies."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from compliance.quantity.interval import Interval
from compliance.quantity.units import Unit


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

    def signs(self, other: "Days") -> tuple[int, int]:
        """The signs of the least and of the greatest number of days by which this may be after the other."""
        return _order(self.first, other.last, -1), _order(self.last, other.first, 1)


def _order(day: date | None, other: date | None, unbounded: int) -> int:
    if day is None or other is None:
        return unbounded
    return (day > other) - (day < other)
