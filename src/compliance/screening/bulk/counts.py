"""Count verdicts and rules not met over whole columns of outcomes."""

from collections.abc import Mapping

import narwhals as nw

from compliance.engines.columnar.outcomes import Status, VerdictRank, word
from compliance.engines.columnar.program import VERDICT
from compliance.review.decision import Verdict
from compliance.screening.bulk.outcome_table import OutcomeTable
from compliance.screening.summary import ScreeningSummary


class OutcomeCounts:
    """How many leads came out each way, and how many do not meet each rule that the verdict waits for.

    `sums` are expressions over columns of outcomes, a number each; `add_to` counts what they came to.
    """

    def __init__(self, outcomes: OutcomeTable) -> None:
        self._ways = {f"{VERDICT}__{word(ranked)}": Verdict[ranked.name] for ranked in VerdictRank}
        self._rules = {outcomes.columns[rule.id]: rule.id for rule in outcomes.edition.rules if rule.force.decides}
        self.sums = [
            *(_count(nw.col(VERDICT) == verdict.value, name) for name, verdict in self._ways.items()),
            *(_count(nw.col(name) == word(Status.FAIL), name) for name in self._rules),
        ]

    def add_to(self, summary: ScreeningSummary, sums: Mapping[str, int | None]) -> None:
        """Count outcomes for which `sums` came out so, by name; null for no rows."""
        summary.add_outcomes(
            {verdict: sums[name] or 0 for name, verdict in self._ways.items()},
            {id_: sums[name] or 0 for name, id_ in self._rules.items()},
        )


def _count(holds: nw.Expr, name: str) -> nw.Expr:
    """How often that holds, under a name."""
    return nw.when(holds).then(holds).count().alias(name)
