"""Review a case: check its data for contradictions, evaluate the rules, judge the outcomes."""

from datetime import date

from compliance.case import Case
from compliance.engines.durable.engine import Durable
from compliance.engines.engine import Ruling
from compliance.engines.evaluation import Evaluation
from compliance.review.decision import Decision
from compliance.review.judge import judge
from compliance.review.usable import usable
from compliance.rulebook.model import Edition, Rulebook
from compliance.rulebook.notices import notices_on
from compliance.text import Text
from compliance.vocabulary.stages import StageAsked


class Reviewer:
    """Reviews cases against a rulebook; each set of rules in force is compiled once.

    `asked` is the stage that cases are judged at; None judges them as if everything could be known.
    """

    def __init__(self, rulebook: Rulebook, asked: StageAsked | None = None) -> None:
        self._rulebook = rulebook
        self._asked = asked
        self._editions: dict[date, Edition] = {}
        self._engines: dict[frozenset[str], Durable] = {}

    def review(self, case: Case, as_of: date | None, today: date) -> Decision:
        """The decision on a case.

        `as_of` selects the rules in force; without it the case's own date of acceptance does, or else today.
        """
        day, notices = _day(case, as_of, today)
        edition = self._edition(day)
        whole = self._usable(case, day)
        rulings = self._engine(edition).rule_on(whole)
        notices += notices_on(self._rulebook, day)
        return judge(whole, edition, rulings, notices)

    def outcomes(self, case: Case, as_of: date) -> tuple[Ruling, ...]:
        """The outcomes of the findings that `review` comes to, without their words."""
        whole = self._usable(case, as_of)
        return self._engine(self._edition(as_of)).rule_on(whole)

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
