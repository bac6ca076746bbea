"""Cases at each stage notice when a rule, a table or a field is due earlier or later."""

from dataclasses import replace
from pathlib import Path

import pytest

from compliance.quality.mutation import mutate
from compliance.rulebook.cases import read_cases
from compliance.rulebook.load import load_rulebook
from tests.quality.trials import STAGED_CASE, STAGED_THOROUGH, staged
from tests.rulebooks import CITE, rule


def test_cases_at_each_stage_notice_when_a_field_is_known_earlier_or_later(tmp_path: Path) -> None:
    folder = staged(tmp_path, STAGED_THOROUGH)
    book = load_rulebook(folder)
    found = mutate(book, read_cases(folder, "city", book.vocabulary))
    # <= to < and >; 20 to 21, 19, 200; 亩 to 公顷; is_new to lead and to land; green_area to application
    assert found.tried == 9
    assert (found.survivors, found.faulty) == ((), ())


def test_a_stage_that_no_case_is_judged_at_may_be_any(tmp_path: Path) -> None:
    book = load_rulebook(staged(tmp_path, STAGED_THOROUGH))
    cases = [replace(case, stage=None) for case in read_cases(tmp_path, "city", book.vocabulary) if case.missing]
    names = {mutant.name for mutant in mutate(book, cases).survivors}
    assert {
        "is_new stage: application → lead",
        "is_new stage: application → land",
        "green_area stage: land → application",
    } <= names


def test_a_field_that_is_asked_for_too_early_is_noticed_where_a_case_says_what_is_missing(tmp_path: Path) -> None:
    only_new = STAGED_CASE.format("申请阶段只问是否新建", "application", "", "undetermined", "is_new")
    content = "rules:\n" + rule("CITY-1", "require: is_new and green_area <= 20 亩")
    book = load_rulebook(staged(tmp_path, only_new, content))
    asked = read_cases(tmp_path, "city", book.vocabulary)
    unsaid = [replace(case, missing=None) for case in asked]
    earlier = "green_area stage: land → application"
    assert earlier not in {mutant.name for mutant in mutate(book, asked).survivors}
    assert earlier in {mutant.name for mutant in mutate(book, unsaid).survivors}


def test_the_stages_of_rules_and_tables_are_moved_too(tmp_path: Path) -> None:
    content = f"""
tables:
  - {{id: most, label: {{zh: 上限, en: Most}}, inputs: [land_area], output: {{unit: 亩}}, hit: unique, stage: land, cite: {CITE},
     rows: [['[0..9)', 5]]}}
rules:
""" + rule("CITY-1", "stage: application, require: green_area <= most(land_area)")
    book = load_rulebook(staged(tmp_path, "", content))
    stages = [mutant.name for mutant in mutate(book, []).survivors if mutant.part == "stage"]
    assert stages == [
        "CITY-1 stage: application → lead",
        "CITY-1 stage: application → land",
        "most stage: land → application",
        "green_area stage: land → application",
        "land_area stage: lead → application",
    ]


@pytest.mark.parametrize(
    ("body", "force"),
    [
        ("require: known(green_area) and in_zone", "procedure"),
        ("require: not known(green_area)", "condition"),
        ("when: is_new, grants: {zh: 甲, en: A}", "guidance"),
    ],
)
def test_the_stage_of_a_field_that_no_deciding_rule_waits_for_is_left_alone(
    tmp_path: Path, body: str, force: str
) -> None:
    book = load_rulebook(staged(tmp_path, "", "rules:\n" + rule("CITY-1", body, force)))
    assert [mutant.name for mutant in mutate(book, []).survivors if mutant.part == "stage"] == []
