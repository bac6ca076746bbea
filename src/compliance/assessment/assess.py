"""Assess a ledger against the year's targets: what each zone, county, department and the city attained, and the gap."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from compliance.assessment.attainment import (
    OPEN,
    Assessment,
    Attainment,
    Measure,
    Member,
    Members,
    Standing,
    Status,
    awaited,
)
from compliance.assessment.unheld import assessed_subjects, unheld
from compliance.case import Case, Record
from compliance.engines.engine import Outcome
from compliance.engines.evaluation import Evaluation
from compliance.engines.missing import rule_gap
from compliance.engines.reference import outcome
from compliance.engines.shared_records import SharedRecords
from compliance.language import tree as t
from compliance.language.verbalize import describe
from compliance.quantity.interval import Interval
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import NUMBER, Unit
from compliance.review.evidence import of_difference, unit_of
from compliance.review.explanation import explain
from compliance.rulebook.model import Edition, Force, Rule, Rulebook, Tone
from compliance.rulebook.uses import nodes_of
from compliance.text import Text, join
from compliance.vocabulary.fields import Vocabulary


def assess(rulebook: Rulebook, cases: Sequence[Case], as_of: date, unlisted: Sequence[Case] = ()) -> Assessment:
    """How every demand in force stands for every case; the cases are the city, zones, counties and departments.

    `unlisted` are those that the ledger should list and does not.
    """
    edition = rulebook.edition(as_of)
    attainments = tuple(a for case in cases for a in _of_case(edition, case, as_of))
    owed = tuple(a for case in unlisted for a in _of_case(edition, case, as_of))
    used = {id_: None for a in attainments for id_ in a.rule.interprets if a.status is not Status.NOT_APPLICABLE}
    packs = tuple(pack for pack in edition.packs if any(a.rule.pack == pack.id for a in attainments))
    readings = tuple(rulebook.interpretations[id_] for id_ in used)
    return Assessment(
        as_of,
        packs,
        rulebook.digest,
        attainments,
        _league(attainments),
        readings,
        tuple(a for a in owed if a.status is not Status.NOT_APPLICABLE),
        unheld(edition, (*attainments, *owed)),
        {subject.id: subject.label for subject in assessed_subjects(rulebook.vocabulary)},
    )


def _of_case(edition: Edition, case: Case, as_of: date) -> Iterator[Attainment]:
    whole = SharedRecords(edition.rulebook, case, as_of)
    for rule in edition.about(case.subject).rules:
        yield _attainment(rule, outcome(rule, whole), whole)


def _attainment(rule: Rule, outcome: Outcome, seen: Evaluation) -> Attainment:
    case, about = seen.case, _name(seen.case, seen.rulebook.vocabulary)
    demand = rule.when if rule.require is None else rule.require
    if outcome in (Outcome.NOT_APPLICABLE, Outcome.OVERRIDDEN):
        kept_out = rule.when if outcome is Outcome.NOT_APPLICABLE else demand
        reason = _reason(rule, seen, kept_out, None)
        return Attainment(rule, case, about, Status.NOT_APPLICABLE, reason, (), None, ())
    comparisons = list(_comparisons(demand))
    members = next((m for c in comparisons if (m := _members(c.left, seen)) is not None), None)
    measures = tuple(_measure(c, seen) for c in comparisons if _is_measured(c, seen))
    status = _status(rule, outcome)
    if status is Status.INSUFFICIENT and _is_unreported(rule, seen):
        status = Status.UNREPORTED
    open_ = status in OPEN
    missing = _missing(rule, seen, members) if open_ else ()
    return Attainment(rule, case, about, status, _reason(rule, seen, demand, members), measures, members, missing)


def _name(case: Case, vocabulary: Vocabulary) -> Text:
    """What the case is called: by the ledger, or that of which there is one by the vocabulary."""
    subject = vocabulary.subjects[case.subject]
    return subject.listed_as if subject.single and case.name == subject.listed_as.zh else Text(case.name, case.name)


def _status(rule: Rule, outcome: Outcome) -> Status:
    match outcome:
        case Outcome.PASS:
            return Status.MET
        case Outcome.FAIL if rule.force is Force.DEADLINE:
            return Status.LATE
        case Outcome.FAIL:
            return Status.GAP if Tone.STRIVE in rule.tone else Status.UNMET
        case Outcome.MANUAL:
            return Status.MANUAL
        case Outcome.OVERRIDDEN:
            return Status.NOT_APPLICABLE
        case _:
            return Status.INSUFFICIENT


def _is_unreported(rule: Rule, seen: Evaluation) -> bool:
    """Whether the last day that a demand names is past, and nothing at all was given of what it waits for."""
    if rule.require is None:
        return False
    days = [one.value for one in nodes_of(rule.require, seen.rulebook.definitions) if isinstance(one, t.Day)]
    if not days or max(days) >= seen.as_of:
        return False
    doubted = {doubt.field for doubt in seen.case.doubts}
    waiting = [item.field for item in rule_gap(rule, seen).missing.values()]
    return not any(field.id in doubted or seen.datum(field) is not None for field in waiting)


def _reason(rule: Rule, seen: Evaluation, condition: t.Condition, members: Members | None) -> Text:
    if seen.truth(condition) is not None:
        return explain(condition, seen)
    if members is not None and members.open:
        number = len(members.open)
        return Text(f"{number} 条记录资料不全", f"{number} record(s) lack data")
    listed = join(_missing(rule, seen, None), "、", ", ")
    return Text(f"缺:{listed.zh}", f"missing: {listed.en}")


def _missing(rule: Rule, seen: Evaluation, members: Members | None) -> tuple[Text, ...]:
    """What to supply; where records leave a figure open, they are listed with it instead."""
    if members is not None and members.open:
        return ()
    return awaited(rule_gap(rule, seen), seen, _anyone_of(rule, seen.rulebook))


def _anyone_of(rule: Rule, rulebook: Rulebook) -> set[str]:
    """The fields whose records a rule asks for one of that does what is demanded, whichever it is."""
    nodes = (node for condition in rule.conditions() for node in nodes_of(condition, rulebook.definitions))
    return {
        node.records.field.id
        for node in nodes
        if isinstance(node, t.Quantified) and node.quantifier == "some" and isinstance(node.records, t.FieldRef)
    }


# Figures


def _comparisons(condition: t.Condition) -> Iterator[t.Comparison]:
    match condition:
        case t.Comparison():
            yield condition
        case t.All(conditions=conditions):
            for part in conditions:
                yield from _comparisons(part)


def _is_measured(comparison: t.Comparison, seen: Evaluation) -> bool:
    return isinstance(seen.value(comparison.right), Fraction)


def _measure(comparison: t.Comparison, seen: Evaluation) -> Measure:
    left, right = comparison.left, comparison.right
    shown_in = unit_of(left, seen.rulebook) or unit_of(right, seen.rulebook) or NUMBER
    stated_in = unit_of(right, seen.rulebook)
    target = Quantity.of_base(_number(right, seen) or Fraction(0), _plain(stated_in) or shown_in)
    value, spread = _number(left, seen), seen.value(left)
    least, most = (spread.low, spread.high) if isinstance(spread, Interval) else (value, value)
    short = None if value is None else target.base - value
    return Measure(
        _label(left, seen),
        comparison.comparator,
        None if value is None else Quantity.of_base(value, shown_in),
        target,
        None if least is None else Quantity.of_base(least, shown_in),
        None if most is None else Quantity.of_base(most, shown_in),
        None if short is None else Quantity.of_base(short, of_difference(shown_in)),
        None if short is None or short <= 0 else _wanted(left, short, seen),
        seen.truth(comparison),
    )


def _plain(unit: Unit | None) -> Unit | None:
    return None if unit == NUMBER else unit


def _number(term: t.Term, seen: Evaluation) -> Fraction | None:
    value = seen.value(term)
    return value if isinstance(value, Fraction) else None


def _label(term: t.Term, seen: Evaluation) -> Text:
    if isinstance(term, t.DefinitionRef):
        return seen.rulebook.definitions[term.id].label
    return describe(term, seen.rulebook)


def _content(term: t.AnyNode, seen: Evaluation) -> t.AnyNode:
    return seen.rulebook.definitions[term.id].meaning if isinstance(term, t.DefinitionRef) else term


def _wanted(term: t.Term, short: Fraction, seen: Evaluation) -> tuple[Text, Quantity] | None:
    """How much more of the dividend a ratio that falls short would take."""
    content = _content(term, seen)
    if not isinstance(content, t.Arithmetic) or content.operator != "/":
        return None
    divisor, shown_in = _number(content.right, seen), unit_of(content.left, seen.rulebook)
    if divisor is None or shown_in is None:
        return None
    return describe(content.left, seen.rulebook), Quantity.of_base(short * divisor, shown_in)


# Records


def _aggregate(term: t.Term, seen: Evaluation) -> t.Aggregate | None:
    content = _content(term, seen)
    return next((n for n in t.walk(content) if isinstance(n, t.Aggregate) and n.where is not None), None)


def _members(term: t.Term, seen: Evaluation) -> Members | None:
    aggregate = _aggregate(term, seen)
    if aggregate is None or aggregate.where is None:
        return None
    records = seen.records(aggregate.records)
    if records is None:
        return None
    counted: list[Record] = []
    undecided: list[Member] = []
    excluded: list[Member] = []
    for record, truth in zip(records, seen.belonging(aggregate.where, records), strict=True):
        if truth:
            counted.append(record)
        elif truth is None:
            undecided.append(Member(record, aggregate.where, seen))
        else:
            excluded.append(Member(record, aggregate.where, seen))
    together = tuple(_conjuncts(aggregate.where, seen.rulebook))
    return Members(tuple(counted), tuple(undecided), tuple(excluded), together)


def _conjuncts(condition: t.Condition, rulebook: Rulebook) -> Iterator[t.Condition]:
    """The conditions that must hold together, those behind definitions included."""
    match condition:
        case t.All(conditions=conditions):
            for part in conditions:
                yield from _conjuncts(part, rulebook)
        case t.DefinitionRef(id=id_):
            yield from _conjuncts(rulebook.condition(id_), rulebook)
        case _:
            yield condition


# The league


def _league(attainments: Sequence[Attainment]) -> tuple[Standing, ...]:
    """The zones, those with most targets met first, of equals those with fewer open and then fewer missed.

    Those that reported nothing come last; equals stand in the order of the ledger.
    """
    zones: dict[str, list[Attainment]] = {}
    for attainment in attainments:
        if attainment.case.subject == "zone":
            zones.setdefault(attainment.case.id, []).append(attainment)
    standings = [_standing(found) for found in zones.values()]
    return tuple(sorted(standings, key=lambda s: (not s.reported, -s.met, s.undecided, s.short)))


def _standing(found: Sequence[Attainment]) -> Standing:
    judged = [a for a in found if a.rule.force is Force.TARGET]
    return Standing(
        found[0].case,
        sum(a.status is Status.MET for a in judged),
        sum(a.status in (Status.GAP, Status.UNMET) for a in judged),
        sum(a.status in OPEN for a in judged),
        tuple(judged),
    )
