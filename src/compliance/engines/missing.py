"""Why a condition is unknown, and who could settle it: the case's data, a person or a new figure, or only time.

`engines.columnar.missing` says the same of many cases at once.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import repeat
from typing import Literal, NamedTuple

from compliance.caching import cached_on_owner
from compliance.engines.evaluation import Evaluation, is_code
from compliance.language import tree as t
from compliance.rulebook.model import DefinedCondition, Rule, Rulebook, Table
from compliance.rulebook.uses import fields_named, nodes_of
from compliance.text import Text
from compliance.vocabulary.fields import Field
from compliance.vocabulary.stages import Stage


class Input(NamedTuple):
    """A field as one case has it; path and label name the record too: buildings[2].storeys."""

    path: str
    label: Text
    field: Field


class Open(NamedTuple):
    """Something no data of the case can settle: a finding for a person, or a figure the rulebook lacks.

    `id` is the path of the field that the finding gives, or names the table; `input` is None for a figure.
    """

    id: str
    what: Text
    input: Input | None


class Later(NamedTuple):
    """Something that can be known from a later stage on; `id` and `input` are those of `Open`."""

    id: str
    what: Text
    stage: Stage
    input: Input | None


class Gap(NamedTuple):
    """What is missing by path, what is open by id, what comes later: each once, in reading order of the condition."""

    missing: Mapping[str, Input]
    open: Mapping[str, Open]
    later: Mapping[str, Later]

    def can_be_closed(self, by: "Closing") -> bool:
        """Whether all of it can be had at the stage of the case, from those who are asked."""
        return not self.later and (by is Closing.ANYONE or not self.open)


class Closing(Enum):
    """Who could close a gap at the stage of a case: its data alone, or also persons and figures."""

    DATA = "data"
    ANYONE = "anyone"


NO_GAP = Gap({}, {}, {})


def joined(gaps: Sequence[Gap]) -> Gap:
    """All that is missing, open and later in any of the gaps."""
    if len(gaps) == 1:
        return gaps[0]
    gaping = [gap for gap in gaps if gap is not NO_GAP]
    if len(gaping) < 2:
        return gaping[0] if gaping else NO_GAP
    missing: dict[str, Input] = {}
    open_: dict[str, Open] = {}
    later: dict[str, Later] = {}
    for gap in gaping:
        if gap.missing:
            missing |= gap.missing
        if gap.open:
            open_ |= gap.open
        if gap.later:
            later |= gap.later
    return Gap(missing, open_, later)


Joined = Literal["all", "any", "not", "atom"]
Parts = tuple[Joined, tuple[tuple[t.Condition, Evaluation], ...]]
_ATOM: Parts = ("atom", ())
_ATOMS = frozenset((t.Comparison, t.FieldRef, t.Membership, t.Known, t.Lookup, t.Truth))


def parts(condition: t.Condition, evaluation: Evaluation) -> Parts:
    """How a condition is put together, and the conditions below it, each with the evaluation it is seen from."""
    if type(condition) in _ATOMS:
        return _ATOM
    match condition:
        case t.All(conditions=conditions):
            return "all", tuple([(c, evaluation) for c in conditions])
        case t.AnyOf(conditions=conditions):
            return "any", tuple([(c, evaluation) for c in conditions])
        case t.Not(condition=inner):
            return "not", ((inner, evaluation),)
        case t.Presumed(condition=inner):
            return "all", ((inner, evaluation),)
        case t.DefinitionRef(id=id_):
            return "all", ((evaluation.rulebook.condition(id_), evaluation),)
        case t.Quantified(quantifier=quantifier, records=reference, condition=inner):
            records = evaluation.records(reference)
            if records is not None:
                joined: Joined = "all" if quantifier == "every" else "any"
                return joined, tuple((inner, evaluation.within(record)) for record in records)
    return _ATOM


def can_be(truth: bool, condition: t.Condition, evaluation: Evaluation, by: Closing) -> bool:
    """Whether the condition has that truth, or could come to have it at the stage of the case if those asked gave all.

    Exact where no two unknown parts depend on the same datum; otherwise it may be false all the same.
    """
    known = evaluation.truth(condition)
    if known is not None:
        return known is truth
    if by is Closing.DATA:
        return (_true_by_data if truth else _false_by_data)(condition, evaluation)
    return (_true_by_anyone if truth else _false_by_anyone)(condition, evaluation)


@cached_on_owner
def _true_by_data(condition: t.Condition, evaluation: Evaluation) -> bool:
    return _can_become(True, condition, evaluation, Closing.DATA)


@cached_on_owner
def _false_by_data(condition: t.Condition, evaluation: Evaluation) -> bool:
    return _can_become(False, condition, evaluation, Closing.DATA)


@cached_on_owner
def _true_by_anyone(condition: t.Condition, evaluation: Evaluation) -> bool:
    return _can_become(True, condition, evaluation, Closing.ANYONE)


@cached_on_owner
def _false_by_anyone(condition: t.Condition, evaluation: Evaluation) -> bool:
    return _can_become(False, condition, evaluation, Closing.ANYONE)


def _can_become(truth: bool, condition: t.Condition, evaluation: Evaluation, by: Closing) -> bool:
    """The same of an unknown condition: no part is looked at that the others leave without a say."""
    put_together, below = parts(condition, evaluation)
    match put_together:
        case "atom":
            return _gap_of_unknown(condition, evaluation).can_be_closed(by)
        case "not":
            ((inner, seen_from),) = below
            return can_be(not truth, inner, seen_from, by)
        case "all" | "any":
            needs_every_part = (put_together == "all") is truth
            could = (can_be(truth, part, seen_from, by) for part, seen_from in below)
            return all(could) if needs_every_part else any(could)


def gap(condition: t.Condition, evaluation: Evaluation) -> Gap:
    """What keeps the condition unknown; empty when it is known."""
    return NO_GAP if evaluation.truth(condition) is not None else _gap_of_unknown(condition, evaluation)


@cached_on_owner
def _gap_of_unknown(condition: t.Condition, evaluation: Evaluation) -> Gap:
    """The gap of a condition that is unknown.

    An atom that needs a person or a figure asks nothing of the case: its data would not settle it.  One that needs what
    comes later asks nobody yet.
    """
    put_together, below = parts(condition, evaluation)
    if put_together == "atom":
        found = _gap_of_atom(condition, evaluation)
        if found.later:
            return Gap({}, {}, found.later)
        return Gap({}, found.open, {}) if found.open else found
    return joined([_gap_of_unknown(part, seen_from) for part, seen_from in below if seen_from.truth(part) is None])


def rule_gap(rule: Rule, evaluation: Evaluation) -> Gap:
    """What keeps each unknown condition of a rule unknown, in the order of its conditions."""
    return joined([_gap_of_unknown(c, evaluation) for c in rule.conditions() if evaluation.truth(c) is None])


def comes_later(rule: Rule, evaluation: Evaluation) -> bool:
    """Whether nothing that can be known at the stage of the case could make the demand fail, or the grant granted.

    It is asked of a rule that what is known does not settle: where all that it names can be known, each of its unknown
    conditions can come out either way.
    """
    if not evaluation.is_due(rule.stage):
        return True
    stages = due_from(rule, evaluation.rulebook)
    if not stages or evaluation.is_due(stages[-1]):
        return False
    return not _can_bind(rule, evaluation, Closing.ANYONE)


def due_stage(rule: Rule, evaluation: Evaluation) -> Stage | None:
    """The stage at which a rule that comes later can be decided, with the case as it is; None if at none."""
    stages = evaluation.rulebook.vocabulary.stages.every
    after = (stage for stage in stages if not evaluation.is_due(stage))
    return next((stage for stage in after if not comes_later(rule, evaluation.at(stage))), None)


def can_settle(rule: Rule, evaluation: Evaluation) -> bool:
    """Whether data of the case that can be known at its stage could give the rule an outcome."""
    if can_be(False, rule.when, evaluation, Closing.DATA):
        return True
    if rule.require is not None and can_be(True, rule.require, evaluation, Closing.DATA):
        return True
    exempt = any(can_be(True, one.condition, evaluation, Closing.DATA) for one in rule.exemptions)
    return exempt or _can_bind(rule, evaluation, Closing.DATA)


def _can_bind(rule: Rule, evaluation: Evaluation, by: Closing) -> bool:
    """Whether the demand could fail, or the grant be granted: it applies, nothing exempts from it, it is not met."""
    if rule.require is not None and not can_be(False, rule.require, evaluation, by):
        return False
    if not can_be(True, rule.when, evaluation, by):
        return False
    return all(can_be(False, one.condition, evaluation, by) for one in rule.exemptions)


@cached_on_owner
def needs_only_data(rule: Rule, rulebook: Rulebook) -> bool:
    """Whether nothing in the rule waits for a person or a figure.

    Where all that it names can be known, every unknown atom can become true and can become false, and so, by induction,
    can whatever is joined from them: a rule that is unknown then neither comes later nor waits for a person.
    """
    nodes = [node for condition in rule.conditions() for node in nodes_of(condition, rulebook.definitions)]
    return not any(
        isinstance(node, t.Lookup) or (isinstance(node, t.FieldRef) and node.field.decided_by_person) for node in nodes
    )


@cached_on_owner
def due_from(rule: Rule, rulebook: Rulebook) -> tuple[Stage, ...]:
    """The stages from which what a rule names can be known, in their order: its fields, its tables, itself."""
    named = [
        reference.field.stage
        for condition in rule.conditions()
        for reference in fields_named(condition, rulebook.definitions)
    ]
    holders = rulebook.vocabulary.lists(rulebook.vocabulary.reviewed)
    named += [holder.stage for holder in holders if holder.of == rule.subject]
    tables = [node for condition in rule.conditions() for node in nodes_of(condition, rulebook.definitions)]
    named += [rulebook.tables[node.table].stage for node in tables if isinstance(node, t.Lookup)]
    stages = {stage for stage in (*named, rule.stage) if stage is not None}
    return tuple(sorted(stages, key=lambda stage: stage.place))


_STATED = (t.Number, t.String, t.Truth, t.Day, t.Member, t.AsOf)


def terms_of(atom: t.Condition) -> tuple[t.AnyNode, ...]:
    """The terms whose values decide an atom, which itself may be one."""
    match atom:
        case t.Comparison(left=left, right=right):
            return (left, right)
        case t.Membership(value=value, options=t.Interval(low=low, high=high)):
            return (value, low, high)
        case t.Membership(value=value, options=t.Choice(values=values)):
            return (value, *values)
        case t.Membership(value=value, options=options):
            return (value, options)
        case _:
            return (atom,)


@cached_on_owner
def _terms_of_case(atom: t.Condition, _: Rulebook) -> tuple[t.AnyNode, ...]:
    """Those of an atom's terms that a case gives; what the rule states itself is never missing."""
    return tuple(term for term in terms_of(atom) if not isinstance(term, _STATED))


def _gap_of_atom(condition: t.Condition, evaluation: Evaluation) -> Gap:
    terms = _terms_of_case(condition, evaluation.rulebook)
    whole = joined([_gap_of_term(term, evaluation) for term in terms])
    if whole is NO_GAP:
        return joined([_all_fields(term, evaluation) for term in terms if is_code(term)])
    return whole


def _gap_of_term(term: t.AnyNode, evaluation: Evaluation) -> Gap:
    match term:
        case t.FieldRef():
            datum = evaluation.datum(term.field)
            return _asked(term, evaluation) if datum is None or datum.is_imprecise else NO_GAP
        case t.Known(field=t.FieldRef() as reference):
            return _asked(reference, evaluation)
        case t.DefinitionRef(id=id_):
            definition = evaluation.rulebook.definitions[id_]
            if isinstance(definition, DefinedCondition):
                return gap(term, evaluation)
            return _gap_of_term(definition.meaning, evaluation)
        case t.Arithmetic(left=left, right=right):
            whole = joined([_gap_of_term(left, evaluation), _gap_of_term(right, evaluation)])
            if whole is NO_GAP and evaluation.value(term) is None:
                return _all_fields(right, evaluation)
            return whole
        case t.Lookup(table=table, arguments=arguments):
            return _gap_of_lookup(term, evaluation.rulebook.tables[table], arguments, evaluation)
        case t.Aggregate():
            return _gap_of_aggregate(term, evaluation)
        case t.Quantified(records=reference):
            return _gap_of_term(reference, evaluation)
        case _:
            return NO_GAP


def _gap_of_lookup(lookup: t.Lookup, table: Table, arguments: tuple[t.Term, ...], evaluation: Evaluation) -> Gap:
    if evaluation.value(lookup) is not None:
        return NO_GAP
    if table.stage is not None and not evaluation.is_due(table.stage):
        return Gap({}, {}, {table.id: Later(table.id, table.label, table.stage, None)})
    if all(evaluation.row_matches(row, arguments) is False for row in table.rows):
        return Gap({}, {table.id: Open(table.id, _no_figure(table), None)}, {})
    whole = joined([_gap_of_term(argument, evaluation) for argument in arguments])
    if whole is NO_GAP:
        return joined([_all_fields(argument, evaluation) for argument in arguments])
    return whole


def _no_figure(table: Table) -> Text:
    return Text(f"规则库没有“{table.label.zh}”的对应数值", f"the rulebook has no figure for “{table.label.en}”")


def _gap_of_aggregate(aggregate: t.Aggregate, evaluation: Evaluation) -> Gap:
    records = evaluation.records(aggregate.records)
    if records is None:
        return _gap_of_term(aggregate.records, evaluation)
    where, value = aggregate.where, aggregate.value
    truths = repeat(True, len(records)) if where is None else evaluation.truths(where, records)
    found: list[Gap] = []
    for record, truth in zip(records, truths, strict=True):
        if where is not None and truth is None:
            found.append(gap(where, evaluation.within(record)))
        if value is not None and truth is not False:
            found.append(_gap_of_term(value, evaluation.within(record)))
    return joined(found)


def _all_fields(term: t.AnyNode, evaluation: Evaluation) -> Gap:
    return joined([_asked(reference, evaluation) for reference in fields_named(term, evaluation.rulebook.definitions)])


def _asked(reference: t.FieldRef, evaluation: Evaluation) -> Gap:
    if reference.field.subject == evaluation.case.subject:
        due = evaluation.is_due(reference.field.stage)
        return (_asked_of_case if due else _later_of_case)(reference.field, evaluation.rulebook)
    return asked(input_of(reference.field, evaluation), evaluation)


def asked(item: Input, evaluation: Evaluation) -> Gap:
    """The gap that a missing field leaves: it is asked for, or a person is, or it comes later."""
    return _asking(item) if evaluation.is_due(item.field.stage) else _telling(item)


@cached_on_owner
def _asked_of_case(field: Field, _: Rulebook) -> Gap:
    return _asking(_input_of_case(field))


@cached_on_owner
def _later_of_case(field: Field, _: Rulebook) -> Gap:
    return _telling(_input_of_case(field))


def _asking(item: Input) -> Gap:
    if item.field.decided_by_person:
        return Gap({}, {item.path: Open(item.path, item.label, item)}, {})
    return Gap({item.path: item}, {}, {})


def _telling(item: Input) -> Gap:
    field = item.field
    if field.stage is None:
        raise AssertionError(f"{field.id} can be known at any stage")
    later = Later(item.path, item.label, field.stage, item)
    return Gap({}, {}, {item.path: later})


def input_of(field: Field, evaluation: Evaluation) -> Input:
    """The field as the evaluation's case has it; for a field of records that the case lacks, the list of them."""
    if field.subject == evaluation.case.subject:
        return _input_of_case(field)
    holder = _holder(field, evaluation)
    record = evaluation.record
    if record is None:
        return _input_of_case(holder)
    label = Text(f"{record.name}的{field.label.zh}", f"{field.label.en} of {record.name}")
    return Input(f"{holder.id}[{record.index}].{field.id}", label, field)


def _input_of_case(field: Field) -> Input:
    return Input(field.id, field.label, field)


def _holder(field: Field, evaluation: Evaluation) -> Field:
    fields = evaluation.rulebook.vocabulary.fields(evaluation.case.subject)
    return next(holder for holder in fields if holder.of == field.subject)
