"""Put in doubt the values of a case that contradict one another."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from compliance.case import Case, Datum, Doubt, Record
from compliance.engines.evaluation import Evaluation
from compliance.rulebook.model import Check, Rulebook
from compliance.text import Text
from compliance.vocabulary.fields import Classification, Field


def consistent(case: Case, rulebook: Rulebook, as_of: date) -> Case:
    """The case without the values that contradict one another; each becomes a doubt, and its field unknown."""
    doubts = _doubts(case, None, rulebook, as_of)
    doubted = {doubt.field for doubt in doubts}
    data = {id_: datum for id_, datum in case.data.items() if id_ not in doubted}
    for id_, datum in data.items():
        if isinstance(datum.value, tuple):
            records = tuple(_consistent_record(case, record, rulebook, as_of) for record in datum.value)
            data[id_] = datum._replace(value=records)
    return replace(case, data=MappingProxyType(data), doubts=case.doubts + tuple(doubts))


def _consistent_record(case: Case, record: Record, rulebook: Rulebook, as_of: date) -> Record:
    doubts = _doubts(case, record, rulebook, as_of)
    if not doubts:
        return record
    doubted = {doubt.field for doubt in doubts}
    kept = {id_: datum for id_, datum in record.data.items() if id_ not in doubted}
    return replace(record, data=MappingProxyType(kept), doubts=record.doubts + doubts)


def _doubts(case: Case, record: Record | None, rulebook: Rulebook, as_of: date) -> tuple[Doubt, ...]:
    """The doubts about a case, or about a record of it: about a code or name that is not listed there is one only."""
    subject, data = (case.subject, case.data) if record is None else (record.subject, record.data)
    not_listed = list(unlisted(subject, data, rulebook))
    named = {doubt.field for doubt in not_listed}
    contradictions = _contradictions(case, record, rulebook, as_of)
    return (*not_listed, *(doubt for doubt in contradictions if doubt.field not in named))


def _contradictions(case: Case, record: Record | None, rulebook: Rulebook, as_of: date) -> Iterator[Doubt]:
    subject, data = (case.subject, case.data) if record is None else (record.subject, record.data)
    whole = Evaluation(rulebook, case, as_of)
    evaluation = whole if record is None else whole.within(record)
    for check in rulebook.checks:
        if check.subject == subject and evaluation.truth(check.holds) is False:
            yield from contradicted(check, data, rulebook)


def contradicted(check: Check, data: Mapping[str, Datum], rulebook: Rulebook) -> Iterator[Doubt]:
    """The doubts that data raise which fail a check: one for each of its fields that they state."""
    for id_ in check.doubts:
        if id_ in data:
            label = rulebook.vocabulary.field(check.subject, id_).label
            yield Doubt(id_, label, data[id_].at, data[id_].written, check.message)


def unlisted(subject: str, data: Mapping[str, Datum], rulebook: Rulebook) -> Iterator[Doubt]:
    """A doubt about each code and name that nothing lists: a slip would escape every list of a rule."""
    for field in rulebook.vocabulary.listed(subject):
        stated = data.get(field.id)
        if stated is None or not isinstance(stated.value, str):
            continue
        reason = _why_doubted(stated.value, field)
        if reason is not None:
            yield Doubt(field.id, field.label, stated.at, stated.written, reason)


def _why_doubted(value: str, field: Field) -> Text | None:
    if field.classification is not None and value not in field.classification.codes:
        return _why_unlisted(value, field.classification)
    if field.register is not None and not field.register.lists_name(value):
        return field.register.why_unlisted(value)
    return None


def _why_unlisted(code: str, classification: Classification) -> Text:
    """What is said of a code that a classification does not have: and the edition that has it."""
    label, lists = classification.label, classification.lists
    zh, en = f"{label.zh} 没有此{lists.zh}", f"{label.en} has no such {lists.en}"
    other = next((one for one in classification.other_editions if code in one.codes), None)
    if other is not None:
        named = f"({other.names[code]})" if code in other.names else ""
        zh += f",{other.label.zh} 有 {code}{named};请换算为 {label.zh} 的代码"
        en += f"; {other.label.en} has {code}{named}: convert it to the code of {label.en}"
        return Text(zh, en)
    return Text(f"{zh},请核对代码及其版本", f"{en}; check the code and its edition")
