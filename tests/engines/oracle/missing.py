"""What an unknown condition waits for, by its definition: fields of the case, a person's finding, a figure."""

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.language import tree as t
from compliance.rulebook.model import Rule
from compliance.vocabulary.fields import Field
from compliance.vocabulary.stages import Stage
from tests.engines.oracle.meaning import F, Seen, U, applies, given, is_code, is_imprecise, truth, value, values
from tests.engines.oracle.stages import is_due


@dataclass(frozen=True)
class Need:
    """Something that a condition waits for: a field of the case by its path, or a person's finding or a figure.

    `since` is the stage from which it can be had, None for any.
    """

    path: str
    of_case: bool
    since: Stage | None


def is_had_by_then(need: Need, seen: Seen) -> bool:
    """Whether it can be had at the stage of the case, from whoever gives it."""
    return is_due(need.since, seen)


def is_data_by_then(need: Need, seen: Seen) -> bool:
    """Whether the case itself can give it at its stage."""
    return need.of_case and is_due(need.since, seen)


def asked_for(rule: Rule, seen: Seen) -> set[str]:
    """The paths of the fields that an undetermined rule waits for."""
    return {need.path for need in all_needs(rule, seen) if is_data_by_then(need, seen)}


def all_needs(rule: Rule, seen: Seen) -> set[Need]:
    """What keeps any condition of a rule unknown."""
    return {need for condition in rule.conditions() for need in needs(condition, seen)}


def needs(condition: t.AnyNode, seen: Seen) -> set[Need]:
    """What keeps a condition unknown: of its parts, those that are.

    A part is settled when all that it waits for is there.  So one that waits for what comes later asks nobody now; and
    one that a person or a figure must settle asks nothing of the case.
    """
    if truth(condition, seen) is not U:
        return set()
    match condition:
        case t.All(conditions=parts) | t.AnyOf(conditions=parts):
            return {need for part in parts for need in needs(part, seen)}
        case t.Not(condition=inner):
            return needs(inner, seen)
        case t.DefinitionRef(id=id_):
            return needs(seen.rulebook.definitions[id_].meaning, seen)
        case t.Quantified(records=records, condition=inner) if value(records, seen) is not None:
            return {need for record in value(records, seen) for need in needs(inner, seen.within(record))}
        case t.Quantified(records=records):
            found = lacking(records, seen)
        case t.Comparison() | t.Membership():
            terms = [term for below in t.children(condition) for term in _terms(below)]
            codes = {need for term in terms if is_code(term) for need in _fields(term, seen)}
            found = {need for term in terms for need in lacking(term, seen)} or codes
        case _:
            found = lacking(condition, seen)
    later = {need for need in found if not is_had_by_then(need, seen)}
    return later or {need for need in found if not need.of_case} or found


def _terms(below: t.AnyNode) -> tuple[t.AnyNode, ...]:
    return t.children(below) if isinstance(below, t.Interval | t.Choice) else (below,)


def lacking(term: t.AnyNode, seen: Seen) -> set[Need]:
    """What keeps a term unknown."""
    match term:
        case t.FieldRef(field=field):
            exact = given(field, seen) is not None and not is_imprecise(field, seen)
            return set() if exact else {_need(field, seen)}
        case t.DefinitionRef(id=id_):
            definition = seen.rulebook.definitions[id_]
            return (needs if definition.type.name == "truth" else lacking)(definition.meaning, seen)
        case t.Arithmetic(left=left, right=right):
            found = lacking(left, seen) | lacking(right, seen)
            return found or (_fields(right, seen) if values(term, seen) is None else set())  # the divisor is zero
        case t.Lookup(table=id_, arguments=arguments):
            table = seen.rulebook.tables[id_]
            if value(term, seen) is not None:
                return set()
            if not is_due(table.stage, seen) or all(applies(row, term, seen) is F for row in table.rows):
                return {Need(id_, of_case=False, since=table.stage)}
            found = {need for argument in arguments for need in lacking(argument, seen)}
            return found or {need for argument in arguments for need in _fields(argument, seen)}
        case t.Aggregate(records=records, where=where, value=counted):
            found = lacking(records, seen)
            for record in value(records, seen) or ():
                inside = seen.within(record)
                if where is not None:
                    found |= needs(where, inside)
                if counted is not None and (where is None or truth(where, inside) is not F):
                    found |= lacking(counted, inside)
            return found
    return set()


def _need(field: Field, seen: Seen) -> Need:
    """What is to be had for a field: of a record, where the case does not list any, the list of them."""
    if field.subject == seen.case.subject:
        return _of(field.id, field)
    holder = next(f for f in seen.rulebook.vocabulary.fields(seen.case.subject) if f.of == field.subject)
    if seen.record is None:
        return _of(holder.id, holder)
    return _of(f"{holder.id}[{seen.record.index}].{field.id}", field)


def _of(path: str, field: Field) -> Need:
    return Need(path, not field.decided_by_person, field.stage)


def _fields(term: t.AnyNode, seen: Seen) -> set[Need]:
    return {_need(field, seen) for field in _named(term, seen)}


def _named(term: t.AnyNode, seen: Seen) -> Iterator[Field]:
    """The fields that a term names, by its definitions too."""
    if isinstance(term, t.FieldRef):
        yield term.field
    below = [seen.rulebook.definitions[term.id].meaning] if isinstance(term, t.DefinitionRef) else t.children(term)
    for node in below:
        yield from _named(node, seen)
