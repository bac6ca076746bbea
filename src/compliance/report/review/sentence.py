"""The one sentence that says where a case stands: the verdict, the stage, what is found already, what comes later."""

from collections.abc import Mapping, Sequence

from compliance.engines.engine import Outcome
from compliance.report.phrases import verdict_words
from compliance.report.review.deferred import by_stage
from compliance.review.decision import Decision, Verdict
from compliance.rulebook.model import Force, Rule
from compliance.text import Text, join, same

_NAMED = 3  # so many items are named; of more, their number is told

_AT_STAGE: Mapping[Verdict, Text] = {
    Verdict.PASS: Text("建议{zh}阶段通过", "{en} stage: pass (proposed)"),
    Verdict.CONDITIONAL: Text(
        "建议{zh}阶段有条件通过(整改或专题论证)",
        "{en} stage: conditional pass (proposed), to be rectified or justified",
    ),
    Verdict.REFERRED: Text(
        "{zh}阶段待认定(不得视为通过)", "{en} stage: for a person to decide (not to be taken for a pass)"
    ),
    Verdict.UNDETERMINED: Text("{zh}阶段待补正", "{en} stage: incomplete, further information is required"),
    Verdict.FAIL: Text("{zh}阶段建议不予通过", "{en} stage: fail (proposed)"),
}
_OUTSIDE = Text(
    "{zh}阶段不作通过结论:不在本市范围",
    "{en} stage: no pass is given, outside the places that the rulebook's plans cover",
)
_FIRST_LOOK: Mapping[Verdict, Text] = {
    Verdict.PASS: Text("{zh}初筛未发现障碍", "{en} stage, first look: nothing found against it"),
    Verdict.CONDITIONAL: Text(
        "{zh}初筛有条件未满足(须整改或专题论证)",
        "{en} stage, first look: conditions not met, to be rectified or justified",
    ),
    Verdict.FAIL: Text("{zh}初筛即不符合,建议不予通过", "{en} stage, first look: fail (proposed) already"),
}


def sentence(decision: Decision) -> Text:
    """What the line of the verdict says, without a full stop.

    What a person must decide is named where the verdict waits for it, and so are the rules that are not met, those that
    weigh most first.  What comes later is counted by stage, but for a case that is proposed for refusal.
    """
    said = _head(decision)
    referred = decision.verdict is Verdict.REFERRED
    if referred:
        items, count = _named([referral.open.what for referral in decision.referrals]), len(decision.referrals)
        said = Text(f"{said.zh}:{items.zh}{f' {count} 项' if count > _NAMED else ''}", f"{said.en}: {items.en}")
    failed = _failed(decision)
    if failed:
        found = _not_met(failed)
        said = Text(f"{said.zh}{';' if referred else ','}{found.zh}", f"{said.en}; {found.en}")
    later = same("") if decision.verdict is Verdict.FAIL else _later(decision)
    if not later.zh:
        return said
    if failed or referred:
        return Text(f"{said.zh};{later.zh}", f"{said.en}; {later.en}")
    return Text(f"{said.zh}({later.zh})", f"{said.en} ({later.en})")


def headline(decision: Decision, key: Sequence[Text]) -> Text:
    """The sentence of an answer: the verdict, what is not met, and `key`, what is special to the case and open.

    Unlike the sentence of the whole report it does not name what every case has to settle.
    """
    said = _head(decision)
    failed = _failed(decision)
    if failed:
        found = _not_met(failed)
        said = Text(f"{said.zh},{found.zh}", f"{said.en}; {found.en}")
    if decision.verdict is Verdict.FAIL:
        return said
    if key:
        named = _named(key)
        said = Text(f"{said.zh};关键:{named.zh}", f"{said.en}; the key: {named.en}")
    elif not failed and decision.verdict in (Verdict.REFERRED, Verdict.UNDETERMINED) and not decision.outside:
        said = Text(f"{said.zh};只余各项目通常须办的事项", f"{said.en}; open is only what every project settles")
    later = [(stage, len({f.rule.id for f in findings})) for stage, findings in by_stage(decision)]
    if not later:
        return said
    zh = "、".join(f"{'后续' if stage is None else stage.label.zh}时 {count} 项" for stage, count in later)
    en = ", ".join(f"{'later' if stage is None else stage.label.en} {count}" for stage, count in later)
    return Text(f"{said.zh};留待{zh}", f"{said.en}; left for later: {en}")


def _head(decision: Decision) -> Text:
    verdict, stage = decision.verdict, decision.stage
    if stage is None:
        return verdict_words(verdict, first_look=decision.first_look, outside=decision.outside)
    words = _FIRST_LOOK.get(verdict) if decision.first_look else None
    if decision.outside and verdict is Verdict.UNDETERMINED:
        words = _OUTSIDE
    zh, en = words or _AT_STAGE[verdict]
    return Text(zh.format(zh=stage.label.zh), en.format(en=stage.label.en))


def _failed(decision: Decision) -> list[Rule]:
    """The deciding rules that are not met, each once, those that alone refuse the case first."""
    failed = {f.rule.id: f.rule for f in decision.findings if f.outcome is Outcome.FAIL and f.rule.force.decides}
    return sorted(failed.values(), key=lambda rule: rule.force is Force.CONDITION)


def _not_met(rules: Sequence[Rule]) -> Text:
    names = _named([rule.title for rule in rules])
    return Text(f"已查出 {len(rules)} 项不符合({names.zh})", f"{len(rules)} not met already ({names.en})")


def _named(items: Sequence[Text]) -> Text:
    shown = join(tuple(items[:_NAMED]), "、", "; ") if items else same("")
    if len(items) <= _NAMED:
        return shown
    return Text(f"{shown.zh}等", f"{shown.en}; and {len(items) - _NAMED} more")


def _later(decision: Decision) -> Text:
    """How many rules are left for each later stage, the earliest first; nothing where none is."""
    parts = []
    for stage, findings in by_stage(decision):
        count = len({f.rule.id for f in findings})
        when = Text("后续", "later") if stage is None else Text(f"{stage.label.zh}时", f"at the {stage.label.en} stage")
        parts.append(Text(f"{when.zh}另判 {count} 项", f"{count} more to be decided {when.en}"))
    return join(tuple(parts), "、", ", ") if parts else same("")
