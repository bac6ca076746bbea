"""Projects that stand in a ledger twice: whether the second counts is open until it is decided if it is another."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from compliance.case import Case, Record
from compliance.errors import Problem
from compliance.intake.progress_ledger import Ledger, LedgerReading
from compliance.intake.rows.repeats import Identity, place_of_record, repeats
from compliance.rulebook.model import Rulebook
from compliance.text import Text


def with_repeats_open(ledger: Ledger, rulebook: Rulebook) -> Ledger:
    """The ledger, whose repeated records but the first are marked; each is told with its place."""
    subject = rulebook.vocabulary.reviewed
    records = ledger.records.get(subject, ())
    identity = Identity(subject, rulebook.vocabulary)
    found = list(repeats(((one.name, one.data) for one in records), identity))
    if not found:
        return ledger
    new = {id(records[one.place]): replace(records[one.place], repeated=True) for one in found}
    notes = tuple(_note(identity.labels[one.by_id], records[one.place], records[one.first]) for one in found)
    reading = replace(ledger.reading, notes=(*ledger.reading.notes, *notes))
    return with_records(ledger, subject, new, reading)


def with_records(ledger: Ledger, subject: str, new: Mapping[int, Record], reading: LedgerReading) -> Ledger:
    """The ledger with new records of a subject, in its cases too, in the place of the old; named by their identity."""
    cases = tuple(_holding(case, new) for case in ledger.cases)
    records = tuple(new.get(id(one), one) for one in ledger.records.get(subject, ()))
    kept = MappingProxyType({**ledger.records, subject: records})
    return replace(ledger, city=cases[0], cases=cases, records=kept, reading=reading)


def _holding(case: Case, new: Mapping[int, Record]) -> Case:
    """The case with the new records in the place of the old, which are named by their identity."""
    lists = {
        id_: datum._replace(value=tuple(new.get(id(one), one) for one in datum.value))
        for id_, datum in case.data.items()
        if isinstance(datum.value, tuple)
    }
    return replace(case, data=MappingProxyType({**case.data, **lists})) if lists else case


def _note(by: Text, record: Record, first: Record) -> Problem:
    before = place_of_record(first.data)
    zh = f"“{record.name}”与 {before} 的“{first.name}”{by.zh}相同,是否同一项目待核实;核实前只计前者"
    en = f"{record.name!r} is the same as {first.name!r} at {before} by: {by.en}. Until it is decided whether they are "
    return Problem(place_of_record(record.data), Text(zh, f"{en}one, only the first is counted for certain"))
