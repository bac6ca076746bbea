"""The result of screening one lead."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from compliance.case import Case, Doubt
from compliance.engines.engine import Outcome
from compliance.intake.leads.rows import Lead
from compliance.intake.rows.row_data import unplaced
from compliance.review.decision import Decision, Verdict
from compliance.rulebook.model import Rule
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

_INDEX = re.compile(r"\[\d+\]")


class Result(NamedTuple):
    """What is found of one lead: rules by id, missing fields by path, and the words for what is not met or in doubt.

    `stage` is the id of the stage that it was judged at, empty where there are none; `sheet` is that of the lead.  Of a
    ranking there are the points, the rules that gave them, and those that might give more.
    """

    row: int
    id: str
    name: str
    verdict: Verdict
    stage: str
    failed: tuple[str, ...]
    undetermined: tuple[str, ...]
    manual: tuple[str, ...]
    deferred: tuple[str, ...]
    missing: tuple[str, ...]
    entitlements: tuple[str, ...]
    prospective: tuple[str, ...]
    reasons: tuple[Text, ...]
    doubts: tuple[Text, ...]
    points: int = 0
    priorities: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    sheet: str = ""


def path_label(path: str, vocabulary: Vocabulary) -> Text:
    """The words for a missing field: 用地面积, or 单体建筑·层数 for a field of records."""
    holder, _, inner = path.partition(".")
    field = vocabulary.field(vocabulary.reviewed, holder)
    if not inner or field.of is None:
        return field.label
    of_record = vocabulary.field(field.of, inner).label
    return Text(f"{field.label.zh}·{of_record.zh}", f"{field.label.en}: {of_record.en}")


def of_decision(lead: Lead, decision: Decision, weights: Mapping[str, int] = MappingProxyType({})) -> Result:
    """The result that a decision on the lead comes to; `weights` are the points of the rules that a ranking counts."""
    deciding = [f for f in decision.findings if f.rule.force.decides]

    def with_outcome(wanted: Outcome) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f.rule.id for f in deciding if f.outcome is wanted))

    def ranked(*wanted: Outcome) -> tuple[str, ...]:
        having = {f.rule.id for f in decision.findings if f.outcome in wanted}
        return tuple(id_ for id_ in weights if id_ in having)

    failed = with_outcome(Outcome.FAIL)
    undetermined = tuple(id_ for id_ in with_outcome(Outcome.UNDETERMINED) if id_ not in failed)
    manual = tuple(id_ for id_ in with_outcome(Outcome.MANUAL) if id_ not in (*failed, *undetermined))
    graver = (*failed, *undetermined, *manual)
    return Result(
        lead.row,
        lead.id,
        lead.case.name,
        decision.verdict,
        "" if decision.stage is None else decision.stage.id,
        failed,
        undetermined,
        manual,
        tuple(id_ for id_ in with_outcome(Outcome.DEFERRED) if id_ not in graver),
        tuple(dict.fromkeys(_INDEX.sub("", request.input.path) for request in decision.requests)),
        tuple(dict.fromkeys(f.rule.id for f in decision.entitlements)),
        tuple(dict.fromkeys(f.rule.id for f in decision.prospective)),
        tuple(reason_of(f.rule, f.reason) for f in deciding if f.outcome is Outcome.FAIL),
        doubts_of(decision.case),
        sum(weights[id_] for id_ in ranked(Outcome.PASS)),
        ranked(Outcome.PASS),
        ranked(Outcome.UNDETERMINED, Outcome.MANUAL, Outcome.DEFERRED),
        lead.sheet,
    )


def reason_of(rule: Rule, why: Text) -> Text:
    """Why a rule is not met, with its title."""
    return Text(f"{rule.title.zh}:{why.zh}", f"{rule.title.en}: {why.en}")


def doubts_of(case: Case) -> tuple[Text, ...]:
    """The values of a case that could not be used, those of its records too, with their reasons."""
    held = [datum.value for datum in unplaced(case.data).values() if isinstance(datum.value, tuple)]
    every = [*case.doubts, *(doubt for records in held for record in records for doubt in record.doubts)]
    return tuple(_doubted(doubt) for doubt in every)


def _doubted(doubt: Doubt) -> Text:
    label, why = doubt.label, doubt.reason
    zh = why.zh if label.zh in why.zh else f"{label.zh}:{why.zh}"
    return Text(zh, why.en if label.en in why.en else f"{label.en}: {why.en}")


def deciding(rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules that the verdict waits for."""
    return [rule for rule in rules if rule.force.decides]


def ids_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The ids of rules, in their order."""
    return tuple(rule.id for rule in rules)
