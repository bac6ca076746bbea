"""The outcome of a rule and the verdict on a case by their definition: the tables of docs/rule-language.md, section 5."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import product

from compliance.case import Case
from compliance.engines.engine import Outcome
from compliance.language import tree as t
from compliance.rulebook.model import Edition, Force, Rule
from compliance.vocabulary.stages import Stage, StageAsked
from tests.engines.oracle.meaning import F, Seen, T, U, conjunction, disjunction, opposite, some, truth, value
from tests.engines.oracle.missing import Need, asked_for, is_data_by_then, is_had_by_then, needs
from tests.engines.oracle.stages import at_its_stage, is_due

BINDING = (Force.PROHIBITION, Force.OBLIGATION, Force.CONDITION)


def rulings(edition: Edition, case: Case, day: date, asked: StageAsked | None = None) -> list[tuple[str, int, Outcome]]:
    """For each rule its id, the number of the record that it is held against (0 for the case), and the outcome."""
    whole = at_its_stage(Seen(edition.rulebook, case, day), asked)
    return [(rule.id, _number(seen), outcome(rule, seen)) for rule in edition.rules for seen in judged(rule, whole)]


def _number(seen: Seen) -> int:
    return 0 if seen.record is None else seen.record.index


def judged(rule: Rule, whole: Seen) -> list[Seen]:
    """What a rule is held against: the case, or each of its records; the case where it gives none."""
    lists = [datum.value for datum in whole.case.data.values() if isinstance(datum.value, tuple)]
    records = [record for listed in lists for record in listed if record.subject == rule.subject]
    return [whole] if rule.subject == whole.case.subject or not records else [whole.within(r) for r in records]


def outcome(rule: Rule, seen: Seen) -> Outcome:
    """The first line of the table of outcomes that fits."""
    exempt = some(truth(exemption.condition, seen) for exemption in rule.exemptions)
    met = U if rule.require is None else truth(rule.require, seen)
    settled = known(rule, truth(rule.when, seen), exempt, met)
    if settled is not None:
        return settled
    if comes_later(rule, seen):
        return Outcome.DEFERRED
    return Outcome.MANUAL if futures(rule, seen, is_data_by_then) == {None} else Outcome.UNDETERMINED


def known(rule: Rule, when: bool | None, exempt: bool | None, met: bool | None) -> Outcome | None:
    """The outcome if its conditions come out so; None where they leave it open."""
    demand = rule.require is not None
    if when is F:
        return Outcome.NOT_APPLICABLE
    if demand and met is T:
        return Outcome.PASS
    if exempt is T:
        return Outcome.OVERRIDDEN
    if demand and when is T and exempt is F and met is F:
        return Outcome.FAIL
    if not demand and when is T and exempt is F:
        return Outcome.PASS
    return None


def comes_later(rule: Rule, seen: Seen) -> bool:
    """Whether nothing that can be had at the stage of the case could make the demand fail, or the grant granted."""
    matters = Outcome.PASS if rule.require is None else Outcome.FAIL
    return not is_due(rule.stage, seen) or matters not in futures(rule, seen, is_had_by_then)


def due_stage(rule: Rule, seen: Seen) -> Stage | None:
    """The first stage at which a rule that comes later does so no more, with the case as it is; None if at none."""
    seen_from = [(s, replace(seen, stage=s)) for s in seen.rulebook.vocabulary.stages.every if not is_due(s, seen)]
    return next((stage for stage, then in seen_from if not comes_later(rule, then)), None)


IsHad = Callable[[Need, Seen], bool]


def futures(rule: Rule, seen: Seen, is_had: IsHad) -> set[Outcome | None]:
    """The outcomes that the rule can come to once all that is to be had is there; None where it is left open."""
    exempt = reduce(_each(disjunction), (possible(one.condition, seen, is_had) for one in rule.exemptions), {F})
    met = {U} if rule.require is None else possible(rule.require, seen, is_had)
    return {known(rule, *future) for future in product(possible(rule.when, seen, is_had), exempt, met)}


def possible(condition: t.AnyNode, seen: Seen, is_had: IsHad) -> set[bool | None]:
    """The truths that a condition can come to have once all that is to be had is there."""
    now = truth(condition, seen)
    if now is not U:
        return {now}
    match condition:
        case t.All(conditions=parts):
            return reduce(_each(conjunction), (possible(part, seen, is_had) for part in parts), {T})
        case t.AnyOf(conditions=parts):
            return reduce(_each(disjunction), (possible(part, seen, is_had) for part in parts), {F})
        case t.Not(condition=inner):
            return {opposite(one) for one in possible(inner, seen, is_had)}
        case t.DefinitionRef(id=id_):
            return possible(seen.rulebook.definitions[id_].meaning, seen, is_had)
        case t.Quantified(quantifier=quantifier, records=records, condition=inner) if value(records, seen) is not None:
            table, of_none = (conjunction, T) if quantifier == "every" else (disjunction, F)
            each_can = (possible(inner, seen.within(record), is_had) for record in value(records, seen))
            return reduce(_each(table), each_can, {of_none})
    return {T, F, U} if all(is_had(need, seen) for need in needs(condition, seen)) else {U}


def _each(table: Callable[[bool | None, bool | None], bool | None]) -> Callable[..., set[bool | None]]:
    """The connective over what two conditions can come to be."""
    return lambda ones, others: {table(one, other) for one in ones for other in others}


def is_outside(edition: Edition, seen: Seen) -> bool:
    """Whether the packs that apply somewhere alone are all known not to apply to the case."""
    places = [pack.applies for pack in edition.packs if pack.applies is not None]
    return places != [] and {truth(place, seen) for place in places} == {F}


def verdict(edition: Edition, said: Iterable[tuple[str, int, Outcome]], *, outside: bool) -> str:
    """The first line of the table of verdicts that fits the outcomes, and the place, of a case."""
    forces = {rule.id: rule.force for rule in edition.rules}
    bearing = [(forces[id_], found) for id_, _, found in said if forces[id_] in BINDING]
    outcomes = {found for _, found in bearing}
    if any(force is not Force.CONDITION and found is Outcome.FAIL for force, found in bearing):
        return "fail"
    if outside or not edition.rules or Outcome.UNDETERMINED in outcomes:
        return "undetermined"
    if Outcome.MANUAL in outcomes:
        return "referred"
    return "conditional" if Outcome.FAIL in outcomes else "pass"


def asked_of(
    edition: Edition, case: Case, day: date, said: Iterable[tuple[str, int, Outcome]], asked: StageAsked | None = None
) -> set[str]:
    """The paths of the fields that the rules wait for on which the verdict rests, given all outcomes."""
    whole = at_its_stage(Seen(edition.rulebook, case, day), asked)
    waiting = {(id_, number) for id_, number, found in said if found is Outcome.UNDETERMINED}
    binding = [rule for rule in edition.rules if rule.force in BINDING]
    on = [(rule, seen) for rule in binding for seen in judged(rule, whole) if (rule.id, _number(seen)) in waiting]
    return {path for rule, seen in on for path in asked_for(rule, seen)}
