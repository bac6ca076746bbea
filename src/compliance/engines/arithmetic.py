"""What comparing, calculating and summing up give of exact values, and of those that their author leaves imprecise.

Numbers are in base units.  An interval goes through every step exactly; a comparison has a truth if it has the same for
all that its sides can be (D-076).
"""

import calendar
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from compliance.engines.kleene import negation
from compliance.language import tree as t
from compliance.quantity import interval
from compliance.quantity.imprecise import Days
from compliance.quantity.interval import Interval, exactly
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import Unit

Value = bool | Fraction | Interval | str | date | Days | frozenset[str]
_ORDERED: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compared(comparator: t.Comparator, left: Value | None, right: Value | None) -> bool | None:
    """The comparison of two values, unknown when either is; of what they can be, what is so for all of it."""
    if left is None or right is None:
        return None
    if comparator in ("=", "!="):
        equal = _equal(left, right)
        return equal if comparator == "=" else negation(equal)
    low, high = signs(left, right)
    holds = _ORDERED[comparator]
    truth = holds(low, 0)
    return truth if low == high or truth is holds(high, 0) else None


def _equal(left: Value, right: Value) -> bool | None:
    if not isinstance(left, Interval | Days) and not isinstance(right, Interval | Days):
        return left == right
    low, high = signs(left, right)
    if low > 0 or high < 0:
        return False
    return True if low == high else None


def signs(left: Value, right: Value) -> tuple[int, int]:
    """The signs, -1, 0 or 1, of the least and of the greatest difference left − right; both numbers or both dates.

    See `quantity.interval.signs` for differences that come close to 0 without reaching it.
    """
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        numerator, denominator = left.as_integer_ratio()
        other_numerator, other_denominator = right.as_integer_ratio()
        difference = numerator * other_denominator - other_numerator * denominator
        sign = (difference > 0) - (difference < 0)
        return sign, sign
    if isinstance(left, date) and isinstance(right, date):
        sign = (left > right) - (left < right)
        return sign, sign
    if isinstance(left, Fraction | Interval) and isinstance(right, Fraction | Interval):
        return interval.signs(_spread(left), _spread(right))
    if isinstance(left, date | Days) and isinstance(right, date | Days):
        return _days(left).signs(_days(right))
    raise AssertionError(f"no order between {left!r} and {right!r}")


def _spread(number: Fraction | Interval) -> Interval:
    return number if isinstance(number, Interval) else exactly(number)


def narrowed(spread: Interval) -> Fraction | Interval:
    """The number itself where there is but one."""
    return spread if spread.point is None else spread.point


def _days(day: date | Days) -> Days:
    return day if isinstance(day, Days) else Days(day, day)


def told_apart(value: Value | None, ends: Iterable[Value | None]) -> list[Value | None]:
    """Some of what a value can be, so that whatever is true of all of it at those ends is true of these, and only then.

    Of an exact value itself; else each end that it may be, and one value between each two, before and behind.
    """
    match value:
        case Interval():
            return list(_numbers_apart(value, [end for end in ends if isinstance(end, Fraction)]))
        case Days(first=first, last=last):
            steps = [end + timedelta(days=step) for end in ends if isinstance(end, date) for step in (-1, 0, 1)]
            days = {day for day in (first, last, *steps) if day is not None}
            return [day for day in sorted(days) if value.may_be(day)] or [None]
        case _:
            return [value]


def _numbers_apart(spread: Interval, ends: Iterable[Fraction]) -> Iterator[Fraction]:
    marks = sorted({mark for mark in (spread.low, spread.high, *ends) if mark is not None})
    if not marks:
        yield Fraction(0)
        return
    between = [(one + other) / 2 for one, other in pairwise(marks)]
    yield from filter(spread.holds, (marks[0] - 1, *marks, *between, marks[-1] + 1))


def calculated(sign: t.Operator, left: Value | None, right: Value | None, operand: t.Term) -> Value | None:
    """The result of an arithmetic step; unknown when a side is, and when the divisor may be zero."""
    if left is None or right is None:
        return None
    if isinstance(left, date | Days) and isinstance(operand, t.Number):
        return _moved(left, operand.quantity, 1 if sign == "+" else -1)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        match sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right if right else None
    if isinstance(left, Fraction | Interval) and isinstance(right, Fraction | Interval):
        result = _INTERVALS[sign](_spread(left), _spread(right))
        return None if result is None else narrowed(result)
    raise AssertionError(f"cannot calculate {left!r} {sign} {right!r}")


def difference(left: Fraction | Interval, right: Fraction | Interval) -> Fraction | Interval:
    """What left − right can be."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left - right
    return narrowed(interval.minus(_spread(left), _spread(right)))


def amount_in(measured: Unit, number: Fraction | Interval) -> Fraction | Interval:
    """A number of base units in that unit."""
    return measured.amount(number) if isinstance(number, Fraction) else number.times(1 / measured.factor)


_INTERVALS: Mapping[t.Operator, Callable[[Interval, Interval], Interval | None]] = {
    "+": interval.plus,
    "-": interval.minus,
    "*": interval.product,
    "/": interval.quotient,
}


def _moved(day: date | Days, by: Quantity, sign: int) -> date | Days | None:
    """The day, or the days that it may be, so much away: of two days the later one stays the later or comes to it."""
    if isinstance(day, date):
        return shifted(day, by, sign)
    first, last = (None if end is None else shifted(end, by, sign) for end in (day.first, day.last))
    if (first is None) is not (day.first is None) or (last is None) is not (day.last is None):
        return None
    return Days(first, last)


def shifted(day: date, by: Quantity, sign: int) -> date | None:
    """The date so many years, months or days away; the month's last day where the day does not exist."""
    number, step = sign * int(by.amount), by.unit.calendar
    if step is None:
        raise AssertionError(f"checked to be years, months or days, not {by.unit.symbol!r}")
    try:
        if step.days:
            return day + timedelta(days=number * step.days)
        months = day.year * 12 + day.month - 1 + number * step.months
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def aggregated(function: t.Function, numbers: list[Fraction]) -> Fraction | None:
    """The aggregate of known numbers, in their unit; None for the average, least or greatest of no number."""
    match function:
        case "sum":
            return sum(numbers, Fraction(0))
        case "average":
            return sum(numbers, Fraction(0)) / len(numbers) if numbers else None
        case "min":
            return min(numbers, default=None)
        case "max":
            return max(numbers, default=None)
        case "count":
            raise AssertionError("count takes no numbers")


def aggregated_loosely(
    function: t.Function, members: Sequence[tuple[Fraction | Interval | None, bool | None]]
) -> Fraction | Interval | None:
    """What an aggregate can be of numbers that are intervals or unknown, some of which may not belong to it.

    Each number stands with whether it belongs for certain.
    """
    spreads = [(_spread(number), bool(is_one)) for number, is_one in members if number is not None]
    if len(spreads) < len(members) or function == "count":
        return None
    certain = [spread for spread, is_one in spreads if is_one]
    if function == "sum":
        zero = exactly(Fraction(0))
        parts = (spread if is_one else interval.hull((zero, spread)) for spread, is_one in spreads)
        return narrowed(reduce(interval.plus, parts, zero))
    if not certain or (function == "average" and len(certain) < len(spreads)):
        return None
    if function == "average":
        return narrowed(reduce(interval.plus, certain).times(Fraction(1, len(certain))))
    possible = [spread for spread, _ in spreads]
    return narrowed((interval.least if function == "min" else interval.greatest)(possible, certain))
