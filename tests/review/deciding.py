"""Decisions on small cases."""

from datetime import date

from compliance.engines.evaluation import Evaluation
from compliance.engines.reference import Reference
from compliance.review.decision import Decision
from compliance.review.judge import judge
from compliance.rulebook.model import Rule
from tests.strategies import case_from, edition_of

DAY = date(2015, 6, 1)


def decide(given: dict[str, object], made: list[Rule]) -> Decision:
    """The decision on a case with those fields."""
    edition, case = edition_of(made), case_from(given)
    return judge(Evaluation(edition.rulebook, case, DAY), edition, Reference(edition).evaluate(case, DAY), ())
