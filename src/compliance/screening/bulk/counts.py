"""How many leads came out each way, counted over columns of outcomes."""

from collections import Counter
from collections.abc import Mapping

import narwhals as nw

from compliance.engines.columnar.outcomes import Status, VerdictRank, word
from compliance.engines.columnar.program import VERDICT
from compliance.review.decision import Verdict
from compliance.screening.bulk.outcome_table import OutcomeTable


class Counts:
    """How many leads came out each way, and how many do not meet each rule that the verdict waits for.

    `sums` are worked out over codes, and added up.
    """

    def __init__(self, compact: OutcomeTable) -> None:
        self.verdicts: Counter[Verdict] = Counter()
        self.failed: Counter[str] = Counter()
        self._ways = {f"{VERDICT}__{word(ranked)}": ranked for ranked in VerdictRank}
        self._rules = {compact.columns[rule.id]: rule.id for rule in compact.edition.rules if rule.force.decides}

    @property
    def sums(self) -> list[nw.Expr]:
        """What is counted, as expressions over codes."""
        ways = [_count(nw.col(VERDICT) == word(ranked), name) for name, ranked in self._ways.items()]
        return [*ways, *(_count(nw.col(name) == word(Status.FAIL), name) for name in self._rules)]

    def add(self, sums: Mapping[str, int | None]) -> None:
        """Count codes for which `sums` came out so; null for no codes."""
        self.verdicts += Counter({Verdict[ranked.name]: sums[name] or 0 for name, ranked in self._ways.items()})
        self.failed += Counter({id_: sums[name] or 0 for name, id_ in self._rules.items()})


def _count(holds: nw.Expr, name: str) -> nw.Expr:
    """How often that holds, under a name."""
    return nw.when(holds).then(holds).count().alias(name)
