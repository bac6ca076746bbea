"""Put in doubt the values of a case that contradict one another."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from compliance.case import Case, Datum, Doubt, Record
from compliance.engines.evaluation import Evaluation
from compliance.rulebook.model import Rulebook
from compliance.text import Text


def consistent(case: Case, rulebook: Rulebook, as_of: date) -> Case:
    """The case without the values that contradict one another; each becomes a doubt, and its field unknown."""
    doubts = [*_unlisted(case.subject, case.data, rulebook), *_contradictions(case, None, rulebook, as_of)]
    doubted = {doubt.field for doubt in doubts}
    data = {id_: datum for id_, datum in case.data.items() if id_ not in doubted}
    for id_, datum in data.items():
        if isinstance(datum.value, tuple):
            records = tuple(_consistent_record(case, record, rulebook, as_of) for record in datum.value)
            data[id_] = datum._replace(value=records)
    return replace(case, data=MappingProxyType(data), doubts=case.doubts + tuple(doubts))


def _consistent_record(case: Case, record: Record, rulebook: Rulebook, as_of: date) -> Record:
    contradictions = _contradictions(case, record, rulebook, as_of)
    doubts = (*_unlisted(record.subject, record.data, rulebook), *contradictions)
    if not doubts:
        return record
    doubted = {doubt.field for doubt in doubts}
    kept = {id_: datum for id_, datum in record.data.items() if id_ not in doubted}
    return replace(record, data=MappingProxyType(kept), doubts=record.doubts + doubts)


def _contradictions(case: Case, record: Record | None, rulebook: Rulebook, as_of: date) -> Iterator[Doubt]:
    subject, data = (case.subject, case.data) if record is None else (record.subject, record.data)
    whole = Evaluation(rulebook, case, as_of)
    evaluation = whole if record is None else whole.within(record)
    for check in rulebook.checks:
        if check.subject == subject and evaluation.truth(check.holds) is False:
            for id_ in check.doubts:
                if id_ in data:
                    label = rulebook.vocabulary.field(subject, id_).label
                    yield Doubt(id_, label, data[id_].at, data[id_].written, check.message)


def _unlisted(subject: str, data: Mapping[str, Datum], rulebook: Rulebook) -> Iterator[Doubt]:
    """A doubt about each code that its classification does not have: a slip would escape every list."""
    for field in rulebook.vocabulary.classified(subject):
        classification, stated = rulebook.classification(field), data.get(field.id)
        if classification is None or stated is None or not isinstance(stated.value, str):
            continue
        if not classification.has(stated.value):
            label, lists = classification.label, classification.lists
            reason = Text(
                f"{label.zh} 没有此{lists.zh},请核对代码及其版本",
                f"{label.en} has no such {lists.en}; check the code and its edition",
            )
            yield Doubt(field.id, field.label, stated.at, stated.written, reason)
