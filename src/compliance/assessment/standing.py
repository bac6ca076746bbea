"""How a project of a ledger stands with what is forbidden."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from compliance.assessment.attainment import awaited
from compliance.assessment.usable import case_of_record
from compliance.case import Record
from compliance.engines.engine import Outcome, Ruling
from compliance.engines.evaluation import Evaluation
from compliance.engines.missing import rule_gap
from compliance.engines.reference import judged_on, outcome
from compliance.facts import NO_FACTS, Facts
from compliance.review.established import established
from compliance.review.judge import finding
from compliance.review.persons import settled
from compliance.rulebook.model import Force, Rule, Rulebook
from compliance.text import Text
from compliance.vocabulary.stages import StageAsked


class Broken(NamedTuple):
    """A prohibition that a project breaks, and why."""

    rule: Rule
    reason: Text


class Standing(NamedTuple):
    """The prohibitions that a project breaks, and what those wait for that are open: by rule, what is missing."""

    broken: tuple[Broken, ...]
    waiting: tuple[tuple[Rule, tuple[Text, ...]], ...]


class Standings:
    """How projects stand with the prohibitions in force on a day, judged at a stage with what the office knows."""

    def __init__(
        self, rulebook: Rulebook, as_of: date, asked: StageAsked | None = None, facts: Facts = NO_FACTS
    ) -> None:
        self._rulebook = rulebook
        self._as_of = as_of
        self._asked = asked
        self._facts = facts
        edition = rulebook.edition(as_of).about(rulebook.vocabulary.reviewed)
        self._rules = [rule for rule in edition.rules if rule.force is Force.PROHIBITION]

    def of(self, record: Record) -> Standing:
        """How a project stands.  Raises: InputError for a finding on it that cannot be used."""
        case = established(case_of_record(record), self._facts, self._rulebook.vocabulary)
        whole = Evaluation(self._rulebook, case, self._as_of, self._asked)
        rulings = settled(list(self._rulings(whole)), case)
        return Standing(
            tuple(_broken(one, whole) for one in rulings if one.outcome is Outcome.FAIL),
            tuple(
                (one.rule, _waits_for(one, whole))
                for one in rulings
                if one.outcome in (Outcome.UNDETERMINED, Outcome.MANUAL)
            ),
        )

    def _rulings(self, whole: Evaluation) -> Iterator[Ruling]:
        for rule in self._rules:
            for seen in judged_on(rule.subject, whole):
                yield Ruling(rule, outcome(rule, seen), seen.record)


def _broken(ruling: Ruling, whole: Evaluation) -> Broken:
    return Broken(ruling.rule, finding(ruling, whole.on(ruling.record)).reason)


def _waits_for(ruling: Ruling, whole: Evaluation) -> tuple[Text, ...]:
    seen = whole.on(ruling.record)
    return awaited(rule_gap(ruling.rule, seen), seen)
