"""Projects that stand in a ledger twice: whether the second counts is open until it is decided if it is another."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from compliance.case import Case, Record
from compliance.errors import Problem
from compliance.intake.progress_ledger import Ledger
from compliance.intake.rows.repeats import place_of_record, repeats
from compliance.intake.values import CASE_ID
from compliance.rulebook.model import Rulebook
from compliance.text import Text, join


def with_repeats_open(ledger: Ledger, rulebook: Rulebook) -> Ledger:
    """The ledger, whose repeated records but the first are marked; each is told with its place."""
    subject = rulebook.vocabulary.reviewed
    records = ledger.records.get(subject, ())
    found = list(repeats(((one.name, one.data) for one in records), subject, rulebook.vocabulary))
    if not found:
        return ledger
    new = {id(records[one.place]): replace(records[one.place], repeated=True) for one in found}
    by = _labels(subject, rulebook)
    notes = tuple(_note(by[one.by_id], records[one.place], records[one.first]) for one in found)
    cases = tuple(holding(case, new) for case in ledger.cases)
    return replace(
        ledger,
        city=cases[0],
        cases=cases,
        records=MappingProxyType({**ledger.records, subject: tuple(new.get(id(one), one) for one in records)}),
        reading=replace(ledger.reading, notes=(*ledger.reading.notes, *notes)),
    )


def holding(case: Case, new: Mapping[int, Record]) -> Case:
    """The case with the new records in the place of the old, which are named by their identity."""
    lists = {
        id_: datum._replace(value=tuple(new.get(id(one), one) for one in datum.value))
        for id_, datum in case.data.items()
        if isinstance(datum.value, tuple)
    }
    return replace(case, data=MappingProxyType({**case.data, **lists})) if lists else case


def _labels(subject: str, rulebook: Rulebook) -> Mapping[bool, Text]:
    """By what records are found to be repeated: by their ids, or else by the other texts that tell them apart."""
    fields = rulebook.vocabulary.fields(subject)
    own = tuple(field.label for field in fields if field.id == CASE_ID)
    others = tuple(field.label for field in fields if field.id != CASE_ID and (field.required or field.identifies))
    return {True: join(own, "、", ", "), False: join(others, "、", ", ")}


def _note(by: Text, record: Record, first: Record) -> Problem:
    before = place_of_record(first.data)
    zh = f"“{record.name}”与 {before} 的“{first.name}”{by.zh}相同,是否同一项目待核实;核实前只计前者"
    en = f"{record.name!r} is the same as {first.name!r} at {before} by: {by.en}. Until it is decided whether they are "
    return Problem(place_of_record(record.data), Text(zh, f"{en}one, only the first is counted for certain"))
