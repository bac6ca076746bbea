"""The day of a review where the case states its date of acceptance: the days that it may be, and what holds on all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from compliance.case import Case
from compliance.engines.engine import Outcome
from compliance.engines.missing import Input
from compliance.errors import shown
from compliance.quantity.imprecise import Days
from compliance.review.decision import Decision, Finding
from compliance.review.judge import collect_deferrals, collect_referrals, collect_requests, decide_verdict
from compliance.text import Text
from compliance.vocabulary.fields import Field

ACCEPTED = "application_date"
MOST_DAYS = 366


class Accepted(NamedTuple):
    """The days on which a case may have been accepted, in their order, and what is to be said of that.

    `any_day` says that it may have been any other day too: that of `days` stands for them all.
    """

    days: tuple[date, ...]
    notices: tuple[Text, ...]
    any_day: bool = False


def accepted_on(case: Case, today: date) -> Accepted:
    """The days that the case's date of acceptance may be; today where it states none."""
    datum = case.data.get(ACCEPTED)
    if datum is not None and isinstance(datum.value, date):
        return Accepted((datum.value,), ())
    if datum is not None and isinstance(datum.value, Days):
        first, last = datum.value.first, datum.value.last
        if first is not None and last is not None and (last - first).days < MOST_DAYS:
            days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
            return Accepted(days, (_on_each(datum.written, first, last),))
        return Accepted((last or first or today,), (_no_day(datum.written),), any_day=True)
    doubt = next((doubt for doubt in case.doubts if doubt.field == ACCEPTED), None)
    if doubt is not None:
        return Accepted((today,), (_no_day(doubt.written),), any_day=True)
    notice = Text(
        f"申报材料未写受理日期,按今日({today.isoformat()})有效的规定审查;可用 --as-of 指定",
        f"no date of acceptance is given: reviewed under the rules in force today ({today.isoformat()}); "
        "--as-of sets another day",
    )
    return Accepted((today,), (notice,))


def on_all(decisions: Sequence[Decision], field: Field, *, any_day: bool) -> Decision:
    """What holds on every day of which there is a decision, as seen on the last; the rest waits for the exact day.

    With `any_day` nothing that bears on the verdict holds: which rules are in force is not known.
    """
    last = decisions[-1]
    by_day = [{_key(f): f for f in decision.findings} for decision in decisions]
    every = {key: f for findings in by_day for key, f in findings.items()}
    found = tuple(_waiting(f, field) if any_day or not _is_the_same(key, by_day) else f for key, f in every.items())
    outside = any(decision.outside for decision in decisions)
    return replace(
        last,
        findings=found,
        verdict=decide_verdict(found, outside=outside),
        outside=outside,
        requests=collect_requests(found, last.case),
        referrals=collect_referrals(found),
        deferrals=collect_deferrals(found),
    )


def _key(f: Finding) -> tuple[str, int]:
    return f.rule.id, 0 if f.record is None else f.record.index


def _is_the_same(key: tuple[str, int], by_day: Sequence[dict[tuple[str, int], Finding]]) -> bool:
    return len({None if key not in findings else findings[key].outcome for findings in by_day}) == 1


def _waiting(f: Finding, field: Field) -> Finding:
    """The finding as one that waits for the day of the review."""
    if not f.rule.force.decides and f.outcome is Outcome.NOT_APPLICABLE:
        return f
    day = Input(field.id, field.label, field)
    reason = Text(
        f"因受理日期而异({f.reason.zh}),须补充具体的受理日期",
        f"depends on the day of acceptance ({f.reason.en}); give the exact day",
    )
    missing = (day, *(item for item in f.missing if item.path != field.id))
    return f._replace(
        outcome=Outcome.UNDETERMINED,
        reason=reason,
        missing=missing,
        gate=(day,),
        open=(),
        later=(),
        due=None,
        margin=None,
        by_person=False,
        breach=None,
    )


def _on_each(written: str, first: date, last: date) -> Text:
    said = shown(written, 20)
    return Text(
        f"受理日期写作“{said}”:已按 {first.isoformat()} 至 {last.isoformat()} 的每一天审查,各日不一致的须补充具体日期",
        f"the date of acceptance is written {said!r}: reviewed on each day from {first.isoformat()} to "
        f"{last.isoformat()}; what is not the same on all waits for the exact day",
    )


def _no_day(written: str) -> Text:
    said = shown(written, 20)
    return Text(
        f"受理日期写作“{said}”,不能据以确定审查日期;请填写具体日期,或用 --as-of 指定",
        f"the date of acceptance is written {said!r}, which gives no day for the review; write the day, or use --as-of",
    )
