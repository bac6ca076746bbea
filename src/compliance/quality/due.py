"""From which stage of a case a rule is due, as far as the rule alone tells."""

from datetime import date

from compliance.case import Case
from compliance.engines.engine import Outcome
from compliance.engines.evaluation import Evaluation
from compliance.engines.missing import due_stage
from compliance.engines.reference import outcome
from compliance.rulebook.model import Rule, Rulebook
from compliance.vocabulary.stages import Stage, StageAsked


def first_due(rule: Rule, rulebook: Rulebook) -> Stage | None:
    """The first stage at which the rule does not come later for a case that states nothing.

    A case that states more may be asked about it earlier, where what is known makes the rest matter.  None where there
    are no stages, and for a rule by which no case under review is judged.
    """
    vocabulary = rulebook.vocabulary
    if not vocabulary.stages.every or rule.subject not in vocabulary.judged_with(vocabulary.reviewed):
        return None
    first = vocabulary.stages.every[0]
    day = rule.in_force.start or rulebook.pack(rule.pack).in_force.start or date.min
    nothing = Case(vocabulary.reviewed, "", "", {}, (), (), rule.at)
    seen = Evaluation(rulebook, nothing, day, StageAsked(first, unless_stated=False))
    return due_stage(rule, seen) if outcome(rule, seen) is Outcome.DEFERRED else first
