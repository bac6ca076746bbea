"""Dates as expressions: a column or a constant, moved by years, months or days and compared exactly."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import narwhals as nw

from compliance.engines.arithmetic import compared as compared_values
from compliance.engines.arithmetic import shifted
from compliance.engines.columnar.encoding import FIRST_DAY, LAST_DAY
from compliance.engines.columnar.kleene import Truth, ordered
from compliance.engines.columnar.rationals import LoweringError
from compliance.language.tree import Comparator
from compliance.quantity.quantity import Quantity

Step = tuple[Quantity, int]
_MIRRORED: dict[Comparator, Comparator] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Dated:
    """One day in every row, or a column of days moved by `steps` of an amount and its sign, in their order.

    Without a column, `day` is the day, None if unknown.  With one, a row is unknown where the column is null.
    """

    day: date | None
    expr: nw.Expr | None = None
    steps: tuple[Step, ...] = ()

    def moved(self, by: Quantity, sign: int) -> "Dated":
        """The date so many years, months or days later (`sign` 1) or earlier (-1)."""
        if self.expr is None:
            return Dated(None if self.day is None else shifted(self.day, by, sign))
        return replace(self, steps=(*self.steps, (by, sign)))


def compared(comparator: Comparator, one: Dated, other: Dated) -> Truth:
    """The comparison of two dates in each row; unknown where either is.

    Raises: LoweringError for steps that an expression cannot follow: months twice, days after months, or out of the
    calendar.
    """
    if one.expr is None and other.expr is None:
        return compared_values(comparator, one.day, other.day)
    if one.expr is None:
        return compared(_MIRRORED[comparator], other, one)
    if other.expr is None:
        return None if other.day is None else _with_day(comparator, one, other.day)
    if not one.steps and not other.steps:
        return ordered(comparator, one.expr, other.expr)
    return ordered(comparator, _calendar(one), _calendar(other))


def _with_day(comparator: Comparator, dated: Dated, day: date) -> Truth:
    """A moved column compared with one day: moving keeps the order of days, so the column has a last day of each."""
    if dated.expr is None:
        raise AssertionError("not a column")
    if not dated.steps:
        return ordered(comparator, dated.expr, day)
    until, before = _last(dated.steps, day, included=True), _last(dated.steps, day, included=False)
    at_most, below = dated.expr <= until, dated.expr <= before
    match comparator:
        case "<=":
            return at_most
        case "<":
            return below
        case ">":
            return ~at_most
        case ">=":
            return ~below
        case "=":
            return at_most & ~below
        case "!=":
            return ~at_most | below


def _last(steps: tuple[Step, ...], day: date, *, included: bool) -> date:
    """The last day that, moved, comes before the day, or upon it where that is included; else the eve of all days."""
    low, high = FIRST_DAY.toordinal() - 1, LAST_DAY.toordinal()
    while low < high:
        middle = (low + high + 1) // 2
        moved: date | None = date.fromordinal(middle)
        for by, sign in steps:
            moved = None if moved is None else shifted(moved, by, sign)
        if moved is None:
            raise LoweringError("a date moved out of the calendar")
        if moved < day or (included and moved == day):
            low = middle
        else:
            high = middle - 1
    return date.fromordinal(low)


def _calendar(dated: Dated) -> nw.Expr:
    """The year, month and day as one whole number, after the steps; a day that a month lacks is its last."""
    if dated.expr is None:
        raise AssertionError("not a column")
    expr, months = dated.expr, 0
    for by, sign in dated.steps:
        number, step = sign * int(by.amount), by.unit.calendar
        if step is None:
            raise AssertionError(f"checked to be years, months or days, not {by.unit.symbol!r}")
        if step.days:
            if months:
                raise LoweringError("days added to a date that was moved by months")
            expr = expr + nw.lit(timedelta(days=number * step.days))
        elif months:
            raise LoweringError("a date moved by months twice")
        else:
            months = number * step.months
    year = expr.dt.year().cast(nw.Int64())
    month, day = expr.dt.month().cast(nw.Int64()), expr.dt.day().cast(nw.Int64())
    if not months:
        return year * 10_000 + month * 100 + day
    counted = year * 12 + month - 1 + months
    year, month = counted // 12, counted % 12 + 1
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    last = (
        nw.when(month == 2)
        .then(nw.when(leap).then(nw.lit(29, dtype=nw.Int64())).otherwise(nw.lit(28, dtype=nw.Int64())))
        .when(month.is_in([4, 6, 9, 11]))
        .then(nw.lit(30, dtype=nw.Int64()))
        .otherwise(nw.lit(31, dtype=nw.Int64()))
    )
    return year * 10_000 + month * 100 + nw.when(day > last).then(last).otherwise(day)
