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
        stages = {rule.id: due_from(rule, edition.rulebook) for rule in edition.rules}
        self._whole_from = {id_: after[-1] if after else None for id_, after in stages.items()}
        self._of_data = {rule.id for rule in edition.rules if needs_only_data(rule, edition.rulebook)}
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
        whole = seen.is_due(self._whole_from[rule.id])  # then nothing comes later; see `comes_later`
        if not whole and comes_later(rule, seen):
            return Outcome.DEFERRED
        settled_by_data = rule.id in self._of_data or can_settle(rule, seen)
        return Outcome.UNDETERMINED if settled_by_data else Outcome.MANUAL
