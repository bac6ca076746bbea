"""Evaluate one case with durable_rules.

Definitions derive facts stage by stage; then each demand has a production for met and one for not met, so that
silence means unknown, never pass.  An exemption is a production of higher priority.  Outcomes are resolved on the
recorded firings and do not depend on the order in which productions fire.
"""

import threading
from datetime import date

from compliance.case import Case
from compliance.engines.durable.plan import Plan
from compliance.engines.engine import Outcome, Ruling
from compliance.engines.evaluation import Evaluation
from compliance.engines.missing import can_settle, comes_later, due_from, needs_only_data
from compliance.engines.reference import judged_on
from compliance.rulebook.model import Edition, Rule
from compliance.vocabulary.stages import StageAsked


class Durable:
    """The whole edition compiled once.  Threads may share it: one case is evaluated at a time."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._subjects: dict[str, list[Rule]] = {}
        for rule in edition.rules:
            self._subjects.setdefault(rule.subject, []).append(rule)
        self._plans = {subject: Plan(edition.rulebook, rules) for subject, rules in self._subjects.items()}
        rulebook = edition.rulebook
        self._of_data_due_from = {r.id: due_from(r, rulebook) for r in edition.rules if needs_only_data(r, rulebook)}
        self._lock = threading.Lock()

    def evaluate(self, case: Case, as_of: date, asked: StageAsked | None = None) -> tuple[Ruling, ...]:
        """A ruling for every rule; see `Engine`."""
        return self.rule_on(Evaluation(self._edition.rulebook, case, as_of, asked))

    def rule_on(self, whole: Evaluation) -> tuple[Ruling, ...]:
        """The rulings on the case that an evaluation sees, for who goes on to use what it worked out."""
        rulings: dict[str, list[Ruling]] = {rule.id: [] for rule in self._edition.rules}
        with self._lock:
            for subject, rules in self._subjects.items():
                for seen in judged_on(subject, whole):
                    for rule, settled in zip(rules, self._plans[subject].settle(seen), strict=True):
                        rulings[rule.id].append(Ruling(rule, settled or self._of_silence(rule, seen), seen.record))
        return tuple(ruling for rule in self._edition.rules for ruling in rulings[rule.id])

    def _of_silence(self, rule: Rule, seen: Evaluation) -> Outcome:
        stages = self._of_data_due_from.get(rule.id)
        if stages is not None and all(seen.is_due(stage) for stage in stages):
            return Outcome.UNDETERMINED
        if comes_later(rule, seen):
            return Outcome.DEFERRED
        return Outcome.UNDETERMINED if can_settle(rule, seen) else Outcome.MANUAL
