"""What can be used of the projects of a ledger, or of whatever is reviewed: as a review of each would use it.

What persons found and the office set counts first; what contradicts itself is left out; what follows from registers and
other values is added.  Most records of a ledger repeat few values, so each combination is looked at once (D-031).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from compliance.assessment.repeated import with_records
from compliance.case import Case, Datum, Doubt, Record, Unread
from compliance.engines.inference import completed
from compliance.engines.shared_records import SharedRecords, names_in
from compliance.errors import Place
from compliance.facts import NO_FACTS, Facts
from compliance.intake.progress_ledger import Ledger
from compliance.intake.rows.row_data import changed, unplaced
from compliance.intake.values import CASE_ID
from compliance.review.consistency import contradicted, unlisted
from compliance.review.established import established
from compliance.review.persons import refuse_unfit
from compliance.rulebook.model import Check, Rulebook
from compliance.vocabulary.fields import Kind
from compliance.vocabulary.folding import fold


def usable_ledger(ledger: Ledger, rulebook: Rulebook, as_of: date, facts: Facts = NO_FACTS) -> Ledger:
    """The ledger with what can be used of each record of what is reviewed; what is in doubt for it stands in `reading`.

    Raises: InputError for what a person is said to have found that cannot be used.
    """
    subject = rulebook.vocabulary.reviewed
    before = ledger.records.get(subject, ())
    records = _Records(ledger, rulebook, as_of, facts)
    after = records.usable(before)
    new = {id(old): one for old, one in zip(before, after, strict=True) if one is not old}
    if not new:
        return ledger
    doubts = tuple(
        (one.name, doubt) for old, one in zip(before, after, strict=True) for doubt in one.doubts[len(old.doubts) :]
    )
    reading = replace(
        ledger.reading,
        doubts=ledger.reading.doubts + doubts,
        unread=(*ledger.reading.unread, *records.set_aside),
    )
    return with_records(ledger, subject, new, reading)


def case_of_record(record: Record) -> Case:
    """The record of a ledger as a case of its own."""
    stated = record.data.get(CASE_ID)
    id_ = record.name if stated is None else str(stated.value)
    return Case(record.subject, id_, record.name, record.data, record.doubts, (), _place_of(record))


def _place_of(record: Record) -> Place:
    """The place of its first value; none where it has no value."""
    return next((datum.at for datum in record.data.values()), Place(""))


def _with_more(record: Record, more: Mapping[str, Datum]) -> Record:
    """The record with values that follow from its own, and so stand where it does."""
    at = _place_of(record)
    placed = {id_: datum._replace(at=at) for id_, datum in more.items()}
    return replace(record, data=changed(record.data, without=(), more=placed))


class _Records:
    """The records of one ledger; `set_aside` is what gave way to findings and to what is set."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook, as_of: date, facts: Facts) -> None:
        self.set_aside: list[Unread] = []
        self._rulebook = rulebook
        self._as_of = as_of
        self._facts = facts
        self._whole = SharedRecords(rulebook, ledger.city, as_of)
        self._subject = rulebook.vocabulary.reviewed
        self._decided = {field.id for field in rulebook.vocabulary.decided_by_persons(self._subject)}
        fields = rulebook.vocabulary.fields(self._subject)
        self._few = {field.id for field in fields if field.kind not in (Kind.number, Kind.date)}
        # A name that the ledger lists itself is no slip, whatever a register has.
        self._listed = {(case.subject, fold(case.name)) for case in ledger.cases}

    def usable(self, records: Sequence[Record]) -> tuple[Record, ...]:
        """What can be used of each record, in their order; the same object where that is all of it."""
        settled = tuple(self._established(record) for record in records)
        return tuple(self._completed(tuple(self._consistent(settled))))

    # What persons found, and what is set

    def _established(self, record: Record) -> Record:
        facts = self._facts
        if not (facts.findings or facts.settings or self._decided & unplaced(record.data).keys()):
            return record
        case = established(case_of_record(record), facts, self._rulebook.vocabulary)
        refuse_unfit(case, self._rulebook, self._as_of)
        self.set_aside += case.set_aside
        return replace(record, data=case.data, doubts=case.doubts)

    # What contradicts itself

    def _consistent(self, records: tuple[Record, ...]) -> Iterator[Record]:
        listed = [field.id for field in self._rulebook.vocabulary.listed(self._subject)]
        slips = self._whole.each(records, listed, self._slips)
        failed = self._failed(records)
        for place, (record, names) in enumerate(zip(records, slips, strict=True)):
            checks = failed.get(place, ())
            doubts = self._doubts(record, checks, names) if checks or names else ()
            if doubts:
                data = changed(record.data, without={doubt.field for doubt in doubts}, more={})
                yield replace(record, data=data, doubts=(*record.doubts, *doubts))
            else:
                yield record

    def _failed(self, records: tuple[Record, ...]) -> dict[int, list[Check]]:
        """The checks that records fail, in the order of the rulebook, by the places of those records."""
        stated = self._whole.stated(records)
        groups: dict[tuple[str, ...], list[Check]] = {}
        for check in self._rulebook.checks:
            named = stated.intersection(names_in(check.holds, self._rulebook))
            if check.subject == self._subject and named:  # what is not stated cannot be in doubt
                groups.setdefault(tuple(sorted(named)), []).append(check)
        found: dict[int, list[Check]] = {}
        for names, checks in groups.items():
            for place, check in self._failing(checks, names, records):
                found.setdefault(place, []).append(check)
        order = {check.id: place for place, check in enumerate(self._rulebook.checks)}
        return {place: sorted(checks, key=lambda check: order[check.id]) for place, checks in found.items()}

    def _failing(
        self, checks: Sequence[Check], names: Sequence[str], records: tuple[Record, ...]
    ) -> Iterator[tuple[int, Check]]:
        """The places of the records that fail a check: asked together where many state the same, or else by columns."""
        if self._few.issuperset(names):
            for place, failing in enumerate(self._whole.each(records, names, partial(self._fails, checks))):
                yield from ((place, check) for check in failing)
            return
        for check in checks:
            truths = self._whole.truths(check.holds, records)
            yield from ((place, check) for place, truth in enumerate(truths) if truth is False)

    def _fails(self, checks: Iterable[Check], record: Record) -> tuple[Check, ...]:
        seen = self._whole.within(record)
        return tuple(check for check in checks if seen.truth(check.holds) is False)

    def _slips(self, record: Record) -> frozenset[str]:
        """The fields of a record whose code or name nothing lists."""
        return frozenset(
            doubt.field
            for doubt in unlisted(record.subject, record.data, self._rulebook)
            if (doubt.field, fold(str(record.data[doubt.field].value))) not in self._listed
        )

    def _doubts(self, record: Record, checks: Iterable[Check], slips: frozenset[str]) -> tuple[Doubt, ...]:
        not_listed = (one for one in unlisted(record.subject, record.data, self._rulebook) if one.field in slips)
        contradictions = (doubt for check in checks for doubt in contradicted(check, record.data, self._rulebook))
        return (*not_listed, *(doubt for doubt in contradictions if doubt.field not in slips))

    # What follows

    def _completed(self, records: tuple[Record, ...]) -> Iterator[Record]:
        inferences = [one for one in self._rulebook.inferences if one.field.subject == self._subject]
        read = {name for one in inferences for name in (one.field.id, *names_in(one.when, self._rulebook))}
        for record, more in zip(records, self._whole.each(records, read, self._inferred), strict=True):
            yield _with_more(record, more) if more else record

    def _inferred(self, record: Record) -> Mapping[str, Datum]:
        case = case_of_record(record)
        data = completed(case, self._rulebook, self._as_of).data
        return {id_: datum for id_, datum in data.items() if id_ not in case.data}
