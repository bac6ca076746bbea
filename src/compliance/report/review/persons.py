"""What persons have found of a case, and whether the decision rests on it, in the words of every report."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from compliance.case import How, PersonFinding
from compliance.engines.engine import Outcome
from compliance.report import phrases as p
from compliance.report.review.place_data import place_data
from compliance.review.decision import Decision, Finding
from compliance.review.established import found_by
from compliance.review.judge import OUTCOMES_FOUND
from compliance.review.persons import is_about
from compliance.text import Lang, Text, same
from compliance.vocabulary.fields import Field

_USED = Text("采用", "used")
_NOT_USED_YET = Text("资料未齐,未采用", "not used: data are still waited for")
_TOO_EARLY = Text("未到判断阶段,未采用", "not used: the stage at which it is decided is not reached")
_SETTLED = Text("资料已能判定,未采用", "not used: the data settle it")
_NOT_IN_FORCE = Text("该规则在审查日期不施行,未采用", "not used: the rule is not in force on the day of the review")
_NO_CLAUSE = Text("本次没有条款用到", "no clause needed it")


class Found(NamedTuple):
    """What a person has found, in words: of what, the result, and whether it is used or why not.

    `field` is None for a finding on a rule.
    """

    one: PersonFinding
    field: Field | None
    what: Text
    result: Text
    used: bool
    standing: Text


def all_found(decision: Decision) -> Iterator[Found]:
    """Every finding of a person on the case, in their order."""
    for one in decision.case.findings:
        yield _of_rule(one, decision) if one.outcome else _of_field(one, decision)


def _of_rule(one: PersonFinding, decision: Decision) -> Found:
    of_rule = (f for f in decision.findings if f.rule.id == one.about and is_about(one, f.record))
    finding = next(of_rule, None)
    result = p.OUTCOMES[Outcome(one.outcome)]
    if finding is None:
        return Found(one, None, _named(same(one.about), one), result, False, _NOT_IN_FORCE)
    return Found(one, None, _named(finding.rule.title, one), result, finding.by_person, standing(finding, one))


def _of_field(one: PersonFinding, decision: Decision) -> Found:
    field, said = _field(one, decision), same(f"“{one.written}”")
    evidence = (e for f in decision.findings for e in f.evidence)
    used = any(e.how is How.FINDING and e.at == one.at and e.input.field.id == one.about for e in evidence)
    return Found(one, field, _named(field.label, one), said, used, _USED if used else _NO_CLAUSE)


def _field(one: PersonFinding, decision: Decision) -> Field:
    """The field that a finding is about, of the case or of its records."""
    vocabulary, subject = decision.vocabulary, decision.case.subject
    subjects = vocabulary.judged_with(subject) if one.record else (subject,)
    return next(field for name in subjects if (field := vocabulary.find(name, one.about)) is not None)


def _named(what: Text, one: PersonFinding) -> Text:
    return Text(f"{what.zh} · {one.record}", f"{what.en} · {one.record}") if one.record else what


def standing(f: Finding, one: PersonFinding) -> Text:
    """Whether what a person has found gives the outcome of the finding, or else why not, and how they differ."""
    if f.by_person:
        return _USED
    if f.outcome is Outcome.UNDETERMINED:
        return _NOT_USED_YET
    if f.outcome is Outcome.DEFERRED:
        return _TOO_EARLY
    if f.outcome.value == one.outcome:
        return _SETTLED
    words = p.OUTCOMES[f.outcome]
    return Text(
        f"资料已能判定为“{words.zh}”,与此认定不同,未采用", f"not used: the data settle it otherwise ({words.en})"
    )


def beside(f: Finding) -> Text | None:
    """What a person has found of a rule that the program decides or leaves open itself; None where nobody has."""
    if f.found is None or f.by_person:
        return None
    told, result, by = standing(f, f.found), OUTCOMES_FOUND[Outcome(f.found.outcome)], found_by(f.found)
    at = f.found.at
    zh = f"{told.zh}:认定{result.zh}({by.zh}) [{at.to('zh')}]"
    return Text(zh, f"{told.en}: found {result.en} ({by.en}) [{at.to('en')}]")


def person_data(one: PersonFinding, lang: Lang, *, used: bool, note: Text) -> dict[str, Any]:
    """Who has found it, and whether it is used, as JSON takes it."""
    return {
        "unit": one.unit,
        "date": one.day.isoformat(),
        "document": one.document or None,
        "person": one.person or None,
        "reason": one.reason or None,
        "record": one.record or None,
        "written": one.written,
        "at": place_data(one.at),
        "used": used,
        "note": note.to(lang),
    }
