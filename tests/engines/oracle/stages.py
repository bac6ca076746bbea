"""The stage of a case, and what can be known by then: docs/rule-language.md, section 5."""

from dataclasses import replace

from compliance.vocabulary.stages import Stage, StageAsked
from tests.engines.oracle.meaning import Seen, T, given, truth


def at_its_stage(whole: Seen, asked: StageAsked | None) -> Seen:
    """The case seen at the later of the stage that is asked for and the last that it has reached.

    Where none is asked for, everything can be known.
    """
    if asked is None:
        return replace(whole, stage=None)
    reached = [stage for stage, condition in whole.rulebook.reached if truth(condition, whole) is T]
    return replace(whole, stage=max([_asked(whole, asked), *reached], key=_place))


def _asked(whole: Seen, asked: StageAsked) -> Stage:
    """The stage asked for, or the one that the case states where that comes first."""
    vocabulary = whole.rulebook.vocabulary
    fields = [field for field in vocabulary.fields(whole.case.subject) if field.states_stage]
    stated = [given(field, whole) for field in fields] if asked.unless_stated else []
    return next((stage for stage in vocabulary.stages.every if stage.id in stated), asked.stage)


def is_due(since: Stage | None, seen: Seen) -> bool:
    """Whether what can be known from that stage on can be known of the case."""
    return since is None or seen.stage is None or _place(since) <= _place(seen.stage)


def _place(stage: Stage) -> int:
    return stage.place
