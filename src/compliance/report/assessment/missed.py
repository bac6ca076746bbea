"""Demands that are missed or past their day, each with those who missed it alike; and how that is said."""

from collections.abc import Sequence
from typing import NamedTuple

from compliance.assessment.attainment import Assessment, Attainment, Status
from compliance.report.assessment.figures import gap_words
from compliance.report.assessment.page import status_words
from compliance.rulebook.model import Rule
from compliance.text import Lang, Text

MISSED = (Status.UNMET, Status.LATE, Status.UNREPORTED)  # the gravest first
OVERDUE = Text("过期未报", "overdue")


class MissedGroup(NamedTuple):
    """A demand, how it stands, and those of whom it is demanded that stand so, in the order of the ledger."""

    status: Status
    rule: Rule
    by: tuple[Attainment, ...]


def missed_groups(found: Assessment) -> tuple[MissedGroup, ...]:
    """All that is missed or past its day: what is missed first, then what was late, then what is not reported."""
    groups: dict[tuple[Status, str], list[Attainment]] = {}
    for a in (*found.attainments, *found.unlisted):
        if a.status in MISSED:
            groups.setdefault((a.status, a.rule.id), []).append(a)
    made = (MissedGroup(status, of[0].rule, tuple(of)) for (status, _), of in groups.items())
    return tuple(sorted(made, key=lambda group: MISSED.index(group.status)))


def who_missed(by: Sequence[Attainment], lang: Lang, most: int = 1) -> str:
    """Those who missed a demand: so many by name, and how many they are where they are more."""
    names = [a.about.to(lang) for a in by[:most]]
    if len(by) <= most:
        return ("、" if lang == "zh" else ", ").join(names)
    if lang == "zh":
        return f"{'、'.join(names)}等 {len(by)} 个"
    return f"{', '.join(names)} and {len(by) - most} more"


def how_missed(by: Sequence[Attainment], lang: Lang) -> str:
    """How the demand stands; of a single one also by how much its first figure that is missed is off."""
    first = by[0]
    words = (OVERDUE if first.status is Status.UNREPORTED else status_words(first)).to(lang)
    gap = next((m.gap for m in first.measures if m.met is False and m.gap is not None), None)
    if gap is None or len(by) > 1:
        return words
    size = gap_words(gap, lang)
    return f"{words},差 {size}" if lang == "zh" else f"{words} by {size}"
