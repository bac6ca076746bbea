"""Turn rulings into findings, and findings into a decision.  Pure: the same rulings give the same decision."""

from collections.abc import Iterable, Mapping, Sequence

from compliance.case import Case, PersonFinding
from compliance.engines.engine import Outcome, Ruling
from compliance.engines.evaluation import Evaluation
from compliance.engines.missing import Gap, Later, Open, due_stage, gap, rule_gap
from compliance.language import tree as t
from compliance.review.decision import Decision, Deferral, Finding, Referral, Request, Verdict
from compliance.review.established import found_by
from compliance.review.evidence import grounds, merged
from compliance.review.explanation import explain
from compliance.review.persons import found_of
from compliance.review.special import with_what_is_special
from compliance.review.territory import is_outside, presumed
from compliance.rulebook.model import ABOUT_SHARE, Edition, Exemption, Force, Rule, Rulebook
from compliance.text import Text, join
from compliance.vocabulary.stages import Stage

OUTCOMES_FOUND = {
    Outcome.PASS: Text("符合", "to be met"),
    Outcome.FAIL: Text("不符合", "not to be met"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not to apply"),
}


def judge(whole: Evaluation, edition: Edition, rulings: Sequence[Ruling], notices: Iterable[Text]) -> Decision:
    """The decision that follows from the rulings on the case that `whole` sees."""
    case, findings = whole.case, with_what_is_special(findings_of(whole, rulings), whole)
    outside, presumption = is_outside(whole, edition), presumed(whole, edition)
    used = dict.fromkeys(id_ for f in findings if _rests_on_readings(f) for id_ in _readings_of(f, edition.rulebook))
    return Decision(
        case,
        whole.as_of,
        whole.stage,
        edition.rulebook.vocabulary.stages.is_first_look(whole.stage),
        edition.packs,
        edition.rulebook.digest,
        decide_verdict(findings, outside=outside),
        outside,
        bool(presumption),
        findings,
        collect_requests(findings, case),
        collect_referrals(findings),
        collect_deferrals(findings),
        tuple(edition.rulebook.interpretations[id_] for id_ in used),
        (*notices, *presumption),
        edition.rulebook.vocabulary,
    )


def _rests_on_readings(f: Finding) -> bool:
    """Whether the finding says something that depends on how a word is read."""
    if f.outcome in (Outcome.UNDETERMINED, Outcome.MANUAL):
        return f.rule.force.decides
    return f.outcome not in (Outcome.NOT_APPLICABLE, Outcome.DEFERRED)


def _readings_of(f: Finding, rulebook: Rulebook) -> tuple[str, ...]:
    """The interpretations that a finding rests on."""
    rough = f.rough and rulebook.about_share is not None
    return (*f.rule.interprets, ABOUT_SHARE) if rough else f.rule.interprets


def decide_verdict(findings: Sequence[Finding] | Sequence[Ruling], *, outside: bool) -> Verdict:
    """The verdict: a broken ban or duty first, then what data and what persons must settle, then conditions not met.

    What comes later does not bear on it.  A case on which no rule was in force, or which lies outside the places that
    the packs are for, is not settled either: silence is never a pass.
    """
    deciding = [f for f in findings if f.rule.force.decides]
    failed = [f for f in deciding if f.outcome is Outcome.FAIL]
    if any(f.rule.force is not Force.CONDITION for f in failed):
        return Verdict.FAIL
    if outside or not findings or any(f.outcome is Outcome.UNDETERMINED for f in deciding):
        return Verdict.UNDETERMINED
    if any(f.outcome is Outcome.MANUAL for f in deciding):
        return Verdict.REFERRED
    return Verdict.CONDITIONAL if failed else Verdict.PASS


def collect_requests(findings: Iterable[Finding], case: Case) -> tuple[Request, ...]:
    """The smallest set of fields that is sure to settle, in one round, every rule the verdict waits for.

    Each of them is needed under some values of the others.  Those needed in any event come first; the others matter
    only if the first show that a rule applies.
    """
    waiting = [f for f in findings if f.outcome is Outcome.UNDETERMINED and f.rule.force.decides]
    certain = {item.path: item for f in waiting for item in f.gate or f.missing}
    asked = certain | {item.path: item for f in waiting for item in f.missing if item.path not in certain}
    doubts = {doubt.field: doubt for doubt in case.doubts}
    needing: dict[str, dict[str, Rule]] = {path: {} for path in asked}
    for f in waiting:
        for item in f.missing:
            needing[item.path][f.rule.id] = f.rule
    return tuple(
        Request(item, tuple(needing[path].values()), path not in certain, doubts.get(path))
        for path, item in asked.items()
    )


def collect_referrals(findings: Iterable[Finding]) -> tuple[Referral, ...]:
    """What persons must decide before the verdict stands, each once."""
    waiting: dict[str, tuple[Open, dict[str, Rule]]] = {}
    for f in findings:
        if f.outcome is Outcome.MANUAL and f.rule.force.decides:
            for item in f.open:
                waiting.setdefault(item.id, (item, {}))[1][f.rule.id] = f.rule
    return tuple(Referral(item, tuple(rules.values())) for item, rules in waiting.values())


def collect_deferrals(findings: Iterable[Finding]) -> tuple[Deferral, ...]:
    """What can be known from a later stage on, each once: the earliest stage first, then as the rules name it."""
    waiting: dict[str, tuple[Later, dict[str, Rule]]] = {}
    for f in findings:
        if f.outcome is Outcome.DEFERRED and f.rule.force.decides:
            for item in f.later:
                waiting.setdefault(item.id, (item, {}))[1][f.rule.id] = f.rule
    found = (Deferral(item, tuple(rules.values())) for item, rules in waiting.values())
    return tuple(sorted(found, key=lambda one: one.later.stage.place))


def findings_of(whole: Evaluation, rulings: Iterable[Ruling]) -> tuple[Finding, ...]:
    """The findings behind rulings on the case that `whole` sees, in their order."""
    return tuple(finding(ruling, whole.on(ruling.record)) for ruling in rulings)


def finding(ruling: Ruling, evaluation: Evaluation) -> Finding:
    """The finding behind a ruling; `evaluation` sees what was ruled on."""
    if ruling.found is not None:
        return _by_person(ruling, ruling.found)
    beside = found_of(ruling.rule, ruling.record, evaluation.case)
    return _by_data(ruling, evaluation)._replace(found=beside)


def _by_person(ruling: Ruling, found: PersonFinding) -> Finding:
    """A finding whose outcome a person has found."""
    outcome, by = OUTCOMES_FOUND[ruling.outcome], found_by(found)
    reason = Text(f"经认定{outcome.zh}({by.zh})", f"found {outcome.en} ({by.en})")
    empty = ((),) * 5
    return Finding(ruling.rule, ruling.record, ruling.outcome, reason, *empty, None, None, found, by_person=True)


def _by_data(ruling: Ruling, evaluation: Evaluation) -> Finding:
    rule, outcome = ruling.rule, ruling.outcome
    if outcome in (Outcome.UNDETERMINED, Outcome.MANUAL):
        return _unsettled(ruling, evaluation)
    if outcome is Outcome.DEFERRED:
        return _left_for_later(ruling, evaluation)
    exemption = _exemption(rule, evaluation) if outcome is Outcome.OVERRIDDEN else None
    condition = _deciding_condition(rule, outcome, exemption)
    evidence, margin = grounds(condition, evaluation)
    return Finding(
        rule,
        ruling.record,
        outcome,
        _reason(explain(condition, evaluation), exemption),
        evidence,
        (),
        (),
        (),
        (),
        None,
        margin if outcome in (Outcome.PASS, Outcome.FAIL) else None,
    )


def _exemption(rule: Rule, evaluation: Evaluation) -> Exemption:
    return next(e for e in rule.exemptions if evaluation.truth(e.condition))


def _deciding_condition(rule: Rule, outcome: Outcome, exemption: Exemption | None) -> t.Condition:
    if exemption is not None:
        return exemption.condition
    if outcome is Outcome.NOT_APPLICABLE or rule.require is None:
        return rule.when
    return rule.require


def _reason(because: Text, exemption: Exemption | None) -> Text:
    if exemption is None:
        return because
    return Text(f"{exemption.reason.zh}({because.zh})", f"{exemption.reason.en} ({because.en})")


def _unsettled(ruling: Ruling, evaluation: Evaluation) -> Finding:
    """A finding that waits: with what is known already, where the verdict waits for it too."""
    rule = ruling.rule
    whole = rule_gap(rule, evaluation)
    unknown = [c for c in rule.conditions() if evaluation.truth(c) is None] if rule.force.decides else []
    known = merged([grounds(condition, evaluation).evidence for condition in unknown])
    manual = ruling.outcome is Outcome.MANUAL
    return Finding(
        rule,
        ruling.record,
        ruling.outcome,
        _gap_words(ruling.outcome, whole),
        known,
        () if manual else tuple(whole.missing.values()),
        () if manual else tuple(gap(rule.when, evaluation).missing.values()),
        tuple(whole.open.values()),
        tuple(whole.later.values()),
        None,
        None,
    )


def _left_for_later(ruling: Ruling, evaluation: Evaluation) -> Finding:
    """A finding that comes later: what it will need, and when, where the verdict will wait for it."""
    later = rule_gap(ruling.rule, evaluation).later
    due = due_stage(ruling.rule, evaluation) if ruling.rule.force.decides else None
    reason = _later_words(due, later)
    return Finding(ruling.rule, ruling.record, ruling.outcome, reason, (), (), (), (), tuple(later.values()), due, None)


def _later_words(due: Stage | None, later: Mapping[str, Later]) -> Text:
    """At which stage a rule can be decided, and by what."""
    stage = Text("后续", "a later stage") if due is None else Text(due.label.zh, f"the stage “{due.label.en}”")
    decided = Text(f"{stage.zh}阶段另行判断", f"to be decided at {stage.en}")
    if not later:
        return decided
    what = join(tuple(item.what for item in later.values()), "、", ", ")
    return Text(f"{decided.zh},届时须有:{what.zh}", f"{decided.en}, which needs: {what.en}")


def _gap_words(outcome: Outcome, whole: Gap) -> Text:
    if outcome is Outcome.MANUAL:
        what = join(tuple(item.what for item in whole.open.values()), "、", ", ")
        return Text(f"须由人工认定:{what.zh}", f"for a person to decide: {what.en}")
    what = join(tuple(item.label for item in whole.missing.values()), "、", ", ")
    return Text(f"尚缺或存疑:{what.zh}", f"missing or in doubt: {what.en}")
