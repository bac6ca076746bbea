"""The stages that a case under review passes through, from a lead to operation."""

from dataclasses import dataclass
from typing import NamedTuple

from compliance.errors import RequestError, UnknownIdError
from compliance.text import Text


@dataclass(frozen=True, slots=True)
class Stage:
    """One of them; `place` counts from 0 in their order, and each implies those before it."""

    id: str
    label: Text
    place: int


class StageAsked(NamedTuple):
    """The stage that cases are judged at unless they have reached a later one.

    `unless_stated` if a case that states a stage of its own is judged at that one instead.
    """

    stage: Stage
    unless_stated: bool


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages in their order, none where a vocabulary has none.

    `screened` is the one that leads are screened at, `reviewed` the one that applications are reviewed at, where
    nothing else is asked for; before that one a review is a first look.
    """

    every: tuple[Stage, ...] = ()
    screened: Stage | None = None
    reviewed: Stage | None = None

    def named(self, name: str | None) -> Stage | None:
        """The stage with that id or label, in any case; None for None.

        Raises: UnknownIdError if there is none; RequestError where there are no stages at all.
        """
        if name is None:
            return None
        if not self.every:
            zh = "规则库的词汇表(vocabulary.yaml)没有列出阶段,不能按阶段审查;请勿指定阶段"
            en = "the vocabulary of this rulebook (vocabulary.yaml) lists no stages; ask for none"
            raise RequestError(Text(zh, en))
        wanted = name.strip().casefold()
        for stage in self.every:
            if wanted in (stage.id.casefold(), stage.label.zh.casefold(), stage.label.en.casefold()):
                return stage
        raise UnknownIdError(name, [stage.id for stage in self.every], Text("阶段", "stage"))

    def find(self, id_: str) -> Stage | None:
        """The stage with that id, or None."""
        return next((stage for stage in self.every if stage.id == id_), None)

    def for_screening(self, given: Stage | None) -> StageAsked | None:
        """What a screening asks for; `given` is the stage chosen for every case.  None where there are no stages."""
        return _asked(given, self.screened)

    def for_review(self, given: Stage | None) -> StageAsked | None:
        """What a review asks for; `given` is the stage chosen for every case.  None where there are no stages."""
        return _asked(given, self.reviewed)

    def is_first_look(self, stage: Stage | None) -> bool:
        """Whether a review at that stage comes before that of an application."""
        return stage is not None and self.reviewed is not None and stage.place < self.reviewed.place


def _asked(given: Stage | None, usual: Stage | None) -> StageAsked | None:
    if given is not None:
        return StageAsked(given, unless_stated=False)
    return None if usual is None else StageAsked(usual, unless_stated=True)
