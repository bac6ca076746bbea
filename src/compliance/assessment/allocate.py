"""Share out limited resources among the projects that ask for them, in the order that the rulebook states."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from compliance.assessment.attainment import REPEATED
from compliance.assessment.standing import Broken, Standing, Standings
from compliance.case import Case, Datum, Record
from compliance.engines.evaluation import Evaluation, bare
from compliance.engines.missing import gap
from compliance.facts import NO_FACTS, Facts
from compliance.language import tree as t
from compliance.quantity.interval import Interval
from compliance.quantity.quantity import Quantity
from compliance.review.explanation import explain
from compliance.rulebook.model import Allocation, Priority, Resource, Rule, Rulebook
from compliance.text import Text, join
from compliance.vocabulary.fields import Field
from compliance.vocabulary.stages import StageAsked


class Share(StrEnum):
    """What a project gets."""

    DRAWS = "draws"
    NOTHING_NEEDED = "nothing_needed"
    SHORT = "short"
    OFFSETS = "offsets"
    MUST_OFFSET = "must_offset"
    OPEN = "open"
    HELD = "held"
    BARRED = "barred"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Need:
    """What a project asks of one resource: its demand less what it has found elsewhere, never below zero."""

    resource: Resource
    amount: Quantity


@dataclass(frozen=True, slots=True)
class Award:
    """What one project gets of the resources of an allocation, and why; `needs` are those above zero.

    `would` is what a project that is held apart would get if it were found to be forbidden nothing.
    """

    project: Record
    priority: Priority | None
    share: Share
    needs: tuple[Need, ...]
    reason: Text
    would: Share | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """How much of a resource there was, was drawn and is left; None where the ledger does not give it."""

    resource: Resource
    capacity: Quantity | None
    drawn: Quantity
    left: Quantity | None


@dataclass(frozen=True, slots=True)
class Distribution:
    """One allocation carried out: the awards in the order in which they were made, and what is left.

    Behind them stand the projects that are held apart, those barred by a prohibition, and those that it does not serve.
    """

    allocation: Allocation
    awards: tuple[Award, ...]
    stocks: tuple[Stock, ...]


def allocate(
    rulebook: Rulebook, city: Case, as_of: date, asked: StageAsked | None = None, facts: Facts = NO_FACTS
) -> tuple[Distribution, ...]:
    """Every allocation of the packs in force, carried out on the city's capacities and projects.

    Exact and deterministic: never more is drawn than there is, and a project draws all that it needs or nothing.  Who
    breaks a prohibition gets nothing; of whom that is not known, nothing is drawn, and what would be is told.  `asked`
    is the stage that prohibitions are judged at; `facts` are what the office knows beside the ledger.
    Raises: InputError for what a person is said to have found of a project that cannot be used.
    """
    in_force = {pack.id for pack in rulebook.packs if pack.in_force.includes(as_of)}
    whole, standings = Evaluation(rulebook, city, as_of), Standings(rulebook, as_of, asked, facts)
    found: dict[int, Standing] = {}

    def standing(project: Record) -> Standing:
        if id(project) not in found:
            found[id(project)] = standings.of(project)
        return found[id(project)]

    return tuple(
        _carried_out(allocation, whole, standing) for allocation in rulebook.allocations if allocation.pack in in_force
    )


def _carried_out(allocation: Allocation, whole: Evaluation, standing: Callable[[Record], Standing]) -> Distribution:
    projects = _projects(whole)
    seen = [whole.within(project) for project in projects]
    out = [one for one in seen if one.truth(allocation.applies) is False]
    asking = [one for one in seen if one.truth(allocation.applies) is not False]
    barred = [one for one in asking if standing(_record(one)).broken]
    free = [one for one in asking if not standing(_record(one)).broken]
    settled = [one for one in free if not standing(_record(one)).waiting]
    run = _Run(allocation, whole)
    awards = run.awards(settled)
    held: list[Award] = []
    if len(settled) < len(free):
        would = _Run(allocation, whole).awards(free)
        held = [_held(award, waiting) for award in would if (waiting := standing(award.project).waiting)]
    return Distribution(
        allocation,
        (
            *awards,
            *held,
            *(_barred(_record(one), standing(_record(one)).broken) for one in barred),
            *(_out(one, allocation) for one in out),
        ),
        tuple(run.stocks()),
    )


def _projects(whole: Evaluation) -> tuple[Record, ...]:
    """What is reviewed, of that which the ledger lists."""
    reviewed = whole.rulebook.vocabulary.reviewed
    return tuple(record for record in whole.case.records if record.subject == reviewed)


def _held(award: Award, waiting: Sequence[tuple[Rule, tuple[Text, ...]]]) -> Award:
    """An award that would be made if nothing were forbidden, as one that waits for that."""
    labels = tuple(dict.fromkeys(label for _, named in waiting for label in named))
    said = join(labels, "、", ", ")
    return replace(
        award,
        share=Share.HELD,
        would=award.share,
        reason=Text(
            f"是否属严禁尚未查清,暂不分配;待查:{said.zh}",
            f"whether it is forbidden is open, so nothing is drawn; it waits for: {said.en}",
        ),
    )


def _barred(project: Record, broken: Sequence[Broken]) -> Award:
    reasons = tuple(
        Text(f"{one.rule.title.zh}:{one.reason.zh}", f"{one.rule.title.en}: {one.reason.en}") for one in broken
    )
    return Award(project, None, Share.BARRED, (), join(reasons, ";", "; "))


def _out(seen: Evaluation, allocation: Allocation) -> Award:
    return Award(_record(seen), None, Share.OUT, (), explain(allocation.applies, seen))


class _Run:
    """One allocation; `left` shrinks as projects draw."""

    def __init__(self, allocation: Allocation, whole: Evaluation) -> None:
        self._allocation = allocation
        self._whole = whole
        self._capacity = {r.capacity.id: _at_least(r.capacity, whole) for r in allocation.resources}
        self._left = {id_: amount for id_, amount in self._capacity.items() if amount is not None}

    def awards(self, asking: Sequence[Evaluation]) -> tuple[Award, ...]:
        """What each of the projects gets, in the order in which they draw."""
        return tuple(self._award(one) for one in sorted(asking, key=self._position))

    def _position(self, seen: Evaluation) -> tuple[object, ...]:
        """The class of the project, then what breaks ties; what is not stated comes last."""
        rank = self._rank(seen)
        return (rank, *(_sort_key(seen, field) for field in self._allocation.order), _index(seen))

    def _rank(self, seen: Evaluation) -> int:
        priorities = self._allocation.priorities
        return next((i for i, p in enumerate(priorities) if seen.truth(p.condition)), len(priorities))

    def _award(self, seen: Evaluation) -> Award:
        project, rank = _record(seen), self._rank(seen)
        priority = self._allocation.priorities[rank] if rank < len(self._allocation.priorities) else None
        if project.repeated:
            return Award(project, priority, Share.OPEN, (), REPEATED)
        unknown = self._unknown(seen, priority)
        if unknown:
            listed = join(unknown, "、", ", ")
            reason = Text(f"资料不全,暂不参与分配:缺{listed.zh}", f"left out until complete; missing: {listed.en}")
            return Award(project, priority, Share.OPEN, (), reason)
        needs = tuple(need for need in self._needs(seen) if need.amount.amount > 0)
        if priority is None and not self._allocation.others_draw:
            return _on_its_own(project, needs)
        because = self._because(seen, priority)
        if not needs:
            reason = Text(f"{because.zh};不需使用", f"{because.en}; needs none")
            return Award(project, priority, Share.NOTHING_NEEDED, (), reason)
        return self._drawn(project, priority, needs, because)

    def _drawn(self, project: Record, priority: Priority | None, needs: tuple[Need, ...], because: Text) -> Award:
        unstated = [n.resource.capacity.label for n in needs if n.resource.capacity.id not in self._left]
        if unstated:
            said = join(tuple(unstated), "、", ", ")
            reason = Text(f"{because.zh};未填报{said.zh}", f"{because.en}; not given: {said.en}")
            return Award(project, priority, Share.OPEN, needs, reason)
        short = [self._shortage(n) for n in needs if not self._covers(n)]
        if short:
            said = join(tuple(short), "、", ", ")
            reason = Text(f"{because.zh};余量不足:{said.zh}", f"{because.en}; not enough is left: {said.en}")
            return Award(project, priority, Share.SHORT, needs, reason)
        for need in needs:
            self._left[need.resource.capacity.id] -= need.amount.base
        return Award(project, priority, Share.DRAWS, needs, because)

    def _covers(self, need: Need) -> bool:
        return self._left[need.resource.capacity.id] >= need.amount.base

    def _shortage(self, need: Need) -> Text:
        field = need.resource.demand
        rest = _in_unit(self._left[need.resource.capacity.id], field)
        return Text(
            f"{field.label.zh}需 {need.amount.show('zh')},余 {rest.show('zh')}",
            f"{field.label.en}: {need.amount.show('en')} needed, {rest.show('en')} left",
        )

    def _because(self, seen: Evaluation, priority: Priority | None) -> Text:
        if priority is None:
            return Text("不属优先类,次序在后", "of no class of priority; comes last")
        why = explain(priority.condition, seen)
        return Text(f"{priority.label.zh}:{why.zh}", f"{priority.label.en}: {why.en}")

    def _unknown(self, seen: Evaluation, priority: Priority | None) -> tuple[Text, ...]:
        """What must be known before the project can take part: whether it belongs, its class, what it needs."""
        conditions: list[t.Condition] = [self._allocation.applies]
        if priority is None:
            conditions += [p.condition for p in self._allocation.priorities]
        missing = {
            label.zh: label
            for condition in conditions
            if seen.truth(condition) is None
            for label in _labels(condition, seen)
        }
        missing |= {
            resource.demand.label.zh: resource.demand.label
            for resource in self._allocation.resources
            if seen.datum(resource.demand) is None
        }
        missing |= {
            field.label.zh: field.label
            for resource in self._allocation.resources
            for field in (resource.demand, resource.offset)
            if field is not None and (datum := seen.datum(field)) is not None and datum.is_imprecise
        }
        return tuple(missing.values())

    def _needs(self, seen: Evaluation) -> Iterator[Need]:
        for resource in self._allocation.resources:
            demand = _stated(seen.datum(resource.demand)) or Fraction(0)
            offset = _stated(seen.datum(resource.offset)) if resource.offset is not None else None
            yield Need(resource, _in_unit(max(Fraction(0), demand - (offset or 0)), resource.demand))

    def stocks(self) -> Iterator[Stock]:
        """What there was, was drawn and is left."""
        for resource in self._allocation.resources:
            capacity, left = self._capacity[resource.capacity.id], self._left.get(resource.capacity.id)
            drawn = Fraction(0) if capacity is None or left is None else capacity - left
            yield Stock(
                resource,
                None if capacity is None else _in_unit(capacity, resource.capacity),
                _in_unit(drawn, resource.capacity),
                None if left is None else _in_unit(left, resource.capacity),
            )


def _on_its_own(project: Record, needs: Sequence[Need]) -> Award:
    if not needs:
        reason = Text("一般项目,自行挖潜已落实", "a general project; its own offsets cover its needs")
        return Award(project, None, Share.OFFSETS, (), reason)
    said = join(tuple(_amount(need) for need in needs), "、", ", ")
    reason = Text(f"一般项目,须自行挖潜落实:{said.zh}", f"a general project; must find offsets for: {said.en}")
    return Award(project, None, Share.MUST_OFFSET, tuple(needs), reason)


def _amount(need: Need) -> Text:
    label = need.resource.demand.label
    return Text(f"{label.zh} {need.amount.show('zh')}", f"{label.en} {need.amount.show('en')}")


def _labels(condition: t.Condition, seen: Evaluation) -> tuple[Text, ...]:
    needed = gap(condition, seen)
    return (*(item.field.label for item in needed.missing.values()), *(item.what for item in needed.open.values()))


def _stated(datum: Datum | None) -> Fraction | None:
    return datum.value.base if datum is not None and isinstance(datum.value, Quantity) else None


def _at_least(capacity: Field, whole: Evaluation) -> Fraction | None:
    """What there is for certain of a resource, in base units; None where that is not known."""
    datum = whole.datum(capacity)
    value = None if datum is None else bare(datum, capacity, whole.rulebook)
    if isinstance(value, Interval):
        return value.low
    return value if isinstance(value, Fraction) else None


def _in_unit(base: Fraction, field: Field) -> Quantity:
    if field.unit is None:
        raise AssertionError(f"{field.id} is no quantity")
    return Quantity.of_base(base, field.unit)


def _sort_key(seen: Evaluation, field: Field) -> tuple[bool, str]:
    datum = seen.datum(field)
    return (False, str(datum.value)) if datum is not None and not datum.is_imprecise else (True, "")


def _record(seen: Evaluation) -> Record:
    if seen.record is None:
        raise AssertionError("an award is made to a project of the ledger")
    return seen.record


def _index(seen: Evaluation) -> int:
    return _record(seen).index
