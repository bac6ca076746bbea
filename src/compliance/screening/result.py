"""The result of screening one lead."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from compliance.case import Case, Doubt
from compliance.engines.engine import Outcome
from compliance.errors import column_letters, shown
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
    ranking there are the points, the rules that gave them, and those that might give more.  `outside` says that it lies
    outside every place that the packs are for, `presumed` that it is taken to lie in one, which is not known; `found`
    are the rules whose outcome a person has found.
    """

    row: int
    id: str
    name: str
    verdict: Verdict
    stage: str
    outside: bool
    presumed: bool
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
    found: tuple[str, ...] = ()


def path_label(path: str, vocabulary: Vocabulary) -> Text:
    """The words for a missing field: 用地面积, or 单体建筑·层数 for a field of records."""
    holder, _, inner = path.partition(".")
    field = vocabulary.field(vocabulary.reviewed, holder)
    if not inner or field.of is None:
        return field.label
    of_record = vocabulary.field(field.of, inner).label
    return Text(f"{field.label.zh}·{of_record.zh}", f"{field.label.en}: {of_record.en}")


def order_of(vocabulary: Vocabulary) -> Callable[[str], tuple[int, str]]:
    """What puts the paths of missing fields in the order of the vocabulary, as the key of a sort."""
    places = {field.id: place for place, field in enumerate(vocabulary.fields(vocabulary.reviewed))}
    return lambda path: (places[path.partition(".")[0]], path)


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
        decision.outside,
        decision.presumed,
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
        tuple(dict.fromkeys(f.rule.id for f in decision.findings if f.by_person)),
    )


def reason_of(rule: Rule, why: Text) -> Text:
    """Why a rule is not met, with its title."""
    return Text(f"{rule.title.zh}:{why.zh}", f"{rule.title.en}: {why.en}")


def doubts_of(case: Case) -> tuple[Text, ...]:
    """The values of a case that could not be used, those of its records too: words, cell and reason.

    Values that contradict one another share a reason and stand together, so that each is told once.
    """
    held = [datum.value for datum in unplaced(case.data).values() if isinstance(datum.value, tuple)]
    of_records = [(record.name, doubt) for records in held for record in records for doubt in record.doubts]
    together: dict[Text, list[tuple[str, Doubt]]] = {}
    for record, doubt in [*(("", doubt) for doubt in case.doubts), *of_records]:
        together.setdefault(doubt.reason, []).append((record, doubt))
    return tuple(_doubted(reason, found) for reason, found in together.items())


def _doubted(reason: Text, found: Sequence[tuple[str, Doubt]]) -> Text:
    named = [_written(record, doubt) for record, doubt in found]
    label = found[0][1].label  # which reasons may begin with
    zh, en = reason.zh.removeprefix(f"“{label.zh}”:"), reason.en.removeprefix(f"'{label.en}': ")
    return Text(f"{'、'.join(one.zh for one in named)}:{zh}", f"{', '.join(one.en for one in named)}: {en}")


def _written(record: str, doubt: Doubt) -> Text:
    """The field in doubt, the words that stand there, and the cell."""
    of, at = f"{record}·" if record else "", doubt.at
    cell = f"[{column_letters(at.column)}{at.line}]" if at.cell else ""
    said = shown(doubt.written)
    return Text(f"{of}{doubt.label.zh}“{said}”{cell}", f"{of}{doubt.label.en} {said!r} {cell}".rstrip())


def deciding(rules: Iterable[Rule]) -> list[Rule]:
    """Those of the rules that the verdict waits for."""
    return [rule for rule in rules if rule.force.decides]


def ids_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The ids of rules, in their order."""
    return tuple(rule.id for rule in rules)
