"""Intervals of exact numbers, and arithmetic on them: whatever their members give lies within the result."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from `low` to `high`, of which there is at least one; None for an end that is not bounded.

    An open end does not belong to it; an end that is not bounded counts as open.
    Raises: ValueError if no number lies within.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "low_open", self.low_open or self.low is None)
        object.__setattr__(self, "high_open", self.high_open or self.high is None)
        if self.low is not None and self.high is not None:
            either_open = self.low_open or self.high_open
            if self.low > self.high or (self.low == self.high and either_open):
                raise ValueError(f"no number lies in {self}")

    @property
    def point(self) -> Fraction | None:
        """The one number within, or None where there are more."""
        return self.low if self.low == self.high else None

    def times(self, factor: Fraction) -> "Interval":
        """The interval scaled by a positive factor."""
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def holds(self, number: Fraction) -> bool:
        """Whether the number lies within."""
        low, high = signs(self, exactly(number))
        return low <= 0 <= high

    def within(self, other: "Interval") -> "Interval | None":
        """What both have in common; None if nothing."""
        low, low_open = max(_from(self), _from(other), key=_rank_of_low)
        high, high_open = min(_to(self), _to(other), key=_rank_of_high)
        if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
            return None
        return Interval(low, high, low_open, high_open)


ANY = Interval(None, None)


class End(NamedTuple):
    """One end of an interval."""

    at: Fraction | None
    open: bool


def _from(one: Interval) -> End:
    return End(one.low, one.low_open)


def _to(one: Interval) -> End:
    return End(one.high, one.high_open)


def _rank_of_low(end: End) -> tuple[bool, Fraction, bool]:
    """Lower ends in order: none first, and a closed one before an open one at the same number."""
    return (end.at is not None, end.at or Fraction(0), end.open)


def _rank_of_high(end: End) -> tuple[bool, Fraction, bool]:
    """Upper ends in order: none last, and an open one before a closed one at the same number."""
    return (end.at is None, end.at or Fraction(0), not end.open)


def exactly(number: Fraction) -> Interval:
    """The interval of that number alone."""
    return Interval(number, number)


def hull(intervals: Iterable[Interval]) -> Interval:
    """The least interval around all of them, of which there is at least one."""
    every = list(intervals)
    low, high = min(map(_from, every), key=_rank_of_low), max(map(_to, every), key=_rank_of_high)
    return Interval(low.at, high.at, low.open, high.open)


def least(possible: Iterable[Interval], certain: Iterable[Interval]) -> Interval:
    """What the least of some numbers can be, of which those in the certain intervals are there in any event.

    The certain ones, of which there is at least one, are among the possible ones.
    """
    low, high = min(map(_from, possible), key=_rank_of_low), min(map(_to, certain), key=_rank_of_high)
    return Interval(low.at, high.at, low.open, high.open)


def greatest(possible: Iterable[Interval], certain: Iterable[Interval]) -> Interval:
    """What the greatest can be; see `least`."""
    return negative(least(map(negative, possible), map(negative, certain)))


def plus(left: Interval, right: Interval) -> Interval:
    """The sums."""
    low = None if left.low is None or right.low is None else left.low + right.low
    high = None if left.high is None or right.high is None else left.high + right.high
    return Interval(low, high, left.low_open or right.low_open, left.high_open or right.high_open)


def negative(one: Interval) -> Interval:
    """The numbers with the other sign."""
    low, high = one.low, one.high
    return Interval(None if high is None else -high, None if low is None else -low, one.high_open, one.low_open)


def minus(left: Interval, right: Interval) -> Interval:
    """The differences."""
    return plus(left, negative(right))


def product(left: Interval, right: Interval) -> Interval:
    """The products."""
    lows, highs = zip(*(_product(one, other) for one in _signed(left) for other in _signed(right)), strict=True)
    low, high = min(lows, key=_rank_of_low), max(highs, key=_rank_of_high)
    return Interval(low.at, high.at, low.open, high.open)


def _signed(one: Interval) -> list[Interval]:
    """The interval in parts that do not go through 0: one below, one above, and 0 alone."""
    parts = [
        one.within(Interval(None, Fraction(0), high_open=True)),
        one.within(exactly(Fraction(0))),
        one.within(Interval(Fraction(0), None, low_open=True)),
    ]
    return [part for part in parts if part is not None]


def _product(left: Interval, right: Interval) -> tuple[End, End]:
    """The ends of the products of two parts, each of one sign."""
    if left.point == 0 or right.point == 0:
        return End(Fraction(0), False), End(Fraction(0), False)
    negatives = _is_negative(left) + _is_negative(right)
    one, other = (negative(part) if _is_negative(part) else part for part in (left, right))
    low, high = (_times(end(one), end(other)) for end in (_from, _to))
    if negatives == 1:
        return _negated(high), _negated(low)
    return low, high


def _is_negative(part: Interval) -> bool:
    return part.high is not None and part.high <= 0


def _negated(end: End) -> End:
    return End(None if end.at is None else -end.at, end.open)


def _times(one: End, other: End) -> End:
    if one.at is None or other.at is None:
        return End(None, True)
    return End(one.at * other.at, one.open or other.open)


def quotient(left: Interval, right: Interval) -> Interval | None:
    """The quotients; None if the divisor may be 0."""
    if right.holds(Fraction(0)):
        return None
    if _is_negative(right):
        return quotient(negative(left), negative(right))
    low = Fraction(0) if right.high is None else 1 / right.high
    high = None if not right.low else 1 / right.low
    return product(left, Interval(low, high, right.high_open, right.low_open))


def signs(left: Interval, right: Interval) -> tuple[int, int]:
    """The signs of the least and of the greatest difference left − right.

    Where the least difference is 0 and is not reached, every difference is greater: its sign is 1; and likewise −1 for
    the greatest.  So left <= right for all of it exactly if the second is at most 0, and for none if the first is 1.
    """
    difference = minus(left, right)
    return _sign(difference.low, -1, int(difference.low_open)), _sign(difference.high, 1, -int(difference.high_open))


def _sign(end: Fraction | None, unbounded: int, at_zero: int) -> int:
    if end is None:
        return unbounded
    return at_zero if end == 0 else (1 if end > 0 else -1)
