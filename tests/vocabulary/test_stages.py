"""A vocabulary declares the stages that a case passes through, and every field of a case says from which it is known."""

import pytest

from compliance.errors import UnknownIdError
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.load import load_vocabulary
from compliance.vocabulary.stages import Stage, StageAsked, Stages
from tests.vocabulary.small import node, refused

STAGED = """
subjects:
  permit: {label: {zh: 许可, en: Permit}, reviewed: true}
  tank:   {label: {zh: 储罐, en: Tank}, part_of: permit}
  river:  {label: {zh: 河流, en: River}}
stages:
  - {id: enquiry, label: {zh: 咨询, en: Enquiry}, screened: true}
  - {id: filing, label: {zh: 申请, en: Filing}, reviewed: true}
  - {id: running, label: {zh: 运行, en: Running}, reached: opened}
permit:
  phase:  {kind: enum, stage: enquiry, values: stages, label: {zh: 阶段, en: Phase}}
  opened: {kind: bool, stage: running, label: {zh: 已运行, en: Opened}}
  tanks:  {kind: list, stage: filing, of: tank, label: {zh: 储罐, en: Tanks}}
tank:
  volume: {kind: number, stage: filing, label: {zh: 容量, en: Volume}}
river:
  name:   {kind: text, label: {zh: 河名, en: Name}}
"""
ENQUIRY = Stage("enquiry", Text("咨询", "Enquiry"), 0)
FILING = Stage("filing", Text("申请", "Filing"), 1)
RUNNING = Stage("running", Text("运行", "Running"), 2)


@pytest.fixture(scope="module")
def staged() -> Vocabulary:
    return load_vocabulary(node(STAGED))


def test_the_stages_are_kept_in_their_order(staged: Vocabulary) -> None:
    assert staged.stages == Stages((ENQUIRY, FILING, RUNNING), screened=ENQUIRY, reviewed=FILING)
    assert list(staged.reached) == ["running"]


def test_a_field_says_from_which_stage_on_it_is_known(staged: Vocabulary) -> None:
    stages = {one.id: one.stage for subject in ("permit", "tank", "river") for one in staged.fields(subject)}
    assert stages == {"phase": ENQUIRY, "opened": RUNNING, "tanks": FILING, "volume": FILING, "name": None}


def test_the_values_of_the_field_that_states_the_stage_are_the_stages(staged: Vocabulary) -> None:
    field = staged.stage_field
    assert field is not None
    assert (field.id, field.states_stage) == ("phase", True)
    assert [(value.id, value.label.zh) for value in field.values] == [
        ("enquiry", "咨询"),
        ("filing", "申请"),
        ("running", "运行"),
    ]
    assert not staged.field("permit", "opened").states_stage


def test_where_no_stage_is_marked_the_first_is_that_of_screening_and_of_review() -> None:
    found = load_vocabulary(
        node(STAGED.replace(", screened: true", "").replace(", reviewed: true}\n  - {id: r", "}\n  - {id: r"))
    )
    assert (found.stages.screened, found.stages.reviewed) == (ENQUIRY, ENQUIRY)


def test_a_vocabulary_may_do_without_stages() -> None:
    lines = [line.replace("stage: filing, ", "") for line in STAGED.splitlines()]
    kept = [line for line in lines if "stage: " not in line and "- {id" not in line and line != "stages:"]
    found = load_vocabulary(node("\n".join(kept)))
    assert found.stages == Stages()
    assert (found.stage_field, found.reached) == (None, {})
    assert found.field("tank", "volume").stage is None


FAULTS = {
    "a field without its stage": (
        ("volume: {kind: number, stage: filing,", "volume: {kind: number,"),
        ["14:3: say from which stage on volume can be known (stage)"],
    ),
    "a stage that there is not": (
        ("volume: {kind: number, stage: filing,", "volume: {kind: number, stage: filling,"),
        ["14:33: no stage is called 'filling'; there are enquiry, filing, running"],
    ),
    "a stage of a field of another subject": (
        ("name:   {kind: text,", "name:   {kind: text, stage: filing,"),
        ["16:24: only fields of what is reviewed and of its parts have a stage"],
    ),
    "two stages that leads are screened at": (
        ("en: Filing}, reviewed: true", "en: Filing}, screened: true, reviewed: true"),
        ["7:57: enquiry is marked screened: true already; mark one stage only"],
    ),
    "two stages that applications are reviewed at": (
        ("reached: opened", "reached: opened, reviewed: true"),
        ["8:76: filing is marked reviewed: true already; mark one stage only"],
    ),
    "an id twice": (
        ("id: running", "id: filing"),
        ["8:5: the stage 'filing' has a name in common with 'filing'", "11:31: no stage is called 'running'"],
    ),
    "a label twice": (
        ("zh: 运行, en: Running", "zh: 申请, en: Running"),
        ["8:5: the stage 'running' has a name in common with 'filing'"],
    ),
    "a label that is the id of another": (
        ("en: Running}", "en: ENQUIRY}"),
        ["8:5: the stage 'running' has a name in common with 'enquiry'"],
    ),
    "an id in capitals": (
        ("id: running", "id: Running"),
        ["8:10: 'id' is not written as it must be", "11:31: no stage is called 'running'"],
    ),
    "a stage without a label": (
        ("label: {zh: 咨询, en: Enquiry}, ", ""),
        ["6:5: 'label' is missing", "10:31: no stage is called 'enquiry'"],
    ),
    "an unknown key": (
        ("reached: opened", "reach: opened"),
        ["8:49: unknown key 'reach'; did you mean 'reached'?", "11:31: no stage is called 'running'"],
    ),
    "a second field that states the stage": (
        ("opened: {kind: bool,", "opened: {kind: enum, values: stages,"),
        ["11:32: phase states the stage already; only one field has 'values: stages'"],
    ),
    "a field of a part that states the stage": (
        ("volume: {kind: number,", "volume: {kind: enum, values: stages,"),
        ["14:32: only a field of permit, which reviews are about, has 'values: stages'"],
    ),
    "a set that states the stage": (
        ("phase:  {kind: enum,", "phase:  {kind: set,"),
        ["10:47: phase states the one stage that a case is at; its kind must be enum"],
    ),
    "a number that states the stage": (
        ("phase:  {kind: enum,", "phase:  {kind: number,"),
        ["10:42: a field of kind number has no 'values'"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_the_stages_is_told_at_its_place(name: str) -> None:
    (right, wrong), said = FAULTS[name]
    assert STAGED.count(right) == 1
    found = refused(STAGED.replace(right, wrong).lstrip("\n"))
    assert len(found) == len(said)
    assert all(one.startswith(wanted) for one, wanted in zip(found, said, strict=True))


def test_stages_that_are_no_list_are_refused() -> None:
    before, _, after = STAGED.lstrip("\n").partition("stages:\n")
    found = refused(f"{before}stages: {{enquiry: 咨询}}\n{after[after.index('permit:') :]}")
    assert found[0] == "5:9: must be a list of stages, in their order"


def test_a_field_cannot_take_its_values_from_stages_that_are_not_declared() -> None:
    text = "subjects: {permit: {label: {zh: 许可, en: Permit}, reviewed: true}}\n"
    (found,) = refused(f"{text}permit:\n  phase: {{kind: enum, values: stages, label: {{zh: 阶段, en: Phase}}}}\n")
    assert found == (
        "3:31: 'values: stages' takes its values from 'stages', which is missing; declare stages, or list values"
    )


def test_a_stage_of_a_field_is_refused_where_none_are_declared() -> None:
    text = "subjects: {permit: {label: {zh: 许可, en: Permit}, reviewed: true}}\n"
    (found,) = refused(f"{text}permit:\n  a: {{kind: bool, stage: filing, label: {{zh: 甲, en: A}}}}\n")
    assert found.endswith("have a stage, and 'stages' must declare it")


@pytest.mark.parametrize("name", ["filing", "申请", "Filing"])
def test_a_stage_is_named_by_its_id_or_by_a_label(staged: Vocabulary, name: str) -> None:
    assert staged.stages.named(name) == FILING


def test_a_name_of_no_stage_is_answered_with_the_stages(staged: Vocabulary) -> None:
    assert staged.stages.named(None) is None
    assert staged.stages.find("filling") is None
    with pytest.raises(UnknownIdError, match="filing"):
        staged.stages.named("filling")


def test_a_stage_that_is_chosen_is_that_of_every_case_and_the_usual_one_gives_way(staged: Vocabulary) -> None:
    assert staged.stages.for_screening(None) == StageAsked(ENQUIRY, unless_stated=True)
    assert staged.stages.for_review(None) == StageAsked(FILING, unless_stated=True)
    assert staged.stages.for_screening(RUNNING) == StageAsked(RUNNING, unless_stated=False)
    assert staged.stages.for_review(ENQUIRY) == StageAsked(ENQUIRY, unless_stated=False)
    assert (Stages().for_screening(None), Stages().for_review(None)) == (None, None)


def test_a_review_before_the_stage_of_applications_is_a_first_look(staged: Vocabulary) -> None:
    looks = {stage.id: staged.stages.is_first_look(stage) for stage in staged.stages.every}
    assert looks == {"enquiry": True, "filing": False, "running": False}
    assert not staged.stages.is_first_look(None)
    assert not Stages().is_first_look(ENQUIRY)
