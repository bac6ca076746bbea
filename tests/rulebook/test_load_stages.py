"""Rules and tables may say from which stage they are due, and a vocabulary when a case has reached a stage."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.language.unparse import unparse
from compliance.rulebook.load import load_rulebook
from tests.quality.trials import STAGED_VOCABULARY, staged
from tests.rulebook.refusals import faults
from tests.rulebooks import CITE, rule

TABLE = f"""tables:
  - {{id: most, label: {{zh: 上限, en: Most}}, inputs: [land_area], output: {{unit: 亩}}, hit: unique, stage: land,
     cite: {CITE}, rows: [['[0..9)', 5]]}}
"""
RULES = "rules:\n" + rule("CITY-1", "stage: application, require: in_zone")


def test_rules_and_tables_keep_their_stages(tmp_path: Path) -> None:
    book = load_rulebook(staged(tmp_path, "", TABLE + RULES + rule("CITY-2", "require: in_zone")))
    stages = book.vocabulary.stages
    assert {one.id: one.stage for one in book.rules} == {"CITY-1": stages.find("application"), "CITY-2": None}
    assert book.tables["most"].stage == stages.find("land")


def test_a_rulebook_knows_when_a_case_has_reached_a_stage(tmp_path: Path) -> None:
    book = load_rulebook(staged(tmp_path, ""))
    assert [(stage.id, unparse(condition)) for stage, condition in book.reached] == [("land", "granted")]


FAULTS = {
    "the stage of a rule": (
        "stage: application,", "stage: aplication,",
        "city/rules.yaml:5:114: no stage is called 'aplication'; there are lead, application, land",
    ),
    "the stage of a table": (
        "stage: land", "stage: lnad",
        "city/rules.yaml:2:103: no stage is called 'lnad'; there are lead, application, land",
    ),
    "a stage of a rule about what passes through none": (
        "stage: application, require: in_zone", "stage: application, subject: zone, require: fai >= 5 亿元",
        "city/rules.yaml:5:114: only a rule by which cases are reviewed has a stage",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_stage_is_told_at_its_place(tmp_path: Path, name: str) -> None:
    right, wrong, said = FAULTS[name]
    content = TABLE + RULES
    assert content.count(right) == 1
    with pytest.raises(InputError) as caught:
        load_rulebook(staged(tmp_path, "", content.replace(right, wrong)))
    assert [problem.line("en").replace(f"{tmp_path}/", "") for problem in caught.value.problems] == [said]


def test_a_rule_cannot_name_a_stage_where_there_are_none(tmp_path: Path) -> None:
    (said,) = faults(tmp_path, RULES)
    assert said == "city/rules.yaml:2:114: no stage is called 'application'; there are none"


@pytest.mark.parametrize(
    ("reached", "said"),
    [
        ("grantd", "did you mean granted"),
        ("land_area >= 5 万元", "different dimensions"),
        ("fai >= 5 亿元", "fai"),
    ],
)
def test_when_a_stage_is_reached_is_a_condition_that_is_checked(tmp_path: Path, reached: str, said: str) -> None:
    folder = staged(tmp_path, "")
    text = STAGED_VOCABULARY.replace("reached: granted", f"reached: {reached}")
    (folder / "vocabulary.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_rulebook(folder)
    (problem,) = caught.value.problems
    line = problem.line("en").replace(f"{folder}/", "")
    assert line.startswith("vocabulary.yaml:8:")
    assert said in line
