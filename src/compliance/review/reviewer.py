"""Review a case: check its data for contradictions, evaluate the rules, judge the outcomes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from compliance.case import Case, Unread
from compliance.engines.durable.engine import Durable
from compliance.engines.engine import Ruling
from compliance.engines.evaluation import Evaluation
from compliance.facts import NO_FACTS, Facts
from compliance.review.accepted import ACCEPTED, accepted_on, on_all
from compliance.review.decision import Decision, Verdict
from compliance.review.established import established
from compliance.review.judge import decide_verdict, judge
from compliance.review.persons import refuse_unfit, settled
from compliance.review.territory import is_outside
from compliance.review.usable import usable
from compliance.rulebook.model import Edition, Rulebook
from compliance.rulebook.notices import notices_on
from compliance.rulebook.reading import READ_BY_NOTHING, read_by_nothing
from compliance.text import Text
from compliance.vocabulary.stages import StageAsked


class Reviewer:
    """Reviews cases against a rulebook; each set of rules in force is compiled once.

    `asked` is the stage that cases are judged at; None judges them as if everything could be known.  `facts` are what
    the office knows beside what cases say.
    """

    def __init__(self, rulebook: Rulebook, asked: StageAsked | None = None, facts: Facts = NO_FACTS) -> None:
        self._rulebook = rulebook
        self._facts = facts
        self._asked = asked
        self._editions: dict[date, Edition] = {}
        self._engines: dict[frozenset[str], Durable] = {}
        self._read_by_nothing = {(field.subject, field.id): field for field in read_by_nothing(rulebook)}

    def review(self, case: Case, as_of: date | None, today: date) -> Decision:
        """The decision on a case.

        `as_of` selects the rules in force; without it the case's own date of acceptance does, or else today.  One that
        the case leaves imprecise is each of its days: what is not the same on all waits for the exact one.
        Raises: InputError for what a person is said to have found that cannot be used.
        """
        case = established(case, self._facts, self._rulebook.vocabulary)
        if as_of is not None:
            refuse_unfit(case, self._rulebook, as_of)
            return self._on(case, as_of, ())
        days, notices, any_day = accepted_on(case, today)
        refuse_unfit(case, self._rulebook, days[-1])
        decisions = [self._on(case, day, notices) for day in days]
        if len(days) == 1 and not any_day:
            return decisions[0]
        vocabulary = self._rulebook.vocabulary
        return on_all(decisions, vocabulary.field(vocabulary.reviewed, ACCEPTED), any_day=any_day)

    def _on(self, case: Case, day: date, notices: Iterable[Text]) -> Decision:
        edition = self._edition(day)
        whole = self._usable(case, day)
        rulings = settled(self._engine(edition).rule_on(whole), case)
        decision = judge(whole, edition, rulings, [*notices, *notices_on(self._rulebook, day)])
        return replace(decision, facts=self._facts, unread=tuple(self._unread(whole.case)))

    def _unread(self, case: Case) -> Iterator[Unread]:
        """What is stated in fields that nothing reads."""
        for subject, data in ((case.subject, case.data), *((one.subject, one.data) for one in case.records)):
            for id_, datum in data.items():
                if (field := self._read_by_nothing.get((subject, id_))) is not None:
                    yield Unread(field.label.zh, datum.written, datum.at, READ_BY_NOTHING, field)

    def outcomes(self, case: Case, as_of: date) -> tuple[tuple[Ruling, ...], Verdict]:
        """The outcomes of the findings that `review` comes to, without their words, and the verdict."""
        case = established(case, self._facts, self._rulebook.vocabulary)
        refuse_unfit(case, self._rulebook, as_of)
        edition = self._edition(as_of)
        whole = self._usable(case, as_of)
        rulings = settled(self._engine(edition).rule_on(whole), case)
        return rulings, decide_verdict(rulings, outside=is_outside(whole, edition))

    def _usable(self, case: Case, as_of: date) -> Evaluation:
        """What can be used of the case; the engine and the judge both look at it."""
        return Evaluation(self._rulebook, usable(case, self._rulebook, as_of), as_of, self._asked)

    def _edition(self, day: date) -> Edition:
        if day not in self._editions:
            self._editions[day] = self._rulebook.edition(day).about(self._rulebook.vocabulary.reviewed)
        return self._editions[day]

    def _engine(self, edition: Edition) -> Durable:
        in_force = frozenset(rule.id for rule in edition.rules)
        if in_force not in self._engines:
            self._engines[in_force] = Durable(edition)
        return self._engines[in_force]
