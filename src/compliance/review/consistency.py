"""Put in doubt the values of a case that contradict one another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from compliance.case import Case, Doubt, Record
from compliance.engines.evaluation import Evaluation
from compliance.rulebook.model import Rulebook
from compliance.text import Text


def consistent(case: Case, rulebook: Rulebook, as_of: date) -> Case:
    """The case without the values that contradict one another; each becomes a doubt, and its field unknown."""
    doubts = [*_unlisted_code(case, rulebook), *_contradictions(case, None, rulebook, as_of)]
    doubted = {doubt.field for doubt in doubts}
    data = {id_: datum for id_, datum in case.data.items() if id_ not in doubted}
    for id_, datum in data.items():
        if isinstance(datum.value, tuple):
            records = tuple(_consistent_record(case, record, rulebook, as_of) for record in datum.value)
            data[id_] = datum._replace(value=records)
    return replace(case, data=MappingProxyType(data), doubts=case.doubts + tuple(doubts))


def _consistent_record(case: Case, record: Record, rulebook: Rulebook, as_of: date) -> Record:
    doubts = tuple(_contradictions(case, record, rulebook, as_of))
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


def _unlisted_code(case: Case, rulebook: Rulebook) -> Iterator[Doubt]:
    """A doubt about an industry code that the classification does not have: a slip would escape every list."""
    stated = case.data.get("industry_code")
    if stated is not None and isinstance(stated.value, str) and not rulebook.lists_code(stated.value):
        reason = Text(
            "GB/T 4754-2011 没有此行业代码,请核对代码及其版本",
            "GB/T 4754-2011 has no such industry code; check the code and its edition",
        )
        label = rulebook.vocabulary.field(case.subject, "industry_code").label
        yield Doubt("industry_code", label, stated.at, stated.written, reason)
