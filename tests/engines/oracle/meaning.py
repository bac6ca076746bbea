"""Truths and values by their definition: docs/rule-language.md, sections 4 and 5, written once more as plain recursion.

Nothing here is shared with the engines and nothing is kept, so that a reader can hold it against the page by eye, and
what the engines say can be held against it.  Unknown is None; numbers are Fractions in base units.
"""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any

from compliance.case import Case, Record
from compliance.language import tree as t
from compliance.rulebook.model import Row, Rulebook
from compliance.vocabulary.fields import Field
from compliance.vocabulary.stages import Stage

T, F, U = True, False, None
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Seen:
    """What a condition is asked of: a case on a day, or one record of it.

    `stage` says by when things are to be known; None for everything.  No truth depends on it.
    """

    rulebook: Rulebook
    case: Case
    day: date
    record: Record | None = None
    stage: Stage | None = None

    def within(self, record: Record) -> "Seen":
        """The same, seen from one record."""
        return replace(self, record=record)


def conjunction(one: bool | None, other: bool | None) -> bool | None:
    """The table of `and`."""
    if one is F or other is F:
        return F
    return T if one is T and other is T else U


def disjunction(one: bool | None, other: bool | None) -> bool | None:
    """The table of `or`."""
    if one is T or other is T:
        return T
    return F if one is F and other is F else U


def opposite(one: bool | None) -> bool | None:
    """The table of `not`."""
    return {T: F, F: T, U: U}[one]


def every(truths: Iterable[bool | None]) -> bool | None:
    """`and` over any number; true of none."""
    return reduce(conjunction, truths, T)


def some(truths: Iterable[bool | None]) -> bool | None:
    """`or` over any number; false of none."""
    return reduce(disjunction, truths, F)


def truth(condition: t.AnyNode, seen: Seen) -> bool | None:
    """True, false or unknown."""
    match condition:
        case t.All(conditions=parts):
            return every(truth(part, seen) for part in parts)
        case t.AnyOf(conditions=parts):
            return some(truth(part, seen) for part in parts)
        case t.Not(condition=inner):
            return opposite(truth(inner, seen))
        case t.Known(field=t.FieldRef(field=field)):
            return given(field, seen) is not None
        case t.Quantified(quantifier=quantifier, records=records, condition=inner):
            listed = value(records, seen)
            if listed is None:
                return U
            truths = [truth(inner, seen.within(record)) for record in listed]
            return every(truths) if quantifier == "every" else some(truths)
        case t.Comparison(comparator=sign, left=left, right=right):
            if sign in ("=", "!=") and is_code(left) and isinstance(right, t.String):
                alike = covered(value(left, seen), right.text)
                return alike if sign == "=" else opposite(alike)
            return compared(sign, value(left, seen), value(right, seen))
        case t.Membership(value=term, options=options):
            return member(term, options, seen)
        case _:  # a field, a definition, a table or a literal that says yes or no
            return value(condition, seen)


def compared(sign: str, left: Any, right: Any) -> bool | None:
    """A comparison is unknown where a side is."""
    return U if left is None or right is None else COMPARE[sign](left, right)


def member(term: t.AnyNode, options: t.AnyNode, seen: Seen) -> bool | None:
    """Whether a term is in a range, in a list, or in a field that holds a set."""
    found = value(term, seen)
    match options:
        case t.Interval(low=low, high=high, low_open=low_open, high_open=high_open):
            above = compared(">" if low_open else ">=", found, value(low, seen))
            below = compared("<" if high_open else "<=", found, value(high, seen))
            return conjunction(above, below)
        case t.Choice(values=entries):
            alike = covered if is_code(term) else lambda one, other: compared("=", one, other)
            return some(alike(found, value(entry, seen)) for entry in entries)
        case _:
            chosen = value(options, seen)
            return U if chosen is None or found is None else found in chosen


def is_code(term: t.AnyNode) -> bool:
    """Whether a term is matched by hierarchy."""
    return isinstance(term, t.FieldRef) and term.field.kind == "code"


def covered(code: str | None, entry: str | None) -> bool | None:
    """A code is covered by an entry that it begins with; one that is shorter than the entry is unknown against it."""
    if code is None or entry is None:
        return U
    if code[: len(entry)] == entry:
        return T
    return U if entry[: len(code)] == code else F


# Values


def given(field: Field, seen: Seen) -> Any:
    """What the case states; within a record, what that states of its own fields."""
    if field.subject == seen.case.subject:
        data = seen.case.data
    elif seen.record is not None:
        data = seen.record.data
    else:
        return None
    return data[field.id].value if field.id in data else None


def value(term: t.AnyNode, seen: Seen) -> Any:
    """The value of a term, or None where unknown."""
    match term:
        case t.Number(quantity=quantity):
            return quantity.amount * quantity.unit.factor
        case t.String(text=text):
            return text
        case t.Truth(value=stated) | t.Day(value=stated):
            return stated
        case t.Member(value=chosen):
            return chosen.id
        case t.AsOf():
            return seen.day
        case t.FieldRef(field=field):
            stated = given(field, seen)
            return stated.amount * stated.unit.factor if field.kind == "number" and stated is not None else stated
        case t.DefinitionRef(id=id_):
            definition = seen.rulebook.definitions[id_]
            return (truth if definition.type.name == "truth" else value)(definition.meaning, seen)
        case t.Arithmetic(operator=sign, left=left, right=right):
            return calculated(sign, value(left, seen), right, seen)
        case t.Lookup():
            return looked_up(term, seen)
        case t.Aggregate():
            return aggregated(term, seen)
    raise AssertionError(f"not a term: {term!r}")


def calculated(sign: str, left: Any, right: t.AnyNode, seen: Seen) -> Any:
    """The result of a calculation: unknown where a side is, or the divisor is zero."""
    other = value(right, seen)
    if left is None or other is None:
        return None
    if isinstance(left, date) and isinstance(right, t.Number):
        number = right.quantity.amount
        return moved(left, number if sign == "+" else -number, right.quantity.unit.symbol)
    if sign == "+":
        return left + other
    if sign == "-":
        return left - other
    if sign == "*":
        return left * other
    return None if other == 0 else Fraction(left) / other


def moved(day: date, number: Fraction, unit: str) -> date | None:
    """The day so many years, months or days away; the last of the month where it has no such day."""
    try:
        if unit == "日":
            return date.fromordinal(day.toordinal() + int(number))
        months = 12 * day.year + (day.month - 1) + int(number) * {"年": 12, "月": 1}[unit]
        return next(found for last in (0, 1, 2, 3) if (found := _day(months // 12, months % 12 + 1, day.day - last)))
    except (OverflowError, ValueError, StopIteration):
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def applies(row: Row, lookup: t.Lookup, seen: Seen) -> bool | None:
    """Whether a row fits the arguments in every cell; an empty one accepts anything."""
    cells = zip(lookup.arguments, row.cells, strict=True)
    return every(T if cell is None else member(argument, cell, seen) for argument, cell in cells)


def looked_up(lookup: t.Lookup, seen: Seen) -> Any:
    """The result of the row that applies: none by default, and unknown where a doubtful row could change it."""
    table = seen.rulebook.tables[lookup.table]
    rows = [(applies(row, lookup, seen), row.result) for row in table.rows]
    certain = [result for applying, result in rows if applying is T]
    doubtful = any(applying is U for applying, _ in rows)
    if table.hit == "unique":  # rows do not overlap: one that applies leaves no other
        return certain[0] if certain else None
    if table.hit == "first":
        candidates = [(applying, result) for applying, result in rows if applying is not F]
        return candidates[0][1] if candidates and candidates[0][0] is T else None
    return None if doubtful or not certain else {"max": max, "min": min, "sum": sum}[table.hit](certain)


def aggregated(aggregate: t.Aggregate, seen: Seen) -> Fraction | None:
    """A number drawn from records: unknown if anything it would count is."""
    listed = value(aggregate.records, seen)
    if listed is None:
        return None
    counted = []
    for record in listed:
        belongs = T if aggregate.where is None else truth(aggregate.where, seen.within(record))
        if belongs is U:
            return None
        if belongs:
            counted.append(record)
    if aggregate.value is None:
        return Fraction(len(counted))
    numbers = [value(aggregate.value, seen.within(record)) for record in counted]
    if None in numbers:
        return None
    if aggregate.function == "sum":
        return sum(numbers, Fraction(0))
    if not numbers:
        return None
    if aggregate.function == "average":
        return sum(numbers, Fraction(0)) / len(numbers)
    return min(numbers) if aggregate.function == "min" else max(numbers)
