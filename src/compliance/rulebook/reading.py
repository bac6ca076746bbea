"""Which rules read a field, and which fields nothing reads."""

from collections.abc import Iterator

from compliance.language import tree as t
from compliance.rulebook.model import Allocation, Rule, Rulebook
from compliance.rulebook.uses import fields_named
from compliance.text import Text
from compliance.vocabulary.fields import Field

READ_BY_NOTHING = Text("没有规则用到此项,不影响结论", "no rule reads this; it changes nothing")


def rules_reading(rulebook: Rulebook) -> dict[Field, tuple[Rule, ...]]:
    """The rules that read each field that one reads, in the order of the rulebook."""
    found: dict[Field, dict[str, Rule]] = {}
    for rule in rulebook.rules:
        for condition in rule.conditions():
            for reference in fields_named(condition, rulebook.definitions):
                found.setdefault(reference.field, {})[rule.id] = rule
    return {field: tuple(rules.values()) for field, rules in found.items()}


def read_by_nothing(rulebook: Rulebook) -> frozenset[Field]:
    """The fields of what is reviewed, and of its parts, that change nothing, whatever is stated in them.

    Neither a rule reads them nor a check, an inference, a stage, a territory or an allocation, and they do not tell
    which case it is.
    """
    vocabulary = rulebook.vocabulary
    fields = {field for subject in vocabulary.judged_with(vocabulary.reviewed) for field in vocabulary.fields(subject)}
    known = {field for field in fields if field.identifies or field.required or field.states_stage or field.of}
    named = (reference for node in _conditions(rulebook) for reference in fields_named(node, rulebook.definitions))
    drawn = {field for allocation in rulebook.allocations for field in _drawn(allocation)}
    return frozenset(fields - known - drawn - rules_reading(rulebook).keys() - {reference.field for reference in named})


def _conditions(rulebook: Rulebook) -> Iterator[t.Condition]:
    """The conditions that are not those of rules."""
    yield from (pack.applies for pack in rulebook.packs if pack.applies is not None)
    yield from (inference.when for inference in rulebook.inferences)
    yield from (check.holds for check in rulebook.checks)
    yield from (reached for _, reached in rulebook.reached)
    for allocation in rulebook.allocations:
        yield allocation.applies
        yield from (priority.condition for priority in allocation.priorities)


def _drawn(allocation: Allocation) -> Iterator[Field]:
    """The fields by which an allocation is carried out."""
    yield from allocation.order
    for resource in allocation.resources:
        yield resource.demand
        if resource.offset is not None:
            yield resource.offset
