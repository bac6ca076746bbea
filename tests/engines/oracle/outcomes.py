"""The outcome of a rule and the verdict on a case by their definition: the tables of docs/rule-language.md, section 5."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from itertools import product

from compliance.case import Case
from compliance.engines.engine import Outcome
from compliance.language import tree as t
from compliance.rulebook.model import Edition, Force, Rule
from tests.engines.oracle.meaning import F, Seen, T, U, conjunction, disjunction, opposite, some, truth, value
from tests.engines.oracle.missing import asked, needs

BINDING = (Force.PROHIBITION, Force.OBLIGATION, Force.CONDITION)


def rulings(edition: Edition, case: Case, day: date) -> list[tuple[str, int, Outcome]]:
    """For each rule its id, the number of the record that it is held against (0 for the case), and the outcome."""
    whole = Seen(edition.rulebook, case, day)
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
    conditions = [exemption.condition for exemption in rule.exemptions]
    exempt = some(truth(condition, seen) for condition in conditions)
    met = U if rule.require is None else truth(rule.require, seen)
    settled = known(rule, truth(rule.when, seen), exempt, met)
    if settled is not None:
        return settled
    could_exempt = reduce(_each(disjunction), (possible(condition, seen) for condition in conditions), {F})
    could_meet = {U} if rule.require is None else possible(rule.require, seen)
    futures = product(possible(rule.when, seen), could_exempt, could_meet)
    more_data = any(known(rule, *future) is not None for future in futures)
    return Outcome.UNDETERMINED if more_data else Outcome.MANUAL


def known(rule: Rule, when: bool | None, exempt: bool | None, met: bool | None) -> Outcome | None:
    """The outcome if its conditions come out so; None where they leave it open."""
    demand = rule.require is not None
    if when is F:
        return Outcome.NOT_APPLICABLE
    if exempt is T:
        return Outcome.OVERRIDDEN
    if demand and met is T:
        return Outcome.PASS
    if demand and when is T and exempt is F and met is F:
        return Outcome.FAIL
    if not demand and when is T and exempt is F:
        return Outcome.PASS
    return None


def possible(condition: t.AnyNode, seen: Seen) -> set[bool | None]:
    """The truths that a condition can come to have once the case gives all that it can."""
    now = truth(condition, seen)
    if now is not U:
        return {now}
    match condition:
        case t.All(conditions=parts):
            return reduce(_each(conjunction), (possible(part, seen) for part in parts), {T})
        case t.AnyOf(conditions=parts):
            return reduce(_each(disjunction), (possible(part, seen) for part in parts), {F})
        case t.Not(condition=inner):
            return {opposite(one) for one in possible(inner, seen)}
        case t.DefinitionRef(id=id_):
            return possible(seen.rulebook.definitions[id_].meaning, seen)
        case t.Quantified(quantifier=quantifier, records=records, condition=inner) if value(records, seen) is not None:
            table, of_none = (conjunction, T) if quantifier == "every" else (disjunction, F)
            each_can = (possible(inner, seen.within(record)) for record in value(records, seen))
            return reduce(_each(table), each_can, {of_none})
    waits_for_a_person_or_figure = any(not need.of_case for need in needs(condition, seen))
    return {U} if waits_for_a_person_or_figure else {T, F, U}


def _each(table: Callable[[bool | None, bool | None], bool | None]) -> Callable[..., set[bool | None]]:
    """The connective over what two conditions can come to be."""
    return lambda ones, others: {table(one, other) for one in ones for other in others}


def verdict(edition: Edition, said: Iterable[tuple[str, int, Outcome]]) -> str:
    """The first line of the table of verdicts that fits the outcomes."""
    forces = {rule.id: rule.force for rule in edition.rules}
    bearing = [(forces[id_], found) for id_, _, found in said if forces[id_] in BINDING]
    if any(force is not Force.CONDITION and found is Outcome.FAIL for force, found in bearing):
        return "fail"
    if not edition.rules or any(found is Outcome.UNDETERMINED for _, found in bearing):
        return "undetermined"
    return "conditional" if any(found is Outcome.FAIL for _, found in bearing) else "pass"


def asked_of(edition: Edition, case: Case, day: date, said: Iterable[tuple[str, int, Outcome]]) -> set[str]:
    """The paths of the fields that the rules wait for on which the verdict rests, given all outcomes."""
    whole = Seen(edition.rulebook, case, day)
    waiting = {(id_, number) for id_, number, found in said if found is Outcome.UNDETERMINED}
    binding = [rule for rule in edition.rules if rule.force in BINDING]
    on = [(rule, seen) for rule in binding for seen in judged(rule, whole) if (rule.id, _number(seen)) in waiting]
    return {path for rule, seen in on for path in asked(rule, seen)}
