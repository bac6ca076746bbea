"""The meaning of a rule.  Every other engine must agree with this one on every case.

Source: docs/rule-language.md, 5.
"""

from datetime import date

from compliance.case import Case
from compliance.engines.engine import Outcome, Ruling
from compliance.engines.evaluation import Evaluation
from compliance.engines.kleene import any_of
from compliance.engines.missing import can_settle, comes_later
from compliance.rulebook.model import Edition, Rule
from compliance.vocabulary.stages import StageAsked


class Reference:
    """Evaluates rule by rule, condition by condition, with nothing prepared and nothing shared."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def evaluate(self, case: Case, as_of: date, asked: StageAsked | None = None) -> tuple[Ruling, ...]:
        """A ruling for every rule; see `Engine`."""
        whole = Evaluation(self._edition.rulebook, case, as_of, asked)
        return tuple(
            Ruling(rule, outcome(rule, seen), seen.record)
            for rule in self._edition.rules
            for seen in judged_on(rule.subject, whole)
        )


def judged_on(subject: str, whole: Evaluation) -> tuple[Evaluation, ...]:
    """What rules about a subject are judged on, in the order of records.

    Each record of the case that is of that subject; or the case itself, when it is, or when it lists no such record.
    """
    case = whole.case
    if subject == case.subject:
        return (whole,)
    return tuple(whole.within(record) for record in case.records if record.subject == subject) or (whole,)


def outcome(rule: Rule, evaluation: Evaluation) -> Outcome:
    """What the rule says of the case, or of the record, that the evaluation sees."""
    applies = evaluation.truth(rule.when)
    exempt = any_of(evaluation.truth(exemption.condition) for exemption in rule.exemptions)
    met = True if rule.require is None else evaluation.truth(rule.require)

    if applies is False:
        return Outcome.NOT_APPLICABLE
    if rule.require is not None and met is True:
        return Outcome.PASS
    if exempt is True:
        return Outcome.OVERRIDDEN
    if applies is True and exempt is False and met is not None:
        return Outcome.PASS if met else Outcome.FAIL
    if comes_later(rule, evaluation):
        return Outcome.DEFERRED
    return Outcome.UNDETERMINED if can_settle(rule, evaluation) else Outcome.MANUAL
