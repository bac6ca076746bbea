"""The value of every term and the truth of every condition on one case: exact, and None where unknown.

Of a value that its author leaves imprecise, what it can be goes through every step (D-076).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

from compliance.caching import Cache
from compliance.case import Case, Datum, Record
from compliance.engines.arithmetic import (
    Value,
    aggregated,
    aggregated_loosely,
    calculated,
    compared,
    narrowed,
    told_apart,
)
from compliance.engines.kleene import all_of, any_of, negation
from compliance.language import tree as t
from compliance.quantity.imprecise import Days, Imprecise
from compliance.quantity.interval import ANY, Interval
from compliance.quantity.quantity import Quantity
from compliance.rulebook.model import DefinedCondition, Row, Rulebook, Table
from compliance.vocabulary.fields import Field, Kind
from compliance.vocabulary.stages import Stage, StageAsked

_EVERY_STAGE = 1_000_000  # more than any has


class Evaluation:
    """Kleene's three values over one case, or over one of its records; numbers in base units.

    `asked` is the stage to judge the case at; None judges as if everything could be known.  What was worked out is kept
    as long as the evaluation; nothing passes from case to case.
    Source: OMG DMN 1.5, FEEL, ternary logic.
    """

    __slots__ = (
        "_at_stages",
        "_due_to",
        "_inside",
        "_keep",
        "_stage",
        "_truths",
        "_values",
        "as_of",
        "asked",
        "cache",
        "case",
        "record",
        "rulebook",
    )

    def __init__(self, rulebook: Rulebook, case: Case, as_of: date, asked: StageAsked | None = None) -> None:
        self.rulebook = rulebook
        self.case = case
        self.as_of = as_of
        self.asked = asked
        self._stage: Stage | None = None
        self._due_to: int | None = None
        self.record: Record | None = None
        self.cache = Cache()
        self._keep = self.cache.keep
        self._truths: dict[int, bool | None] = {}
        self._values: dict[int, Value | None] = {}
        self._inside: dict[int, Evaluation] = {}
        self._at_stages: dict[str, Evaluation] = {}

    def within(self, record: Record) -> "Evaluation":
        """The evaluation as seen from one record of the case: its fields, and those of the case."""
        inside = self._inside.get(id(record))
        if inside is None:
            self._keep(record)
            inside = self._inside[id(record)] = Evaluation(self.rulebook, self.case, self.as_of, self.asked)
            inside.record = record
            inside._stage = self.stage
        return inside

    def on(self, record: Record | None) -> "Evaluation":
        """The evaluation seen from a record, or from the case itself for None."""
        return self if record is None else self.within(record)

    @property
    def stage(self) -> Stage | None:
        """The stage of the case: the last that it has reached, or a later one that is asked for; None for every stage.

        What is unknown or in doubt is not reached.
        """
        if self._stage is None and self.asked is not None:
            reached = [stage for stage, condition in self.rulebook.reached if self.truth(condition) is True]
            self._stage = max([self._stage_asked(self.asked), *reached], key=lambda stage: stage.place)
        return self._stage

    def _stage_asked(self, asked: StageAsked) -> Stage:
        field = self.rulebook.vocabulary.stage_field
        stated = self.case.data.get(field.id) if asked.unless_stated and field is not None else None
        found = self.rulebook.vocabulary.stages.find(str(stated.value)) if stated is not None else None
        return asked.stage if found is None else found

    def is_due(self, since: Stage | None) -> bool:
        """Whether what can be known from a stage on can be known of the case; None is known at any stage."""
        if since is None:
            return True
        if self._due_to is None:
            stage = self.stage
            self._due_to = _EVERY_STAGE if stage is None else stage.place
        return since.place <= self._due_to

    def at(self, stage: Stage) -> "Evaluation":
        """The same case, or the same record of it, as it is seen from another stage: what is true of it is the same."""
        if stage.id not in self._at_stages:
            seen = Evaluation(self.rulebook, self.case, self.as_of, self.asked)
            seen._truths, seen._values, seen._stage, seen.record = self._truths, self._values, stage, self.record
            seen._keep = self._keep
            self._at_stages[stage.id] = seen
        return self._at_stages[stage.id]

    def datum(self, field: Field) -> Datum | None:
        """What the case, or the record seen from, states of a field; None if nothing that can be used."""
        if field.subject == self.case.subject:
            return self.case.data.get(field.id)
        return None if self.record is None else self.record.data.get(field.id)

    def records(self, reference: t.AnyNode) -> tuple[Record, ...] | None:
        """The records of a list, in their order; None when the case does not state the list."""
        datum = self.datum(reference.field) if isinstance(reference, t.FieldRef) else None
        return datum.value if datum is not None and isinstance(datum.value, tuple) else None

    def truth(self, condition: t.Condition) -> bool | None:
        """True, false, or None when unknown."""
        key = id(condition)
        if key in self._truths:
            return self._truths[key]
        self._keep(condition)
        truth = self._truths[key] = _TRUTHS[type(condition)](self, condition)
        return truth

    def truths(self, condition: t.Condition, records: tuple[Record, ...]) -> Sequence[bool | None]:
        """The truth of a condition on each of the records, in their order."""
        return [self.within(record).truth(condition) for record in records]

    def belonging(self, where: t.Condition | None, records: tuple[Record, ...]) -> Sequence[bool | None]:
        """Whether each of the records is among those of a condition; unknown of one that may be the same as another."""
        truths = [True] * len(records) if where is None else self.truths(where, records)
        if not any(record.repeated for record in records):
            return truths
        return [None if record.repeated and truth else truth for record, truth in zip(records, truths, strict=True)]

    def value(self, term: t.Term) -> Value | None:
        """The value of a term, a number in base units (平方米, 元, 吨 …); None when unknown.

        An `Interval` or `Days` is all that a term can be which an imprecise value leaves open.
        """
        key = id(term)
        if key in self._values:
            return self._values[key]
        self._keep(term)
        value = self._values[key] = _VALUES[type(term)](self, term)
        return value

    # The truth of each kind of condition

    def _answered(self, condition: t.FieldRef) -> bool | None:
        datum = self.datum(condition.field)
        return datum.value if datum is not None and isinstance(datum.value, bool) else None

    def _given(self, condition: t.Truth | t.Lookup) -> bool | None:
        value = self.value(condition)
        return value if isinstance(value, bool) else None

    def _defined(self, condition: t.DefinitionRef) -> bool | None:
        return self.truth(self.rulebook.condition(condition.id))

    def _all(self, condition: t.All) -> bool | None:
        return all_of(map(self.truth, condition.conditions))

    def _any(self, condition: t.AnyOf) -> bool | None:
        return any_of(map(self.truth, condition.conditions))

    def _not(self, condition: t.Not) -> bool | None:
        return negation(self.truth(condition.condition))

    def _presumed(self, condition: t.Presumed) -> bool:
        return self.truth(condition.condition) is not False

    def _comparison(self, condition: t.Comparison) -> bool | None:
        comparator, left, right = condition.comparator, condition.left, condition.right
        if isinstance(right, t.String) and comparator in ("=", "!=") and is_code(left):
            equal = covered(self.value(left), (right.text,))
            return equal if comparator == "=" else negation(equal)
        return compared(comparator, self.value(left), self.value(right))

    def _membership(self, condition: t.Membership) -> bool | None:
        return self._member(condition.value, condition.options)

    def _known(self, condition: t.Known) -> bool | None:
        if not isinstance(condition.field, t.FieldRef):
            return False
        field = condition.field.field
        if self.datum(field) is not None:
            return True
        # Of what a case claims for itself, it is open whether that will be found.
        return False if self._claim(field) is None else None

    def _claim(self, field: Field) -> Datum | None:
        """What the case claims for itself of a field; None if nothing."""
        return self.case.claimed.get(field.id) if field.subject == self.case.subject else None

    def _quantified(self, condition: t.Quantified) -> bool | None:
        records = self.records(condition.records)
        if records is None:
            return None
        truths = (self.within(record).truth(condition.condition) for record in records)
        return all_of(truths) if condition.quantifier == "every" else any_of(truths)

    # The value of each kind of term

    def _field(self, term: t.FieldRef) -> Value | None:
        datum = self.datum(term.field)
        return None if datum is None else bare(datum, term.field, self.rulebook)

    def _definition(self, term: t.DefinitionRef) -> Value | None:
        definition = self.rulebook.definitions[term.id]
        if isinstance(definition, DefinedCondition):
            return self.truth(term)
        return self.value(definition.meaning)

    def _arithmetic(self, term: t.Arithmetic) -> Value | None:
        return calculated(term.operator, self.value(term.left), self.value(term.right), term.right)

    def _lookup(self, term: t.Lookup) -> Fraction | bool | None:
        return self._looked_up(self.rulebook.tables[term.table], term.arguments)

    def _member(self, value: t.Term, options: t.AnyNode) -> bool | None:
        return self._is_among(self.value(value), options, of_code=is_code(value))

    def _is_among(self, found: Value | None, options: t.AnyNode, *, of_code: bool) -> bool | None:
        match options:
            case t.Choice(values=values, words=words):
                if of_code:
                    return covered(found, options.texts)
                if words is not None:
                    return None if found is None else found in words
                return any_of(compared("=", found, self.value(v)) for v in values)
            case t.Interval(low=low, high=high, low_open=low_open, high_open=high_open):
                above = compared(">" if low_open else ">=", found, self.value(low))
                below = compared("<" if high_open else "<=", found, self.value(high))
                return all_of((above, below))
            case t.FieldRef():
                chosen = self.value(options)
                return found in chosen if isinstance(chosen, frozenset) else self._not_claimed(found, options.field)
            case _:
                raise AssertionError(f"not checked options: {options!r}")

    def _not_claimed(self, found: Value | None, field: Field) -> bool | None:
        """False where a case claims a set and not this of it; else unknown."""
        claim = self._claim(field)
        claimed = None if claim is None else claim.value
        return False if found is not None and isinstance(claimed, frozenset) and found not in claimed else None

    def row_matches(self, row: Row, arguments: tuple[t.Term, ...]) -> bool | None:
        """Whether a row of a table applies to the arguments."""
        return self._row_matches(row, [Argument(self.value(term), is_code(term)) for term in arguments])

    def _row_matches(self, row: Row, arguments: Iterable["Argument"]) -> bool | None:
        cells = zip(arguments, row.cells, strict=True)
        return all_of(True if cell is None else self._is_among(a.value, cell, of_code=a.is_code) for a, cell in cells)

    def _looked_up(self, table: Table, terms: tuple[t.Term, ...]) -> Fraction | bool | None:
        arguments = [Argument(self.value(term), is_code(term)) for term in terms]
        if not any(isinstance(argument.value, Interval | Days) for argument in arguments):
            return self._result(table, arguments)
        results = {self._result(table, exact) for exact in product(*self._exact_arguments(table, arguments))}
        return results.pop() if len(results) == 1 else None

    def _exact_arguments(self, table: Table, arguments: Sequence["Argument"]) -> Iterator[list["Argument"]]:
        """For each argument, values for each way in which what it can be lies to the ends of the table's cells."""
        for place, argument in enumerate(arguments):
            ends = [self.value(end) for row in table.rows for end in _ends(row.cells[place])]
            yield [argument._replace(value=value) for value in told_apart(argument.value, ends)]

    def _result(self, table: Table, arguments: Sequence["Argument"]) -> Fraction | bool | None:
        found = ((self._row_matches(row, arguments), row.result) for row in table.rows)
        if table.hit == "unique":
            return next((result for matches, result in found if matches), None)
        if table.hit == "first":
            matches, result = next(((m, r) for m, r in found if m is not False), (None, None))
            return result if matches else None
        every = list(found)
        results = [Fraction(result) for matches, result in every if matches]
        if not results or any(matches is None for matches, _ in every):
            return None
        return aggregated(table.hit, results)

    def _aggregate(self, aggregate: t.Aggregate) -> Fraction | Interval | None:
        records = self.records(aggregate.records)
        if records is None:
            return None
        belongs = self.belonging(aggregate.where, records)
        if aggregate.value is None:
            certain = sum(belonging is True for belonging in belongs)
            return narrowed(Interval(Fraction(certain), Fraction(certain + belongs.count(None))))
        among = zip(records, belongs, strict=True)
        members = [(self.within(r)._least_known(aggregate.value), is_one) for r, is_one in among if is_one is not False]
        numbers = [value for value, is_one in members if is_one and isinstance(value, Fraction)]
        if len(numbers) == len(members):
            return aggregated(aggregate.function, numbers)
        return aggregated_loosely(aggregate.function, members)

    def _least_known(self, term: t.Term) -> Fraction | Interval | None:
        """The value of a number; of a field of which nothing usable is stated, all that it may hold."""
        value = self.value(term)
        if value is None and isinstance(term, t.FieldRef):
            return _bounds(term.field)  # a number, as every term that is summed up
        return value if isinstance(value, Fraction | Interval) else None


_TRUTHS: Mapping[type, Callable[[Evaluation, Any], bool | None]] = {
    t.FieldRef: Evaluation._answered,
    t.Truth: Evaluation._given,
    t.Lookup: Evaluation._given,
    t.DefinitionRef: Evaluation._defined,
    t.All: Evaluation._all,
    t.AnyOf: Evaluation._any,
    t.Not: Evaluation._not,
    t.Presumed: Evaluation._presumed,
    t.Comparison: Evaluation._comparison,
    t.Membership: Evaluation._membership,
    t.Known: Evaluation._known,
    t.Quantified: Evaluation._quantified,
}
_VALUES: Mapping[type, Callable[[Evaluation, Any], Value | None]] = {
    t.FieldRef: Evaluation._field,
    t.Number: lambda _, term: term.quantity.base,
    t.String: lambda _, term: term.text,
    t.Truth: lambda _, term: term.value,
    t.Day: lambda _, term: term.value,
    t.Member: lambda _, term: term.value.id,
    t.AsOf: lambda evaluation, _: evaluation.as_of,
    t.DefinitionRef: Evaluation._definition,
    t.Arithmetic: Evaluation._arithmetic,
    t.Lookup: Evaluation._lookup,
    t.Aggregate: Evaluation._aggregate,
}


def is_code(term: t.AnyNode) -> bool:
    """Whether a term is a code, which lists match by hierarchy."""
    return isinstance(term, t.FieldRef) and term.field.kind is Kind.code


def covered(code: Value | None, heads: tuple[str, ...]) -> bool | None:
    """Whether a code begins with one of the heads; unknown if it is only the beginning of one."""
    if not isinstance(code, str):
        return None
    if code.startswith(heads):
        return True
    return None if any(head.startswith(code) for head in heads) else False


class Argument(NamedTuple):
    """What a table is asked about: a value, and whether it is a code."""

    value: Value | None
    is_code: bool


def _ends(cell: t.AnyNode | None) -> tuple[t.Term, ...]:
    """The numbers and days at which a cell begins and ends to hold."""
    match cell:
        case t.Interval(low=low, high=high):
            return (low, high)
        case t.Choice(values=values):
            return values
        case _:
            return ()


def _bounds(field: Field) -> Interval:
    """All that a number of a field may be, in base units."""
    ends = Interval(field.minimum, field.maximum)
    return ends if field.unit is None else ends.times(field.unit.factor)


def bare(datum: Datum, field: Field, rulebook: Rulebook) -> Value | None:
    """The value of a field's datum as conditions see it; None for a list of records."""
    match datum.value:
        case Quantity() as quantity:
            return quantity.base
        case Imprecise() as imprecise:
            return spread_of(imprecise, field, rulebook)
        case tuple():
            return None
        case value:
            return value


def spread_of(imprecise: Imprecise, field: Field, rulebook: Rulebook) -> Interval:
    """All that an imprecise value of a field can be, in base units; a rough one may be anything if no share is set."""
    share, bounds = rulebook.about_share, _bounds(field)
    spread = ANY if imprecise.about and share is None else imprecise.base(share or Fraction(0))
    return spread.within(bounds) or bounds
