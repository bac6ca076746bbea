"""Move stages one earlier and one later: of rules, of tables, and of the fields that a deciding rule waits for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from compliance.errors import Place
from compliance.language import tree as t
from compliance.quality.mutant import Mutant
from compliance.quality.waiting import waits_for
from compliance.rulebook.model import Rule, Rulebook
from compliance.vocabulary.fields import Field
from compliance.vocabulary.stages import Stage

Changed = tuple[Mutant, Rulebook, list[str]]


def stage_changes(rulebook: Rulebook, rules: Sequence[Rule], users: Mapping[str, list[str]]) -> Iterator[Changed]:
    """Each change of a stage, with the changed rulebook and the ids of the rules whose cases should notice it.

    `users` are the definitions and tables that the rules use, each with those that use it.  A field that no deciding
    rule waits for is left alone: when it is due, nobody is asked for it.
    """
    for rule in rules:
        for mutant, stage in _moves(rule.id, rule.stage, rule.at, rulebook):
            replaced = tuple(replace(rule, stage=stage) if one is rule else one for one in rulebook.rules)
            yield mutant, replace(rulebook, rules=replaced), [rule.id]
    for table, affected in ((rulebook.tables[id_], using) for id_, using in users.items() if id_ in rulebook.tables):
        for mutant, stage in _moves(table.id, table.stage, table.at, rulebook):
            tables = {**rulebook.tables, table.id: replace(table, stage=stage)}
            yield mutant, replace(rulebook, tables=tables), affected
    for field, waiting in _waited_for(rulebook, rules).items():
        for mutant, stage in _moves(field.id, field.stage, waiting[0].at, rulebook):
            moved = replace(field, stage=stage)
            yield mutant, _with_field(rulebook, moved, waiting), [rule.id for rule in waiting]


def _moves(id_: str, stage: Stage | None, at: Place, rulebook: Rulebook) -> Iterator[tuple[Mutant, Stage]]:
    """The stages beside one, each with the change to it."""
    for other in rulebook.vocabulary.stages.every if stage is not None else ():
        if stage is not None and abs(other.place - stage.place) == 1:
            yield Mutant(id_, "stage", stage.id, other.id, at), other


def _waited_for(rulebook: Rulebook, rules: Sequence[Rule]) -> dict[Field, list[Rule]]:
    """The fields that deciding rules wait for, each with those rules, in the order of the rules."""
    found: dict[Field, list[Rule]] = {}
    for rule in rules:
        for field in dict.fromkeys(waits_for(rule, rulebook)) if rule.force.decides else ():
            if isinstance(field, Field):
                found.setdefault(field, []).append(rule)
    return found


def _with_field(rulebook: Rulebook, field: Field, rules: Sequence[Rule]) -> Rulebook:
    """The rulebook in which those rules, and all that conditions name, mean that field by its name."""
    definitions = {
        id_: replace(definition, meaning=_meaning(definition.meaning, field))
        for id_, definition in rulebook.definitions.items()
    }
    tables = {id_: replace(table, inputs=_meaning(table.inputs, field)) for id_, table in rulebook.tables.items()}
    changed = tuple(_rule_with_field(rule, field) if rule in rules else rule for rule in rulebook.rules)
    return replace(rulebook, rules=changed, definitions=definitions, tables=tables)


def _rule_with_field(rule: Rule, field: Field) -> Rule:
    exemptions = tuple(replace(one, condition=_meaning(one.condition, field)) for one in rule.exemptions)
    when, require = _meaning(rule.when, field), _meaning(rule.require, field)
    return replace(rule, when=when, require=require, exemptions=exemptions)


def _meaning(part: Any, field: Field) -> Any:
    """A part of a tree in which every reference to a field of that name is to this one."""
    match part:
        case tuple():
            return tuple(_meaning(one, field) for one in part)
        case t.FieldRef(field=Field(subject=field.subject, id=field.id)):
            return replace(part, field=field)
        case t.Node():
            return replace(part, **{f.name: _meaning(getattr(part, f.name), field) for f in fields(part) if f.compare})
        case _:
            return part
