"""What a decision leaves for later stages, by the stage at which it can be decided."""

from itertools import groupby
from typing import NamedTuple

from compliance.engines.missing import Later
from compliance.review.decision import Decision, Finding
from compliance.vocabulary.stages import Stage


class Due(NamedTuple):
    """Findings that can be decided at one stage; None where the rulebook's stages do not say at which."""

    stage: Stage | None
    findings: tuple[Finding, ...]


def by_stage(decision: Decision) -> list[Due]:
    """The findings on deciding rules that come later, the earliest stage first and each in the order of the rules."""
    ordered = sorted(decision.deferred, key=lambda f: (f.due is None, 0 if f.due is None else f.due.place))
    return [Due(stage, tuple(group)) for stage, group in groupby(ordered, lambda f: f.due)]


def needed_then(finding: Finding) -> tuple[Later, ...]:
    """What a finding waits for that can be known at the stage at which it can be decided."""
    due = finding.due
    return tuple(item for item in finding.later if due is None or item.stage.place <= due.place)
