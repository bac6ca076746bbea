"""What an unknown condition waits for, by its definition: fields of the case, a person's finding, a figure."""

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.language import tree as t
from compliance.rulebook.model import Rule
from compliance.vocabulary.fields import Field
from tests.engines.oracle.meaning import F, Seen, U, applies, given, is_code, truth, value


@dataclass(frozen=True)
class Need:
    """Something that a condition waits for: a field of the case by its path, or a person's finding or a figure."""

    path: str
    of_case: bool


def asked(rule: Rule, seen: Seen) -> set[str]:
    """The paths of the fields that an undetermined rule waits for."""
    found = {need for condition in rule.conditions() for need in needs(condition, seen)}
    return {need.path for need in found if need.of_case}


def needs(condition: t.AnyNode, seen: Seen) -> set[Need]:
    """What keeps a condition unknown: of its parts, those that are.

    A part that a person or a figure must settle asks nothing of the case: its data would not settle it.
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
    return {need for need in found if not need.of_case} or found


def _terms(below: t.AnyNode) -> tuple[t.AnyNode, ...]:
    return t.children(below) if isinstance(below, t.Interval | t.Choice) else (below,)


def lacking(term: t.AnyNode, seen: Seen) -> set[Need]:
    """What keeps a term unknown."""
    match term:
        case t.FieldRef(field=field):
            return set() if given(field, seen) is not None else {_need(field, seen)}
        case t.DefinitionRef(id=id_):
            definition = seen.rulebook.definitions[id_]
            return (needs if definition.type.name == "truth" else lacking)(definition.meaning, seen)
        case t.Arithmetic(left=left, right=right):
            found = lacking(left, seen) | lacking(right, seen)
            return found or (_fields(right, seen) if value(term, seen) is None else set())  # the divisor is zero
        case t.Lookup(table=table, arguments=arguments):
            if value(term, seen) is not None:
                return set()
            if all(applies(row, term, seen) is F for row in seen.rulebook.tables[table].rows):
                return {Need(table, of_case=False)}
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
    if field.subject == seen.case.subject:
        return Need(field.id, not field.decided_by_person)
    holder = next(f for f in seen.rulebook.vocabulary.fields(seen.case.subject) if f.of == field.subject)
    if seen.record is None:
        return Need(holder.id, not holder.decided_by_person)
    return Need(f"{holder.id}[{seen.record.index}].{field.id}", not field.decided_by_person)


def _fields(term: t.AnyNode, seen: Seen) -> set[Need]:
    return {_need(field, seen) for field in _named(term, seen)}


def _named(term: t.AnyNode, seen: Seen) -> Iterator[Field]:
    """The fields that a term names, by its definitions too."""
    if isinstance(term, t.FieldRef):
        yield term.field
    below = [seen.rulebook.definitions[term.id].meaning] if isinstance(term, t.DefinitionRef) else t.children(term)
    for node in below:
        yield from _named(node, seen)
