"""Measure which outcomes and which atomic conditions of each rule its cases try."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from compliance.engines.engine import Outcome
from compliance.engines.evaluation import Evaluation
from compliance.engines.kleene import all_of, any_of, negation
from compliance.engines.reference import Reference, outcome
from compliance.language import tree as t
from compliance.language.unparse import unparse
from compliance.quality.runner import Editions, made_ready, rulings_on
from compliance.quality.waiting import waits_for
from compliance.review.judge import finding
from compliance.rulebook.cases import RuleCase
from compliance.rulebook.model import DefinedCondition, Rule, Rulebook, Table
from compliance.text import Text, join
from compliance.vocabulary.fields import Field, Vocabulary


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases of a rule try of it.

    `possible` are the outcomes that the rule can have, each with the reason; `seen` those that a case has; `atoms` the
    atomic conditions, by their text, with the truths that a case gave them; `decisive` those of them that alone change
    the outcome of a case.
    """

    rule: Rule
    cases: int
    possible: dict[Outcome, Text]
    seen: frozenset[Outcome]
    atoms: dict[str, frozenset[bool]]
    decisive: frozenset[str]

    @property
    def missed(self) -> tuple[Outcome, ...]:
        """The outcomes that no case tries, though the rule can have them."""
        return tuple(outcome for outcome in Outcome if outcome in self.possible and outcome not in self.seen)

    @property
    def one_sided(self) -> tuple[str, ...]:
        """The atomic conditions that are not seen both true and false."""
        return tuple(text for text, truths in self.atoms.items() if len(truths) < 2)

    @property
    def idle(self) -> tuple[str, ...]:
        """The atomic conditions that alone change the outcome of no case."""
        return tuple(text for text in self.atoms if text not in self.decisive)


def coverage(rulebook: Rulebook, cases: Iterable[RuleCase]) -> list[Coverage]:
    """The coverage of every rule, in the order of the rulebook."""
    by_rule: dict[str, list[RuleCase]] = {}
    for case in made_ready(cases, rulebook):
        by_rule.setdefault(case.rule, []).append(case)
    editions, yielding = Editions(rulebook), _yielding(rulebook)
    return [
        _of_rule(rule, yielding.get(rule.id, rule), by_rule.get(rule.id, []), rulebook, editions)
        for rule in rulebook.rules
    ]


def _yielding(rulebook: Rulebook) -> dict[str, Rule]:
    """Each rule as it stands on the day on which it yields to the most superior rules."""
    periods = [pack.in_force for pack in rulebook.packs] + [rule.in_force for rule in rulebook.rules]
    found: dict[str, Rule] = {}
    for day in {period.start or date.min for period in periods}:
        for rule in rulebook.edition(day).rules:
            if rule.id not in found or len(rule.exemptions) > len(found[rule.id].exemptions):
                found[rule.id] = rule
    return found


def _of_rule(rule: Rule, yielding: Rule, cases: list[RuleCase], rulebook: Rulebook, editions: Editions) -> Coverage:
    written = replace(rule, exemptions=yielding.exemptions)
    atoms: dict[t.Condition, set[bool]] = {atom: set() for c in rule.conditions() for atom in _atoms(c, rulebook)}
    seen: set[Outcome] = set()
    decisive: set[str] = set()
    for case in cases:
        edition = editions.of(case)
        if edition is None:
            continue
        whole = Evaluation(edition.rulebook, case.case, case.as_of, case.asked)
        for ruling in rulings_on(case, Reference(edition)):
            evaluation = whole.on(ruling.record)
            seen.add(finding(ruling, evaluation).outcome)
            for condition in rule.conditions():
                for atom, truth in _visited(condition, evaluation):
                    atoms[atom].add(truth)
            decisive |= {unparse(atom) for atom in atoms if _decides(atom, ruling.rule, evaluation)}
    truths = {unparse(atom): frozenset(found) for atom, found in atoms.items()}
    return Coverage(rule, len(cases), possible(written, rulebook), frozenset(seen), truths, frozenset(decisive))


# Which outcomes can be


def possible(rule: Rule, rulebook: Rulebook) -> dict[Outcome, Text]:
    """The outcomes that a rule can have as far as its form tells, each with the reason."""
    applies = _constant(rule.when, rulebook)
    when = Text(f"适用条件可以为假:{unparse(rule.when)}", f"`when` can be false: {unparse(rule.when)}")
    if applies is False:
        return {Outcome.NOT_APPLICABLE: when}
    found = {} if applies else {Outcome.NOT_APPLICABLE: when}
    exempting = [e.condition for e in rule.exemptions if _constant(e.condition, rulebook) is not False]
    if exempting:
        said = "; ".join(unparse(condition) for condition in exempting)
        found[Outcome.OVERRIDDEN] = Text(f"可以有例外:{said}", f"can be exempt: {said}")
    met = True if rule.require is None else _constant(rule.require, rulebook)
    if met is not False:
        found[Outcome.PASS] = Text("可以符合", "can be met")
    if met is not True and rule.require is not None and not _is_either_way(rule.require):
        said = unparse(rule.require)
        found[Outcome.FAIL] = Text(f"要求可以为假:{said}", f"`require` can be false: {said}")
    return found | _unsettled(rule, rulebook)


def _is_either_way(condition: t.Condition) -> bool:
    """Whether one alternative is what another denies: such a condition is open or true, and never false."""
    return isinstance(condition, t.AnyOf) and any(
        isinstance(part, t.Not) and part.condition in condition.conditions for part in condition.conditions
    )


def _unsettled(rule: Rule, rulebook: Rulebook) -> dict[Outcome, Text]:
    """The outcomes that wait for data, for a person or a figure, and for a later stage, with what they can wait for."""
    waiting = waits_for(rule, rulebook)
    data = dict.fromkeys(one.label for one in waiting if isinstance(one, Field) and not one.decided_by_person)
    others = dict.fromkeys(one.label for one in waiting if isinstance(one, Table) or one.decided_by_person)
    found = {}
    if data:
        labels = join(tuple(data), "、", ", ")
        found[Outcome.UNDETERMINED] = Text(f"可以未填或不够准确:{labels.zh}", f"can be missing or inexact: {labels.en}")
    if others:
        labels = join(tuple(others), "、", ", ")
        found[Outcome.MANUAL] = Text(f"须由人工认定或没有数值:{labels.zh}", f"for a person, or no figure: {labels.en}")
    later = dict.fromkeys(_coming_later(rule, waiting, rulebook.vocabulary))
    if later:
        labels = join(tuple(later), "、", ", ")
        found[Outcome.DEFERRED] = Text(f"可以到后续阶段才知:{labels.zh}", f"can come later: {labels.en}")
    return found


def _coming_later(rule: Rule, waiting: Sequence[Field | Table], vocabulary: Vocabulary) -> Iterator[Text]:
    """What of a rule by which cases are reviewed is not due at the first stage: each with its stage."""
    if not waiting or rule.subject not in vocabulary.judged_with(vocabulary.reviewed):
        return
    if rule.stage is not None and rule.stage.place:
        yield Text(f"规则本身({rule.stage.label.zh})", f"the rule itself ({rule.stage.label.en})")
    holders = (one for one in vocabulary.lists(vocabulary.reviewed) if one.of == rule.subject)
    for one in (*waiting, *holders):
        if one.stage is not None and one.stage.place:
            yield Text(f"{one.label.zh}({one.stage.label.zh})", f"{one.label.en} ({one.stage.label.en})")


def _constant(condition: t.AnyNode, rulebook: Rulebook) -> bool | None:
    """The truth that a condition has on every case, if its form tells."""
    match condition:
        case t.Truth(value=value):
            return value
        case t.Not(condition=inner):
            return negation(_constant(inner, rulebook))
        case t.All(conditions=conditions):
            return all_of(_constant(part, rulebook) for part in conditions)
        case t.AnyOf(conditions=conditions):
            return any_of(_constant(part, rulebook) for part in conditions)
        case t.DefinitionRef(id=id_):
            return _constant(rulebook.definitions[id_].meaning, rulebook)
        case _:
            return None


# Atomic conditions


def _atoms(node: t.AnyNode, rulebook: Rulebook) -> Iterator[t.Condition]:
    """The atomic conditions of a condition, those of its definitions, quantifiers and sums included."""
    match node:
        case t.All(conditions=conditions) | t.AnyOf(conditions=conditions):
            for part in conditions:
                yield from _atoms(part, rulebook)
        case t.Not(condition=inner) | t.Quantified(condition=inner):
            yield from _atoms(inner, rulebook)
        case t.DefinitionRef(id=id_):
            definition = rulebook.definitions[id_]
            if isinstance(definition, DefinedCondition):
                yield from _atoms(definition.meaning, rulebook)
        case t.Truth():
            return
        case _:
            yield node  # type: ignore[misc]  # what is left is an atomic condition
            for aggregate in _aggregates(node, rulebook):
                yield from _atoms(aggregate.where, rulebook)  # type: ignore[arg-type]  # those have one


def _visited(node: t.AnyNode, seen: Evaluation) -> Iterator[tuple[t.Condition, bool]]:
    """The atomic conditions with the truths they have on a case, as far as they are known."""
    match node:
        case t.All(conditions=conditions) | t.AnyOf(conditions=conditions):
            for part in conditions:
                yield from _visited(part, seen)
        case t.Not(condition=inner):
            yield from _visited(inner, seen)
        case t.Quantified(records=records, condition=inner):
            for record in seen.records(records) or ():
                yield from _visited(inner, seen.within(record))
        case t.DefinitionRef(id=id_):
            definition = seen.rulebook.definitions[id_]
            if isinstance(definition, DefinedCondition):
                yield from _visited(definition.meaning, seen)
        case t.Truth():
            return
        case _:
            truth = seen.truth(node)  # type: ignore[arg-type]  # what is left is an atomic condition
            if truth is not None:
                yield node, truth  # type: ignore[misc]  # the node is a condition
            for aggregate in _aggregates(node, seen.rulebook):
                for record in seen.records(aggregate.records) or ():
                    yield from _visited(aggregate.where, seen.within(record))  # type: ignore[arg-type]  # those with a condition


def _decides(atom: t.Condition, rule: Rule, seen: Evaluation) -> bool:
    """Whether the rule comes out otherwise as the atom is true or false, all else on the case being as it is."""
    outcomes = {outcome(_settled(rule, atom, truth, seen.rulebook), seen) for truth in (True, False)}
    return len(outcomes) == 2


def _settled(rule: Rule, atom: t.Condition, truth: bool, rulebook: Rulebook) -> Rule:
    """The rule with a truth in place of an atom."""

    def argument(part: t.Term) -> t.Term:
        """A condition may be looked up by its name alone: it stays so, unless the atom is all of it."""
        found: t.Term = settled(part)
        named = isinstance(part, t.DefinitionRef) and isinstance(rulebook.definitions[part.id], DefinedCondition)
        return part if named and not isinstance(found, t.Truth) else found

    def settled(part: Any) -> Any:
        match part:
            case tuple():
                return tuple(map(settled, part))
            case _ if part == atom:
                return t.Truth(truth)
            case t.Lookup(arguments=arguments):
                return replace(part, arguments=tuple(map(argument, arguments)))
            case t.DefinitionRef(id=id_):
                return settled(rulebook.definitions[id_].meaning)
            case t.Node() if not isinstance(part, t.Known):
                below = {f.name: settled(getattr(part, f.name)) for f in fields(part) if f.compare}
                return replace(part, **below)
            case _:
                return part

    exemptions = tuple(replace(e, condition=settled(e.condition)) for e in rule.exemptions)
    return replace(rule, when=settled(rule.when), require=settled(rule.require), exemptions=exemptions)


def _aggregates(node: t.AnyNode, rulebook: Rulebook) -> Iterator[t.Aggregate]:
    """The aggregates with a condition in the terms of an atom."""
    if isinstance(node, t.Aggregate) and node.where is not None:
        yield node
    below = (rulebook.definitions[node.id].meaning,) if isinstance(node, t.DefinitionRef) else t.children(node)
    for part in below:
        yield from _aggregates(part, rulebook)
