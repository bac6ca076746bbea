"""What a finding rests on: the parts of a condition that decided it, the values behind them, the margin."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from compliance.caching import cached_on_owner
from compliance.case import Datum, How
from compliance.engines.arithmetic import amount_in, difference
from compliance.engines.evaluation import Evaluation, spread_of
from compliance.engines.kleene import negation
from compliance.engines.missing import Input, input_of, parts
from compliance.errors import Place
from compliance.language import tree as t
from compliance.quantity.imprecise import Days, Imprecise, days_words, spread_words
from compliance.quantity.interval import Interval
from compliance.quantity.quantity import Quantity, exact, words
from compliance.quantity.units import NUMBER, Unit, unit
from compliance.rulebook.model import Rulebook
from compliance.text import Text, same
from compliance.vocabulary.fields import Field


class Bounds(NamedTuple):
    """What an imprecise value can be: from `low` to `high`, written as an exact value is; None for no bound."""

    low: str | None
    high: str | None
    low_open: bool
    high_open: bool


class Evidence(NamedTuple):
    """A value that a finding rests on, as it was computed with and as it was written.

    `value` is exact, in the field's canonical unit (a number as `quantity.exact` writes it); `shown` is for a reader.
    `rough` says that it was written as 约 or 左右, so that its bounds rest on a reading of the rulebook.
    `how` and `why` are those of the datum: why it counts though the material does not state it.
    """

    input: Input
    value: str | Bounds
    unit: Text
    shown: Text
    written: str
    at: Place
    rough: bool
    how: How
    why: Text | None


class Margin(NamedTuple):
    """How far a number lies on the right side of its threshold (`value`; negative on the wrong side), and both.

    Each is an interval where an imprecise value leaves it open.  `unit` is that of the number and of the threshold; see
    `of_difference` for that of `value`.
    """

    value: Fraction | Interval
    actual: Fraction | Interval
    limit: Fraction | Interval
    unit: Unit


class Grounds(NamedTuple):
    """The known values that a condition came out so on, each once, and the margin of the first numbers compared."""

    evidence: tuple[Evidence, ...]
    margin: Margin | None


def deciding(condition: t.Condition, evaluation: Evaluation) -> list[tuple[t.Condition, Evaluation]] | None:
    """The parts that made the condition what it is: all of a true `and`, the false ones of a false one …

    None for an atom, which has no parts.
    """
    put_together, below = parts(condition, evaluation)
    if not below:
        return None
    truth = evaluation.truth(condition)
    wanted = negation(truth) if put_together == "not" else truth
    decided = [(part, seen_from) for part, seen_from in below if seen_from.truth(part) is wanted]
    return decided[:1] if put_together == "any" and truth else decided


def fields_behind(node: t.AnyNode, evaluation: Evaluation) -> list[tuple[t.FieldRef, Evaluation]]:
    """The fields that a deciding atom was computed from, those behind its definitions and records included."""
    found: list[tuple[t.FieldRef, Evaluation]] = []
    for source in _sources(node, evaluation.rulebook):
        if isinstance(source, t.FieldRef):
            found.append((source, evaluation))
        else:
            inner = [n for n in t.children(source) if n is not source.records]
            views = [evaluation.within(record) for record in evaluation.records(source.records) or ()]
            found += [behind for view in views for child in inner for behind in fields_behind(child, view)]
    return found


@cached_on_owner
def _sources(node: t.AnyNode, rulebook: Rulebook) -> tuple[t.FieldRef | t.Quantified | t.Aggregate, ...]:
    """The fields that a node names, by its definitions too; what looks into records stands for the fields there."""
    match node:
        case t.FieldRef() | t.Quantified() | t.Aggregate():
            return (node,)
        case t.DefinitionRef(id=id_):
            return _sources(rulebook.definitions[id_].meaning, rulebook)
        case t.Choice():
            return ()
        case _:
            return tuple([source for child in t.children(node) for source in _sources(child, rulebook)])


def _margin(atom: t.Condition, evaluation: Evaluation) -> Margin | None:
    match atom:
        case t.Comparison(comparator=("<" | "<=" | ">" | ">=") as comparator, left=left, right=right):
            one, other = evaluation.value(left), evaluation.value(right)
            if isinstance(one, Fraction | Interval) and isinstance(other, Fraction | Interval):
                rulebook = evaluation.rulebook
                shown_in = unit_of(left, rulebook) or unit_of(right, rulebook) or NUMBER
                apart = difference(one, other) if comparator in (">", ">=") else difference(other, one)
                value = amount_in(of_difference(shown_in), apart)
                return Margin(value, amount_in(shown_in, one), amount_in(shown_in, other), shown_in)
    return None


def of_difference(measured: Unit) -> Unit:
    """The unit of the difference between two amounts: that of two percentages is 百分点."""
    return unit("百分点") if measured.symbol == "%" else measured


def unit_of(term: t.AnyNode, rulebook: Rulebook) -> Unit | None:
    """The unit in which a term is best shown, or None where nothing says."""
    match term:
        case t.FieldRef(field=field):
            return field.unit
        case t.Number(quantity=quantity):
            return quantity.unit
        case t.DefinitionRef(id=id_):
            return rulebook.definitions[id_].unit
        case t.Lookup(table=table):
            return rulebook.tables[table].output
        case t.Aggregate(value=None):
            return unit("个")
        case t.Aggregate(value=value) if value is not None:
            return unit_of(value, rulebook)
        case t.Arithmetic(operator=("+" | "-"), left=left):
            return unit_of(left, rulebook)
        case _:
            return None


def bounds_of(amounts: Interval) -> Bounds:
    """The ends of an interval as exact numbers are written."""
    low, high = (None if end is None else exact(end) for end in (amounts.low, amounts.high))
    return Bounds(low, high, amounts.low_open, amounts.high_open)


@cached_on_owner
def grounds(condition: t.Condition, evaluation: Evaluation) -> Grounds:
    """What the atoms that decided the condition rest on."""
    decided = deciding(condition, evaluation)
    if decided is None:
        values = [_stated(reference.field, seen_from) for reference, seen_from in fields_behind(condition, evaluation)]
        evidence = tuple({value.input.path: value for value in values if value is not None}.values())
        return Grounds(evidence, _margin(condition, evaluation))
    below = [grounds(part, seen_from) for part, seen_from in decided]
    margins = (part.margin for part in below if part.margin is not None)
    return Grounds(merged([part.evidence for part in below]), next(margins, None))


def merged(pieces: Sequence[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """All the evidence, each input once."""
    if len(pieces) == 1:
        return pieces[0]
    return tuple({value.input.path: value for piece in pieces for value in piece}.values())


@cached_on_owner
def _stated(field: Field, evaluation: Evaluation) -> Evidence | None:
    datum = evaluation.datum(field)
    if datum is None or isinstance(datum.value, tuple):
        return None
    value, measured, shown = _rendered(field, datum, evaluation)
    item = input_of(field, evaluation)
    rough = isinstance(datum.value, Imprecise) and datum.value.about
    return Evidence(item, value, measured, shown, datum.written, datum.at, rough, datum.how, datum.why)


def shown_value(field: Field, value: "bool | Quantity | date | frozenset[str] | str") -> Text:
    """An exact value of a field, for a reader."""
    match value:
        case bool():
            return Text("是", "yes") if value else Text("否", "no")
        case Quantity():
            return words(value.amount, value.unit)
        case date():
            return same(value.isoformat())
        case frozenset():
            labels = [option.label for option in field.values if option.id in value]
            return Text("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))
        case _:
            option = field.value(value) if field.values else None
            return option.label if option else same(value)


def _rendered(field: Field, datum: Datum, evaluation: Evaluation) -> tuple[str | Bounds, Text, Text]:
    """The value, exact or between its bounds, its unit, and the value for a reader."""
    match datum.value:
        case bool() as answer:
            return ("true" if answer else "false"), same(""), shown_value(field, answer)
        case Quantity() as quantity:
            shown = shown_value(field, quantity)
            return exact(quantity.amount), Text(quantity.unit.symbol, quantity.unit.en), shown
        case Imprecise(unit=measured) as imprecise:
            amounts = spread_of(imprecise, field, evaluation.rulebook).times(1 / measured.factor)
            return bounds_of(amounts), Text(measured.symbol, measured.en), spread_words(amounts, measured)
        case date() as day:
            return day.isoformat(), same(""), shown_value(field, day)
        case Days() as days:
            first, last = (None if day is None else day.isoformat() for day in (days.first, days.last))
            return Bounds(first, last, first is None, last is None), same(""), days_words(days)
        case frozenset() as chosen:
            return ",".join(sorted(chosen)), same(""), shown_value(field, chosen)
        case str() as word:
            return word, same(""), shown_value(field, word)
        case tuple():
            raise AssertionError("records are shown field by field")
