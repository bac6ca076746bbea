"""The rules translated for engines that judge one lead at a time and do not know what a missing value is.

Each condition becomes two formulas of two values: one holds where the condition is known to be true, the other where it
is known to be false.  Numbers are whole, as in the columns, and quotients are multiplied out, so that no engine rounds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from functools import partial
from math import gcd, lcm
from typing import Any, NamedTuple

import polars as pl

from benchmarks.peers.workload import DAY, edition
from compliance.engines.arithmetic import shifted
from compliance.engines.columnar.encoding import PARTS, ROW, code_key
from compliance.engines.columnar.outcomes import Status, VerdictRank
from compliance.engines.columnar.program import VERDICT
from compliance.language import tree as t
from compliance.rulebook.model import Force, Rule
from compliance.vocabulary.fields import Kind

Lead = dict[str, Any]
Judge = Callable[[Lead], Sequence[int]]  # the status of every rule

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_LONGEST_CODE = 4


class Dialect(NamedTuple):
    """How a language writes a field, whether it is given, and the parts of a formula."""

    field: str
    given: str
    both: str
    either: str
    true: str
    false: str
    choice: str


class Atom(NamedTuple):
    """A comparison, as it is written where its fields are given."""

    fields: tuple[str, ...]
    left: str
    comparator: str
    right: str


class Joined(NamedTuple):
    """Formulas that must hold together, or of which one must."""

    together: bool
    parts: "tuple[Formula, ...]"


Formula = Atom | Joined | bool


class _Number(NamedTuple):
    """scale × top ÷ bottom in base units; without a top a constant."""

    scale: Fraction
    top: str = ""
    bottom: str = ""


def leads_of(frame: pl.DataFrame) -> list[Lead]:
    """The leads, each with the fields that it gives; a date is its number."""
    numbered = frame.drop(ROW).with_columns(pl.col(pl.Date).to_physical())
    return [{field: value for field, value in lead.items() if value is not None} for lead in numbered.to_dicts()]


def results(frame: pl.DataFrame, rules: Sequence[Rule], judged: Iterable[Sequence[int]]) -> pl.DataFrame:
    """The statuses of each lead, and the verdict that follows, as the columns have them."""
    statuses = [[int(status) for status in found] for found in judged]
    rows = [(*found, verdict(rules, found)) for found in statuses]
    names = [*(f"rule_{place}" for place in range(len(rules))), VERDICT]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int8), orient="row").insert_column(0, frame[ROW])


def verdict(rules: Sequence[Rule], statuses: Sequence[int]) -> int:
    """The verdict that follows from the statuses."""
    found = VerdictRank.PASS
    for rule, status in zip(rules, statuses, strict=True):
        if rule.force.decides and status >= Status.UNDETERMINED:
            if status == Status.UNDETERMINED:
                found = max(found, VerdictRank.UNDETERMINED)
            else:
                found = max(found, VerdictRank.CONDITIONAL if rule.force is Force.CONDITION else VerdictRank.FAIL)
    return int(found)


def statuses(copies: int, dialect: Dialect) -> list[str]:
    """For each rule an expression of its status."""
    return [written(rule, dialect) for rule in edition(copies).rules]


def written(rule: Rule, dialect: Dialect) -> str:
    """The status of a rule as one expression."""
    text = str(int(Status.UNDETERMINED))
    for formula, status in reversed(list(cases(rule))):
        text = dialect.choice.format(condition=_text(formula, dialect), yes=int(status), no=text)
    return text


def cases(rule: Rule) -> Iterable[tuple[Formula, Status]]:
    """When a rule has which status; the first that holds counts, and none is undetermined."""
    exempt = [exemption.condition for exemption in rule.exemptions]
    certain = [known(rule.when, True), *(known(condition, False) for condition in exempt)]
    yield known(rule.when, False), Status.NOT_APPLICABLE
    overridden = _joined(False, [known(condition, True) for condition in exempt])
    if rule.require is None:
        yield overridden, Status.OVERRIDDEN
        yield _joined(True, certain), Status.PASS
    else:
        yield known(rule.require, True), Status.PASS
        yield overridden, Status.OVERRIDDEN
        yield _joined(True, [*certain, known(rule.require, False)]), Status.FAIL


def known(condition: t.AnyNode, truth: bool) -> Formula:
    """Where a condition is known to be true, or false."""
    match condition:
        case t.Truth(value=value):
            return value is truth
        case t.FieldRef(field=field):
            return Atom((field.id,), field.id, "==", str(truth))
        case t.Not(condition=inner):
            return known(inner, not truth)
        case t.All(conditions=conditions):
            return _joined(truth, [known(inner, truth) for inner in conditions])
        case t.AnyOf(conditions=conditions):
            return _joined(not truth, [known(inner, truth) for inner in conditions])
        case t.Comparison(comparator=comparator, left=left, right=right):
            return _compared("==" if comparator == "=" else comparator, left, right, truth)
        case t.Membership(value=value, options=t.Interval(low=low, high=high, low_open=low_open, high_open=high_open)):
            above = _compared(">" if low_open else ">=", value, low, truth)
            return _joined(truth, [above, _compared("<" if high_open else "<=", value, high, truth)])
        case t.Membership(value=t.FieldRef(field=field), options=t.Choice(texts=texts)) if field.kind is Kind.code:
            return _covered(field.id, texts, truth)
        case t.Membership(value=value, options=t.Choice(values=values)):
            return _joined(not truth, [_compared("==", value, option, truth) for option in values])
        case _:
            raise NotImplementedError(condition)


def _joined(together: bool, parts: list[Formula]) -> Formula:
    left = [part for part in parts if part is not together]
    if (not together) in left:
        return not together
    return left[0] if len(left) == 1 else Joined(together, tuple(left)) if left else together


def _compared(comparator: str, left: t.AnyNode, right: t.AnyNode, truth: bool) -> Formula:
    comparator = comparator if truth else _OPPOSITE[comparator]
    if isinstance(right, t.AsOf):
        return _dated(comparator, left)
    if isinstance(left, t.FieldRef) and isinstance(right, t.Member):
        return Atom((left.field.id,), left.field.id, comparator, str(left.field.values.index(right.value)))
    one, other = _number(left), _number(right)
    common = lcm(one.scale.denominator, other.scale.denominator)
    factors = int(one.scale * common), int(other.scale * common)
    shared = gcd(*factors)
    above = _product(factors[0] // shared, one.top, other.bottom)
    below = _product(factors[1] // shared, other.top, one.bottom)
    fields = tuple(dict.fromkeys(name for name in (one.top, one.bottom, other.top, other.bottom) if name))
    divisors = [Atom((name,), name, "!=", "0") for name in (one.bottom, other.bottom) if name]
    return _joined(True, [*divisors, Atom(fields, above, comparator, below)])


def _dated(comparator: str, moved: t.AnyNode) -> Atom:
    """A date moved on and compared with the day of the review, as a comparison of the date itself."""
    match moved, comparator:
        case t.Arithmetic(operator="+", left=t.FieldRef(field=field), right=t.Number(quantity=by)), ">" | "<=":
            last = DAY
            while (shifted(last, by, 1) or DAY) > DAY:
                last -= timedelta(days=1)
            return Atom((field.id,), field.id, comparator, str(pl.Series([last]).to_physical()[0]))
        case _:
            raise NotImplementedError(moved)


def _covered(field: str, heads: Sequence[str], truth: bool) -> Formula:
    """Whether a code begins with one of the heads; unknown of one that is only the beginning of a head."""
    atom = partial(Atom, (field,), field)
    parts: list[Formula] = []
    for head in heads:
        for breadth in (10**more for more in range(_LONGEST_CODE - len(head) + 1)):
            low, high = str(code_key(head) * breadth), str((code_key(head) + 1) * breadth - 1)
            inside = _joined(True, [atom(">=", low), atom("<=", high)]) if breadth > 1 else atom("==", low)
            outside = _joined(False, [atom("<", low), atom(">", high)]) if breadth > 1 else atom("!=", low)
            parts.append(inside if truth else outside)
    if truth:
        return _joined(False, parts)
    beginnings = {code_key(head[:end]) for head in heads for end in range(1, len(head))}
    return _joined(True, [*parts, *(atom("!=", str(key)) for key in sorted(beginnings))])


def _number(term: t.AnyNode) -> _Number:
    match term:
        case t.Number(quantity=quantity):
            return _Number(quantity.base)
        case t.FieldRef(field=field) if field.unit is not None:
            return _Number(field.unit.factor / PARTS, field.id)
        case t.Arithmetic(operator="/", left=t.FieldRef() as left, right=t.FieldRef() as right):
            one, other = _number(left), _number(right)
            return _Number(one.scale / other.scale, one.top, other.top)
        case _:
            raise NotImplementedError(term)


def _product(factor: int, *names: str) -> str:
    parts = [name for name in names if name]
    return " * ".join([*parts, str(factor)] if factor != 1 or not parts else parts)


def _text(formula: Formula, dialect: Dialect) -> str:
    match formula:
        case Atom(fields=fields, left=left, comparator=comparator, right=right):
            sides = [_side(side, dialect) for side in (left, right)]
            given = [dialect.given.format(field) for field in fields]
            return "(" + dialect.both.join([*given, f"{sides[0]} {comparator} {sides[1]}"]) + ")"
        case Joined(together=together, parts=parts):
            return "(" + (dialect.both if together else dialect.either).join(_text(p, dialect) for p in parts) + ")"
        case truth:
            return dialect.true if truth else dialect.false


def _side(side: str, dialect: Dialect) -> str:
    """A product of fields and numbers, or a truth."""
    words: Mapping[str, str] = {"True": dialect.true, "False": dialect.false, "*": "*"}
    return " ".join(words.get(w) or (dialect.field.format(w) if w[0].isalpha() else w) for w in side.split())
