"""The cases beside the rules: what a rule must say of an input."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from compliance.case import Case
from compliance.errors import Place, shown
from compliance.intake.application import faultless_case_of
from compliance.nodes.tree import Mapping, Node, Sequence
from compliance.nodes.validate import validate
from compliance.rulebook.entries import fault
from compliance.rulebook.files import only_document, pack_folders
from compliance.rulebook.folder import read_file
from compliance.rulebook.load import rules_folder
from compliance.rulebook.model import Rulebook
from compliance.rulebook.schema import Wording
from compliance.rulebook.symbols import named_stage
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.stages import Stage, StageAsked

SURVIVORS = "survivors.yaml"
OutcomeName = Literal["pass", "fail", "undetermined", "manual", "deferred", "not_applicable", "overridden"]
_ONE: dict[str, Any] = {"type": "string", "enum": list(get_args(OutcomeName))}


def _as_list(written: object) -> object:
    return [written] if isinstance(written, str) else written


_Outcomes = Annotated[
    list[OutcomeName],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [_ONE, {"type": "array", "items": _ONE}]}),
]


class _CaseSpec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, description="What the case shows.")
    rule: str = Field(min_length=1, description="The id of the rule that is tried.")
    subject: str | None = Field(default=None, description="What the input describes.")
    as_of: date = Field(description="The day of the review.")
    stage: str | None = Field(
        default=None,
        description="The stage that the case is judged at, unless its input has reached a later one; "
        "without it, as if everything could be known.",
    )
    input: dict[str, Any] = Field(description="Fields by id or by Chinese label, as in an application.")
    times: int = Field(
        default=1, ge=1, le=1000, description="How often the first record of each list of the input stands there."
    )
    outcome: _Outcomes = Field(description="The outcome of the rule; for a rule about buildings, one for each.")
    words: list[str] = Field(default=[], description="Words that the Chinese reason must hold.")
    missing: list[str] | None = Field(default=None, description="Exactly the fields asked for.")
    packs: list[str] = Field(
        default=[],
        description="Other packs that the case needs, such as one that prevails; without them it is left out.",
    )


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

    `stage` is the one it is judged at, unless its input has reached a later one; None judges as if everything could be
    known.  `times` in the file says how often the first record of each list of the input stands there.
    `words` must stand in the Chinese reason; `missing`, where given, are exactly the fields asked for.  `packs` are the
    other packs without which the case says nothing.
    """

    name: str
    rule: str
    as_of: date
    stage: Stage | None
    case: Case
    outcomes: tuple[str, ...]
    words: tuple[str, ...]
    missing: tuple[str, ...] | None
    packs: tuple[str, ...]
    at: Place

    @property
    def asked(self) -> StageAsked | None:
        """The stage to evaluate it at, whatever stage its input states; None for every stage."""
        return None if self.stage is None else StageAsked(self.stage, unless_stated=False)


def read_cases(folder: Path | None, pack: str, vocabulary: Vocabulary) -> list[RuleCase]:
    """The cases of a pack, in the order of its files.

    `folder` is that of the rulebook, None for the program's own.  Raises: InputError for a faulty case.
    """
    packs = [found.name for found in pack_folders(rules_folder(folder)[0])]
    read = (node for name, node in _files(folder, pack) if name != SURVIVORS)
    return [case for node in read for case in _cases(node, vocabulary, packs)]


def all_cases(folder: Path | None, rulebook: Rulebook) -> list[RuleCase]:
    """The cases of every pack of a rulebook, but those that need a pack it does not have.  Raises as `read_cases`."""
    ids = {pack.id for pack in rulebook.packs}
    cases = (case for pack in rulebook.packs for case in read_cases(folder, pack.id, rulebook.vocabulary))
    return [case for case in cases if ids.issuperset(case.packs)]


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
            yield file.name, only_document(read_file(file), f"{shown_as}/{pack}/tests/{file.name}")


def _cases(node: Node, vocabulary: Vocabulary, packs: list[str]) -> Iterator[RuleCase]:
    specs = validate(CasesSpec, node).cases
    items = cast(Sequence, cast(Mapping, node).get("cases")).items
    for spec, item in zip(specs, items, strict=True):
        subject = spec.subject or vocabulary.reviewed
        _check_packs(spec.packs, cast(Mapping, item), packs)
        given = _repeated(cast(Mapping, cast(Mapping, item).get("input")), spec.times)
        yield RuleCase(
            spec.name,
            spec.rule,
            spec.as_of,
            _stage(spec.stage, subject, cast(Mapping, item), vocabulary),
            faultless_case_of(given, vocabulary, subject, spec.name),
            tuple(spec.outcome),
            tuple(spec.words),
            None if spec.missing is None else tuple(spec.missing),
            tuple(spec.packs),
            item.at,
        )


def _check_packs(needed: list[str], item: Mapping, packs: list[str]) -> None:
    for pack in needed:
        if pack not in packs:
            zh = f"没有规则包 {shown(pack)},现有:{'、'.join(packs)}"
            en = f"no pack is called {shown(pack)!r}; there are {', '.join(packs)}"
            raise fault((item.get("packs") or item).at, Text(zh, en))


def _stage(named: str | None, subject: str, item: Mapping, vocabulary: Vocabulary) -> Stage | None:
    if named is None:
        return None
    node, reviewed = item.get("stage") or item, vocabulary.reviewed
    if subject != reviewed:
        zh = f"只有 {reviewed} 的案例有阶段,{shown(subject)} 的没有;请删去 stage"
        en = f"only a case of a {reviewed} passes through stages, not one of a {shown(subject)}; leave 'stage' out"
        raise fault(node.at, Text(zh, en))
    return named_stage(named, node, vocabulary)


def _repeated(given: Mapping, times: int) -> Mapping:
    """The input with the first record of each of its lists standing so many times."""
    if times == 1:
        return given
    return Mapping(tuple((key, _first_repeated(value, times)) for key, value in given.entries), given.at)


def _first_repeated(value: Node, times: int) -> Node:
    if not isinstance(value, Sequence) or not value.items:
        return value
    return Sequence((value.items[0],) * times + value.items[1:], value.at)
