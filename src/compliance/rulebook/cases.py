"""The cases beside the rules: what a rule must say of an input."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Field

from compliance.case import Case
from compliance.errors import Place
from compliance.intake.application import case_of
from compliance.nodes.tree import Mapping, Node, Sequence
from compliance.nodes.validate import validate
from compliance.rulebook.files import only_document
from compliance.rulebook.load import rules_folder
from compliance.rulebook.model import Rulebook
from compliance.rulebook.schema import Wording
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

SURVIVORS = "survivors.yaml"


class _CaseSpec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, description="What the case shows.")
    rule: str = Field(min_length=1, description="The id of the rule that is tried.")
    subject: str | None = Field(default=None, description="What the input describes.")
    as_of: date = Field(description="The day of the review.")
    input: dict[str, Any] = Field(description="Fields by id or by Chinese label, as in an application.")
    times: int = Field(
        default=1, ge=1, le=1000, description="How often the first record of each list of the input stands there."
    )
    outcome: str | list[str] = Field(description="The outcome of the rule; for a rule about buildings, one for each.")
    words: list[str] = Field(default=[], description="Words that the Chinese reason must hold.")
    missing: list[str] | None = Field(default=None, description="Exactly the fields asked for.")


class CasesSpec(BaseModel):
    """A file of cases beside the rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cases: list[_CaseSpec] = Field(description="What rules must say of inputs.")


class _SurvivorSpec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    mutant: str = Field(min_length=1)
    why: Wording


class SurvivorsSpec(BaseModel):
    """tests/survivors.yaml: changes of rules that no case can notice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    survivors: list[_SurvivorSpec]


@dataclass(frozen=True, slots=True)
class RuleCase:
    """An input with the outcome that a rule must have on it: one outcome, or one for each record.

    `times` in the file says how often the first record of each list of the input stands there.
    `words` must stand in the Chinese reason; `missing`, where given, are exactly the fields asked for.
    """

    name: str
    rule: str
    as_of: date
    case: Case
    outcomes: tuple[str, ...]
    words: tuple[str, ...]
    missing: tuple[str, ...] | None
    at: Place


def read_cases(folder: Path | None, pack: str, vocabulary: Vocabulary) -> list[RuleCase]:
    """The cases of a pack, in the order of its files.

    `folder` is that of the rulebook, None for the program's own.  Raises: InputError for a faulty case.
    """
    return [case for name, node in _files(folder, pack) if name != SURVIVORS for case in _cases(node, vocabulary)]


def all_cases(folder: Path | None, rulebook: Rulebook) -> list[RuleCase]:
    """The cases of every pack of a rulebook.  Raises as `read_cases`."""
    return [case for pack in rulebook.packs for case in read_cases(folder, pack.id, rulebook.vocabulary)]


def read_survivors(folder: Path | None, pack: str) -> dict[str, Text]:
    """The changes of a pack's rules that no case can notice, each with the reason.  Raises as `read_cases`."""
    return {
        found.mutant: found.why.text()
        for name, node in _files(folder, pack)
        if name == SURVIVORS
        for found in validate(SurvivorsSpec, node).survivors
    }


def _files(folder: Path | None, pack: str) -> Iterator[tuple[str, Node]]:
    root, shown_as = rules_folder(folder)
    tests = root.joinpath(pack).joinpath("tests")
    for file in sorted(tests.iterdir(), key=lambda file: file.name) if tests.is_dir() else ():
        if file.name.endswith(".yaml"):
            yield file.name, only_document(file.read_bytes(), f"{shown_as}/{pack}/tests/{file.name}")


def _cases(node: Node, vocabulary: Vocabulary) -> Iterator[RuleCase]:
    specs = validate(CasesSpec, node).cases
    items = cast(Sequence, cast(Mapping, node).get("cases")).items
    for spec, item in zip(specs, items, strict=True):
        given = _repeated(cast(Mapping, cast(Mapping, item).get("input")), spec.times)
        yield RuleCase(
            spec.name,
            spec.rule,
            spec.as_of,
            case_of(given, vocabulary, spec.subject or vocabulary.reviewed, spec.name),
            (spec.outcome,) if isinstance(spec.outcome, str) else tuple(spec.outcome),
            tuple(spec.words),
            None if spec.missing is None else tuple(spec.missing),
            item.at,
        )


def _repeated(given: Mapping, times: int) -> Mapping:
    """The input with the first record of each of its lists standing so many times."""
    if times == 1:
        return given
    return Mapping(tuple((key, _first_repeated(value, times)) for key, value in given.entries), given.at)


def _first_repeated(value: Node, times: int) -> Node:
    if not isinstance(value, Sequence) or not value.items:
        return value
    return Sequence((value.items[0],) * times + value.items[1:], value.at)
