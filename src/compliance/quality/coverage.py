"""Which outcomes and which atomic conditions of each rule its cases try."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compliance.engines.outcome import Outcome
from compliance.engines.reference import Reference
from compliance.engines.valuation import Valuation
from compliance.judge import finding
from compliance.language import tree as t
from compliance.language.canonical import canonical
from compliance.quality.trial import Editions
from compliance.rulebook.cases import RuleCase
from compliance.rulebook.model import Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases of a rule try of it.

    `reachable` are the outcomes that the rule can have; `seen` those that a case has; `atoms` the atomic conditions, by
    their text, with the truths that a case gave them.
    """

    rule: Rule
    cases: int
    reachable: frozenset[Outcome]
    seen: frozenset[Outcome]
    atoms: dict[str, frozenset[bool]]

    @property
    def missed(self) -> tuple[Outcome, ...]:
        """The outcomes that no case tries, though the rule can have them."""
        return tuple(outcome for outcome in Outcome if outcome in self.reachable - self.seen)

    @property
    def one_sided(self) -> tuple[str, ...]:
        """The atomic conditions that are not seen both true and false."""
        return tuple(text for text, truths in self.atoms.items() if len(truths) < 2)


def coverage(rulebook: Rulebook, cases: Iterable[RuleCase]) -> list[Coverage]:
    """The coverage of every rule, in the order of the rulebook."""
    by_rule: dict[str, list[RuleCase]] = {}
    for case in cases:
        by_rule.setdefault(case.rule, []).append(case)
    editions = Editions(rulebook)
    return [_of_rule(rule, by_rule.get(rule.id, []), rulebook, editions) for rule in rulebook.rules]


def _of_rule(rule: Rule, cases: list[RuleCase], rulebook: Rulebook, editions: Editions) -> Coverage:
    atoms: dict[str, set[bool]] = {canonical(atom): set() for c in rule.conditions() for atom in _atoms(c, rulebook)}
    seen: set[Outcome] = set()
    for case in cases:
        edition = editions.of(case)
        if edition is None:
            continue
        for ruling in Reference(edition).evaluate(case.case, case.as_of):
            seen.add(finding(ruling).outcome)
            for condition in rule.conditions():
                for atom, truth in _visited(condition, ruling.seen):
                    atoms.setdefault(canonical(atom), set()).add(truth)
    closed = {text: frozenset(truths) for text, truths in atoms.items()}
    return Coverage(rule, len(cases), reachable(rule, rulebook), frozenset(seen), closed)


def reachable(rule: Rule, rulebook: Rulebook) -> frozenset[Outcome]:
    """The outcomes that a rule can have, as far as its form tells."""
    found = {Outcome.PASS}
    if not (isinstance(rule.when, t.Truth) and rule.when.value):
        found.add(Outcome.NOT_APPLICABLE)
    if rule.require is not None:
        found.add(Outcome.FAIL)
    if rule.exemptions:
        found.add(Outcome.OVERRIDDEN)
    nodes = [node for condition in rule.conditions() for node in _nodes(condition, rulebook)]
    fields = [node.field for node in nodes if isinstance(node, t.FieldRef)]
    guarded = [node.field.field for node in nodes if isinstance(node, t.Known) and isinstance(node.field, t.FieldRef)]
    if any(not field.decided_by_person and field not in guarded for field in fields):
        found.add(Outcome.UNDETERMINED)
    if any(field.decided_by_person for field in fields) or any(_has_gaps(node, rulebook) for node in nodes):
        found.add(Outcome.MANUAL)
    return frozenset(found)


def _has_gaps(node: t.AnyNode, rulebook: Rulebook) -> bool:
    """Whether a node looks up a table that has no row for some codes."""
    return isinstance(node, t.Lookup) and bool(rulebook.tables[node.table].inputs)


def _nodes(node: t.AnyNode, rulebook: Rulebook) -> Iterator[t.AnyNode]:
    """The node and all below it, definitions included, but not what stands in `known`."""
    yield node
    if isinstance(node, t.Known):
        return
    if isinstance(node, t.DefinitionRef):
        yield from _nodes(rulebook.definitions[node.id].meaning, rulebook)
    for child in t.children(node):
        yield from _nodes(child, rulebook)


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
            if definition.type.name == "truth":
                yield from _atoms(definition.meaning, rulebook)
        case t.Truth():
            return
        case _:
            yield node  # type: ignore[misc]  # what is left is an atomic condition
            for aggregate in _aggregates(node, rulebook):
                yield from _atoms(aggregate.where, rulebook)  # type: ignore[arg-type]  # those have one


def _visited(node: t.AnyNode, seen: Valuation) -> Iterator[tuple[t.Condition, bool]]:
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
            if definition.type.name == "truth":
                yield from _visited(definition.meaning, seen)
        case t.Truth():
            return
        case _:
            truth = seen.truth(node)  # type: ignore[arg-type]  # what is left is an atomic condition
            if truth is not None:
                yield node, truth  # type: ignore[misc]
            for aggregate in _aggregates(node, seen.rulebook):
                for record in seen.records(aggregate.records) or ():
                    yield from _visited(aggregate.where, seen.within(record))  # type: ignore[arg-type]


def _aggregates(node: t.AnyNode, rulebook: Rulebook) -> Iterator[t.Aggregate]:
    """The aggregates with a condition in the terms of an atom."""
    for found in _nodes(node, rulebook):
        if isinstance(found, t.Aggregate) and found.where is not None:
            yield found
