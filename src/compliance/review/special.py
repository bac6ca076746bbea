"""What of a decision is special to its case, and what every case of such a place has to settle (D-105)."""

from collections.abc import Collection, Sequence

from compliance.caching import cached_on_owner
from compliance.case import Case
from compliance.engines.engine import Outcome
from compliance.engines.evaluation import Evaluation
from compliance.review.decision import Finding
from compliance.review.explanation import explain_below
from compliance.rulebook.model import Force, Inference, Rulebook
from compliance.rulebook.uses import fields_named
from compliance.text import Text
from compliance.vocabulary.fields import Kind

_OPEN = (Outcome.UNDETERMINED, Outcome.MANUAL)


def with_what_is_special(findings: Sequence[Finding], whole: Evaluation) -> tuple[Finding, ...]:
    """The findings, those that bear on the verdict and are special to the case marked as such; `whole` sees it."""
    blank = _blank(whole)
    in_doubt = {doubt.field for doubt in whole.case.doubts}
    return tuple(_marked(f, whole.on(f.record), blank, in_doubt) if f.rule.force.decides else f for f in findings)


def _marked(f: Finding, evaluation: Evaluation, blank: Evaluation, in_doubt: Collection[str]) -> Finding:
    if f.outcome is Outcome.FAIL:
        return f._replace(special=True)
    if f.outcome not in _OPEN:
        return f
    breach = _breach(f, evaluation)
    doubted = any(item.field.id in in_doubt for item in f.missing)
    return f._replace(special=doubted or breach is not None or _applies_by_itself(f, evaluation, blank), breach=breach)


def _breach(f: Finding, evaluation: Evaluation) -> Text | None:
    """Why the demand is broken, where the rule applies and only an exemption is open; None where it is not."""
    require = f.rule.require
    if require is None or evaluation.truth(f.rule.when) is not True or evaluation.truth(require) is not False:
        return None
    return explain_below(require, evaluation)


def _applies_by_itself(f: Finding, evaluation: Evaluation, blank: Evaluation) -> bool:
    """Whether the rule applies by what the case states, and not to every case of such a place.

    Of what data can still settle only bans are asked: papers for a demand are usual.  A figure that the rulebook lacks
    says nothing of the case: who has it looks it up for every case.
    """
    if f.outcome is Outcome.UNDETERMINED and f.rule.force is not Force.PROHIBITION:
        return False
    if f.open and all(item.input is None for item in f.open):
        return False
    if f.record is not None:
        return evaluation.truth(f.rule.when) is True
    return evaluation.truth(f.rule.when) is True and blank.truth(f.rule.when) is not True


def _blank(whole: Evaluation) -> Evaluation:
    """A case in such a place of which nothing else is known."""
    case, of_place = whole.case, _of_place(whole.rulebook.inferences, whole.rulebook)
    data = {id_: datum for id_, datum in case.data.items() if id_ in of_place}
    return Evaluation(whole.rulebook, Case(case.subject, "", "", data, (), (), case.at), whole.as_of, whole.asked)


@cached_on_owner
def _of_place(inferences: tuple[Inference, ...], rulebook: Rulebook) -> frozenset[str]:
    """The yes-or-no fields that say in what kind of place a case lies: registers of names alone tell them."""
    found = set[str]()
    for inference in inferences:
        named = [reference.field for reference in fields_named(inference.when, rulebook.definitions)]
        if inference.field.kind is Kind.bool and named and all(one.register is not None for one in named):
            found.add(inference.field.id)
    return frozenset(found)
