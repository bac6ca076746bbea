"""What can leave a rule unsettled, as far as its form tells."""

from collections.abc import Iterator

from compliance.language import tree as t
from compliance.rulebook.model import Rule, Rulebook, Table
from compliance.vocabulary.fields import Field


def waits_for(rule: Rule, rulebook: Rulebook) -> list[Field | Table]:
    """The fields and tables that can leave a rule unsettled, as its conditions name them, some more than once."""
    vague = frozenset(("code", "number") if rule.force.decides else ("code",))
    waiting = [*_unsure(rule.when, frozenset(), vague, rulebook)]
    for condition in rule.conditions()[1:]:
        waiting += _unsure(condition, _known_fields(rule.when), vague, rulebook)
    return waiting


def _unsure(
    node: t.AnyNode, given: frozenset[Field], vague: frozenset[str], rulebook: Rulebook
) -> Iterator[Field | Table]:
    """The fields and tables that can leave a condition unsettled, where the fields in `given` have a value.

    A field of a kind in `vague` can do so even with a value: a code too short for a list, an approximate number.
    """
    match node:
        case t.Known():
            return
        case t.FieldRef(field=field):
            if field not in given or field.kind in vague:
                yield field
        case t.DefinitionRef(id=id_):
            yield from _unsure(rulebook.definitions[id_].meaning, given, vague, rulebook)
        case t.Lookup(table=id_):
            yield rulebook.tables[id_]
        case t.All():
            given |= _known_fields(node)
        case t.AnyOf(conditions=conditions):
            given |= _known_fields(t.All(tuple(c.condition for c in conditions if isinstance(c, t.Not))))
    for child in t.children(node):
        yield from _unsure(child, given, vague, rulebook)


def _known_fields(condition: t.Condition) -> frozenset[Field]:
    """The fields that have a value wherever the condition is not false."""
    parts = condition.conditions if isinstance(condition, t.All) else (condition,)
    guards = (part.field for part in parts if isinstance(part, t.Known))
    return frozenset(guard.field for guard in guards if isinstance(guard, t.FieldRef))
