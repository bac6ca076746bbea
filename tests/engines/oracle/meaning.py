"""Truths and values by their definition: docs/rule-language.md, sections 4 and 5, written once more as plain recursion.

Nothing here is shared with the engines and nothing is kept, so that a reader can hold it against the page by eye, and
what the engines say can be held against it.  Unknown is None; numbers are Fractions in base units.

A term has every value that it takes at the corners of what its fields can be: an end that is not reached stands for a
number beside it, one that is not bounded for a number far away.  Each field stands once in a comparison, and what is
calculated rises or falls with each of them: the least and the greatest difference lie at corners.
"""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import Any

from compliance.case import Case, Record
from compliance.language import tree as t
from compliance.quantity.imprecise import Days, Imprecise
from compliance.rulebook.model import Row, Rulebook
from compliance.vocabulary.fields import Field
from compliance.vocabulary.stages import Stage

T, F, U = True, False, None
Corners = list[Any] | None
FAR, BESIDE = Fraction(10**40), Fraction(1, 10**20)
LONG_AGO, FAR_OFF = date(1800, 1, 1), date(2300, 1, 1)
ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
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
        case t.Presumed(condition=inner):
            return truth(inner, seen) is not F
        case t.Known(field=t.FieldRef(field=field)):
            claimed = field.subject == seen.case.subject and field.id in seen.case.claimed
            return True if given(field, seen) is not None else U if claimed else False
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
            return compared(sign, values(left, seen), values(right, seen))
        case t.Membership(value=term, options=options):
            return member(term, options, seen)
        case _:  # a field, a definition, a table or a literal that says yes or no
            return value(condition, seen)


def compared(sign: str, left: Corners, right: Corners) -> bool | None:
    """A comparison is unknown where a side is; else what is so at every corner, and between them."""
    if left is None or right is None:
        return U
    pairs = [(one, other) for one in left for other in right]
    if sign in ("=", "!=") and len(pairs) > 1:
        below, above = all(one < other for one, other in pairs), all(one > other for one, other in pairs)
        return sign == "!=" if below or above else U
    truths = {COMPARE[sign](one, other) for one, other in pairs}
    return truths.pop() if len(truths) == 1 else U


def member(term: t.AnyNode, options: t.AnyNode, seen: Seen) -> bool | None:
    """Whether a term is in a range, in a list, or in a field that holds a set."""
    return among(values(term, seen), is_code(term), options, seen)


def among(found: Corners, of_code: bool, options: t.AnyNode, seen: Seen) -> bool | None:
    """The same of what the term can be."""
    match options:
        case t.Interval(low=low, high=high, low_open=low_open, high_open=high_open):
            above = compared(">" if low_open else ">=", found, values(low, seen))
            below = compared("<" if high_open else "<=", found, values(high, seen))
            return conjunction(above, below)
        case t.Choice(values=entries) if of_code:
            return some(covered(found[0] if found else None, value(entry, seen)) for entry in entries)
        case t.Choice(values=entries):
            return some(compared("=", found, values(entry, seen)) for entry in entries)
        case _:
            chosen = value(options, seen)
            if found is None:
                return U
            if chosen is not None:
                return found[0] in chosen
            claim = seen.case.claimed.get(options.field.id) if options.field.subject == seen.case.subject else None
            return U if claim is None or found[0] in claim.value else F


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


def is_imprecise(field: Field, seen: Seen) -> bool:
    """Whether the case states no more of a field than between what it lies."""
    return isinstance(given(field, seen), Imprecise | Days)


def corners_of(stated: Any, field: Field) -> Corners:
    """What a stated value can be: itself, or its ends."""
    match stated:
        case None:
            return None
        case Days(first=first, last=last):
            return [first or LONG_AGO, last or FAR_OFF]
        case Imprecise(amounts=amounts, unit=measured, about=about):
            low, high = (None if end is None else end * measured.factor for end in (amounts.low, amounts.high))
            low_open, high_open = amounts.low_open, amounts.high_open
            if about:  # a tenth either way, as the rulebook of the tests says
                low, high = low and low - abs(low) / 10, high and high + abs(high) / 10
            return [
                -FAR if low is None else low + BESIDE * low_open,
                FAR if high is None else high - BESIDE * high_open,
            ]
        case _:
            return [stated.amount * stated.unit.factor if field.kind == "number" else stated]


def bounds_of(field: Field) -> list[Any]:
    """The least and the greatest number that a field may hold."""
    factor = field.unit.factor if field.unit else 1
    return [
        -FAR if field.minimum is None else field.minimum * factor,
        FAR if field.maximum is None else field.maximum * factor,
    ]


def value(term: t.AnyNode, seen: Seen) -> Any:
    """The value of a term that is no number and no date, or None where unknown."""
    corners = values(term, seen)
    return None if corners is None or len(corners) > 1 else corners[0]


def values(term: t.AnyNode, seen: Seen) -> Corners:
    """What a term is at each corner, or None where that is unknown."""
    match term:
        case t.Number(quantity=quantity):
            return [quantity.amount * quantity.unit.factor]
        case t.String(text=text):
            return [text]
        case t.Truth(value=stated) | t.Day(value=stated):
            return [stated]
        case t.Member(value=chosen):
            return [chosen.id]
        case t.AsOf():
            return [seen.day]
        case t.FieldRef(field=field):
            return corners_of(given(field, seen), field)
        case t.DefinitionRef(id=id_):
            definition = seen.rulebook.definitions[id_]
            if definition.type.name == "truth":
                return alone(truth(definition.meaning, seen))
            return values(definition.meaning, seen)
        case t.Arithmetic(operator=sign, left=left, right=right):
            return calculated(sign, values(left, seen), right, seen)
        case t.Lookup():
            return alone(looked_up(term, seen))
        case t.Aggregate():
            return aggregated(term, seen)
        case (
            t.Comparison() | t.All() | t.AnyOf() | t.Not() | t.Membership() | t.Known() | t.Presumed() | t.Quantified()
        ):
            return alone(truth(term, seen))
    raise AssertionError(f"not a term: {term!r}")


def alone(found: Any) -> Corners:
    """The corners of one value, or of what is unknown."""
    return None if found is None else [found]


def calculated(sign: str, left: Corners, right: t.AnyNode, seen: Seen) -> Corners:
    """The results of a calculation: unknown where a side is, or the divisor may be zero."""
    others = values(right, seen)
    if left is None or others is None:
        return None
    if isinstance(left[0], date) and isinstance(right, t.Number):
        number, unit = right.quantity.amount, right.quantity.unit.symbol
        shifted = [moved(day, number if sign == "+" else -number, unit) for day in left]
        return None if None in shifted else shifted
    if sign == "/":
        return None if min(others) <= 0 <= max(others) else [Fraction(one) / other for one in left for other in others]
    return [ARITHMETIC[sign](one, other) for one in left for other in others]


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
    return fits(row, [values(argument, seen) for argument in lookup.arguments], lookup, seen)


def fits(row: Row, arguments: Iterable[Corners], lookup: t.Lookup, seen: Seen) -> bool | None:
    """The same of what the arguments can be."""
    cells = zip(lookup.arguments, arguments, row.cells, strict=True)
    return every(T if cell is None else among(found, is_code(term), cell, seen) for term, found, cell in cells)


def looked_up(lookup: t.Lookup, seen: Seen) -> Any:
    """The result for the arguments; where they are imprecise, the one that all they can be give."""
    rows = seen.rulebook.tables[lookup.table].rows
    tried = [
        tries(values(argument, seen), [end for row in rows for end in ends(row.cells[place], seen)])
        for place, argument in enumerate(lookup.arguments)
    ]
    results = {result_for(list(arguments), lookup, seen) for arguments in product(*tried)}
    return results.pop() if len(results) == 1 else None


def ends(cell: t.AnyNode | None, seen: Seen) -> list[Any]:
    """The numbers at which a cell begins or ends to fit."""
    return [value(end, seen) for end in (cell.low, cell.high)] if isinstance(cell, t.Interval) else []


def tries(found: Corners, limits: list[Any]) -> list[Corners]:
    """Exact values to look up in the place of an imprecise one: its corners, and each limit with what lies beside it."""
    if found is None or len(found) == 1:
        return [found]
    beside = [limit + step for limit in limits for step in (-BESIDE, 0, BESIDE)]
    return [[one] for one in (*found, *beside) if min(found) <= one <= max(found)]


def result_for(arguments: list[Corners], lookup: t.Lookup, seen: Seen) -> Any:
    """The result of the row that applies: none by default, and unknown where a doubtful row could change it."""
    table = seen.rulebook.tables[lookup.table]
    rows = [(fits(row, arguments, lookup, seen), row.result) for row in table.rows]
    certain = [result for applying, result in rows if applying is T]
    doubtful = any(applying is U for applying, _ in rows)
    if table.hit == "unique":  # rows do not overlap: one that applies leaves no other
        return certain[0] if certain else None
    if table.hit == "first":
        candidates = [(applying, result) for applying, result in rows if applying is not F]
        return candidates[0][1] if candidates and candidates[0][0] is T else None
    return None if doubtful or not certain else {"max": max, "min": min, "sum": sum}[table.hit](certain)


def aggregated(aggregate: t.Aggregate, seen: Seen) -> Corners:
    """A number drawn from records, at each corner of what they hold, and with and without those that may not belong."""
    listed = value(aggregate.records, seen)
    if listed is None:
        return None
    belongs = [T if aggregate.where is None else truth(aggregate.where, seen.within(record)) for record in listed]
    held = [
        [Fraction(1)] if aggregate.value is None else held_by(aggregate.value, seen.within(record)) for record in listed
    ]
    counted = [(belonging, numbers) for belonging, numbers in zip(belongs, held, strict=True) if belonging is not F]
    if any(numbers is None for _, numbers in counted):
        return None
    certain = [belonging for belonging, _ in counted if belonging is T]
    if aggregate.function == "average" and len(certain) < len(counted):
        return None
    if aggregate.function in ("average", "min", "max") and not certain:
        return None
    least = [(belonging, min(numbers or ())) for belonging, numbers in counted]
    most = [(belonging, max(numbers or ())) for belonging, numbers in counted]
    if aggregate.function in ("count", "sum"):
        zero = Fraction(0)
        low = sum((n if belonging is T else min(n, zero) for belonging, n in least), zero)
        return ends_of(low, sum((n if belonging is T else max(n, zero) for belonging, n in most), zero))
    surely_least, surely_most = ([n for belonging, n in held if belonging is T] for held in (least, most))
    if aggregate.function == "average":
        return ends_of(*(sum(numbers, Fraction(0)) / len(numbers) for numbers in (surely_least, surely_most)))
    if aggregate.function == "min":
        return ends_of(min(n for _, n in least), min(surely_most))
    return ends_of(max(surely_least), max(n for _, n in most))


def ends_of(low: Fraction, high: Fraction) -> Corners:
    """The corners from one number to another, which may be the same."""
    return [low] if low == high else [low, high]


def held_by(term: t.AnyNode, seen: Seen) -> Corners:
    """What a record gives for a term; all that it may, where it gives nothing for a field."""
    found = values(term, seen)
    return bounds_of(term.field) if found is None and isinstance(term, t.FieldRef) else found
