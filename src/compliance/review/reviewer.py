"""One review: data checked for contradictions, rules evaluated, outcomes judged."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from compliance.case import Case, Doubt, Record
from compliance.engines.durable import Durable
from compliance.engines.engine import Engine, Ruling
from compliance.engines.evaluation import Valuation
from compliance.review.judge import Decision, judge, settled
from compliance.rulebook.model import Edition, Rulebook
from compliance.rulebook.notices import notices_on
from compliance.text import Text


class Reviewer:
    """Reviews cases against a rulebook; each set of rules in force is compiled once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._editions: dict[date, Edition] = {}
        self._engines: dict[frozenset[str], Engine] = {}

    def review(self, case: Case, as_of: date | None, today: date) -> Decision:
        """The decision on a case.

        `as_of` selects the rules in force; without it the case's own date of acceptance does, or else today.
        """
        day, notices = _day(case, as_of, today)
        edition = self._edition(day)
        consistent_case = consistent(case, self._rulebook, day)
        rulings = self._engine(edition).evaluate(consistent_case, day)
        notices += notices_on(self._rulebook, day)
        return judge(consistent_case, day, edition, rulings, notices)

    def outcomes(self, case: Case, as_of: date) -> tuple[Ruling, ...]:
        """The outcomes of the findings that `review` comes to, without their words."""
        rulings = self._engine(self._edition(as_of)).evaluate(consistent(case, self._rulebook, as_of), as_of)
        return tuple(settled(ruling) for ruling in rulings)

    def _edition(self, day: date) -> Edition:
        if day not in self._editions:
            self._editions[day] = self._rulebook.edition(day).about("project")
        return self._editions[day]

    def _engine(self, edition: Edition) -> Engine:
        in_force = frozenset(rule.id for rule in edition.rules)
        if in_force not in self._engines:
            self._engines[in_force] = Durable(edition)
        return self._engines[in_force]


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
    whole = Valuation(rulebook, case, as_of)
    valuation = whole if record is None else whole.within(record)
    for check in rulebook.checks:
        if check.subject == subject and valuation.truth(check.holds) is False:
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


def _day(case: Case, as_of: date | None, today: date) -> tuple[date, list[Text]]:
    if as_of is not None:
        return as_of, []
    accepted = case.data.get("application_date")
    if accepted is not None and isinstance(accepted.value, date):
        return accepted.value, []
    notice = Text(
        f"申报材料未写受理日期,按今日({today.isoformat()})有效的规定审查;可用 --as-of 指定",
        f"no date of acceptance is given: reviewed under the rules in force today ({today.isoformat()}); "
        "--as-of sets another day",
    )
    return today, [notice]
