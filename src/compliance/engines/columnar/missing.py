"""What keeps a condition unknown in each row, as expressions, in the meaning of `engines.missing`."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from compliance.engines.columnar.dates import Dated
from compliance.engines.columnar.kleene import Truth, all_of, any_of, is_false, is_true, is_unknown, negation
from compliance.engines.columnar.lowering import Lowering
from compliance.engines.columnar.rationals import Number
from compliance.engines.evaluation import is_code
from compliance.engines.missing import Closing, terms_of
from compliance.language import tree as t
from compliance.rulebook.model import DefinedCondition
from compliance.rulebook.uses import fields_named
from compliance.vocabulary.fields import Field


class _Kept(Enum):
    """What is kept of a gap beside the fields that are missing."""

    OPEN = "open"
    LATER = "later"


class Reach(NamedTuple):
    """Whether a condition has each truth, or could come to have it at that stage: never unknown."""

    true: Truth
    false: Truth

    def of(self, truth: bool) -> Truth:
        """The same of one truth."""
        return self.true if truth else self.false


@dataclass(slots=True)
class Gap:
    """In each row which fields it lacks, by path (`land_area`, or `buildings.storeys` for any of the records).

    `open` says whether something is open that no data of the row would settle, `later` whether something is that cannot
    be known yet.  None of the truths is ever unknown.
    """

    missing: dict[str, Truth] = field(default_factory=dict)
    open: Truth = False
    later: Truth = False

    def add(self, other: "Gap", condition: Truth = True) -> None:
        """Widen this gap by another where a condition holds."""
        for path, missing in other.missing.items():
            self.missing[path] = any_of([self.missing.get(path, False), all_of([condition, missing])])
        self.open = any_of([self.open, all_of([condition, other.open])])
        self.later = any_of([self.later, all_of([condition, other.later])])

    def can_be_closed(self, by: Closing) -> Truth:
        """Whether all of it can be had at that stage, from those who are asked."""
        return negation(any_of([self.later, self.open if by is Closing.DATA else False]))

    @property
    def nothing(self) -> Truth:
        """Whether a row lacks nothing."""
        return negation(any_of([*self.missing.values(), self.open, self.later]))


class Gaps:
    """What rows lack at one stage, seen by one lowering: that of whole cases or that of records.

    Source: `gap` and `can_be` of `engines.missing`, with which every truth agrees.
    """

    def __init__(self, lowering: Lowering) -> None:
        self._low = lowering

    def of_condition(self, condition: t.Condition) -> Gap:
        """What keeps the condition unknown in each row; nothing where it is known."""
        found = self._low.columns(self._key("gap", condition), lambda: self._of_unknown(condition))
        missing = {path: truth for path, truth in found.items() if isinstance(path, str)}
        return Gap(missing, found[_Kept.OPEN], found[_Kept.LATER])

    def _of_unknown(self, condition: t.Condition) -> dict[str | _Kept, Truth]:
        unknown = is_unknown(self._low.truth(condition))
        gap = Gap()
        if unknown is not False:
            for part in self._parts(condition):
                gap.add(part, unknown)
        found: dict[str | _Kept, Truth] = {_Kept.OPEN: gap.open, _Kept.LATER: gap.later}
        for path, missing in gap.missing.items():
            found[path] = missing
        return found

    def reach(self, condition: t.Condition, by: Closing) -> Reach:
        """Which truths the condition has, or could come to have at that stage if those asked gave all."""
        found = self._low.columns(self._key("reach", by, condition), lambda: self._reached(condition, by))
        return Reach(found[True], found[False])

    def _reached(self, condition: t.Condition, by: Closing) -> dict[bool, Truth]:
        truth = self._low.truth(condition)
        possible = self._possible(condition, by)
        unknown = is_unknown(truth)
        return {
            True: any_of([is_true(truth), all_of([unknown, possible.true])]),
            False: any_of([is_false(truth), all_of([unknown, possible.false])]),
        }

    def _possible(self, condition: t.Condition, by: Closing) -> Reach:
        match condition:
            case t.All(conditions=conditions):
                reaches = [self.reach(c, by) for c in conditions]
                return Reach(all_of([r.true for r in reaches]), any_of([r.false for r in reaches]))
            case t.AnyOf(conditions=conditions):
                reaches = [self.reach(c, by) for c in conditions]
                return Reach(any_of([r.true for r in reaches]), all_of([r.false for r in reaches]))
            case t.Not(condition=inner):
                reach = self.reach(inner, by)
                return Reach(reach.false, reach.true)
            case t.DefinitionRef(id=id_):
                return self.reach(self._low.rulebook.condition(id_), by)
            case t.Quantified():
                return self._possible_of_records(condition, by)
            case _:
                closed = self._atom(condition).can_be_closed(by)
                return Reach(closed, closed)

    def _possible_of_records(self, condition: t.Quantified, by: Closing) -> Reach:
        inner, every = condition.condition, condition.quantifier == "every"
        given = self._low.given_records(condition.records)
        closed = self._asked_records(condition.records).can_be_closed(by)

        def one(*, truth: bool) -> Truth:
            can = self._key("one can be", by, truth, inner)
            return self._low.any_of_records(can, lambda low: Gaps(low).reach(inner, by).of(truth))

        def each(*, truth: bool) -> Truth:
            stuck = self._key("one cannot be", by, truth, inner)
            cannot = self._low.any_of_records(stuck, lambda low: negation(Gaps(low).reach(inner, by).of(truth)))
            return negation(cannot)

        true, false = (each if every else one)(truth=True), (one if every else each)(truth=False)
        return Reach(
            any_of([all_of([given, true]), all_of([negation(given), closed])]),
            any_of([all_of([given, false]), all_of([negation(given), closed])]),
        )

    def _parts(self, condition: t.Condition) -> Iterable[Gap]:
        """What the parts of a condition lack."""
        match condition:
            case t.All(conditions=conditions) | t.AnyOf(conditions=conditions):
                return [self.of_condition(c) for c in conditions]
            case t.Not(condition=inner):
                return [self.of_condition(inner)]
            case t.DefinitionRef(id=id_):
                return [self.of_condition(self._low.rulebook.condition(id_))]
            case t.Quantified(records=records, condition=inner):
                return [
                    self._asked_records(records),
                    self._of_records(records, self._key("gap", inner), lambda low: Gaps(low).of_condition(inner)),
                ]
            case _:
                found = self._atom(condition)
                asks, now = found.can_be_closed(Closing.DATA), negation(found.later)
                missing = {path: all_of([asks, truth]) for path, truth in found.missing.items()}
                return [Gap(missing, all_of([now, found.open]), found.later)]

    def _atom(self, condition: t.Condition) -> Gap:
        terms = terms_of(condition)
        gap = _joined(self._term(term) for term in terms)
        codes = _joined(self._all_fields(term) for term in terms if is_code(term))
        gap.add(codes, gap.nothing)
        return gap

    def _term(self, term: t.AnyNode) -> Gap:
        match term:
            case t.FieldRef(field=field_):
                return self._asked(field_, negation(self._low.given(field_)))
            case t.DefinitionRef(id=id_):
                definition = self._low.rulebook.definitions[id_]
                if isinstance(definition, DefinedCondition):
                    return self.of_condition(term)
                return self._term(definition.meaning)
            case t.Arithmetic(left=left, right=right):
                gap = _joined((self._term(left), self._term(right)))
                unknown = all_of([gap.nothing, self._is_unknown(term)])
                gap.add(self._all_fields(right), unknown)
                return gap
            case t.Lookup():
                return self._lookup(term)
            case t.Aggregate():
                return self._aggregate(term)
            case _:
                return Gap()

    def _lookup(self, lookup: t.Lookup) -> Gap:
        table, arguments = self._low.rulebook.tables[lookup.table], lookup.arguments
        unknown = self._is_unknown(lookup)
        no_row = all_of([is_false(self._low.matches(row, arguments)) for row in table.rows])
        asked = _joined(self._term(argument) for argument in arguments)
        asked.add(_joined(self._all_fields(argument) for argument in arguments), asked.nothing)
        if not self._low.is_due(table.stage):
            return Gap(later=unknown)
        gap = Gap(open=all_of([unknown, no_row]))
        gap.add(asked, all_of([unknown, negation(no_row)]))
        return gap

    def _aggregate(self, aggregate: t.Aggregate) -> Gap:
        where, value = aggregate.where, aggregate.value

        def of_record(low: Lowering) -> Gap:
            inner = Gaps(low)
            gap = inner.of_condition(where) if where is not None else Gap()
            if value is not None:
                gap.add(inner._term(value), True if where is None else negation(is_false(low.truth(where))))
            return gap

        return _joined(
            (
                self._asked_records(aggregate.records),
                self._of_records(aggregate.records, self._key("gap", where, value), of_record),
            )
        )

    def _of_records(self, records: t.AnyNode, key: tuple[object, ...], gap_of: Callable[[Lowering], Gap]) -> Gap:
        """What any record of a case lacks."""
        given = self._low.given_records(records)
        if given is False:
            return Gap()
        shape = gap_of(self._low.within_record())
        whole = Gap()
        for path in shape.missing:
            aggregated = self._low.any_of_records((*key, path), lambda low, path=path: gap_of(low).missing[path])  # type: ignore[misc]  # a lambda with a default
            whole.missing[path] = all_of([given, aggregated])
        if shape.open is not False:
            whole.open = all_of([given, self._low.any_of_records((*key, "open"), lambda low: gap_of(low).open)])
        if shape.later is not False:
            whole.later = all_of([given, self._low.any_of_records((*key, "later"), lambda low: gap_of(low).later)])
        return whole

    def _asked_records(self, records: t.AnyNode) -> Gap:
        if not isinstance(records, t.FieldRef):
            raise AssertionError("checked to be a list")
        return self._asked(records.field, negation(self._low.given_records(records)))

    def _asked(self, asked: Field, missing: Truth) -> Gap:
        holder = asked if asked.reviewed else self._low.holder(asked)
        path = asked.id if holder is asked else f"{holder.id}.{asked.id}" if self._low.record else holder.id
        of = asked if self._low.record or holder is asked else holder
        if not self._low.is_due(of.stage):
            return Gap(later=missing)
        return Gap(open=missing) if of.decided_by_person else Gap({path: missing})

    def _all_fields(self, term: t.AnyNode) -> Gap:
        return _joined(
            self._asked(reference.field, True) for reference in fields_named(term, self._low.rulebook.definitions)
        )

    def _key(self, *parts: Hashable) -> tuple[Hashable, ...]:
        return (*parts, self._low.seen_at)

    def _is_unknown(self, term: t.Term) -> Truth:
        value = self._low.value(term)
        match value:
            case Number():
                return any_of([is_unknown(whole.expr) for whole in (value.top, value.bottom) if whole is not None])
            case Dated():
                return value.day is None if value.expr is None else value.expr.is_null()
            case _:
                return is_unknown(value)


def _joined(gaps: Iterable[Gap]) -> Gap:
    whole = Gap()
    for gap in gaps:
        whole.add(gap)
    return whole
