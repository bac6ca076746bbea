"""Outcomes and conditions that no case tries are reported."""

import json
from pathlib import Path

import pytest

from compliance.cli.main import run
from compliance.engines.engine import Outcome
from compliance.quality.coverage import coverage, possible
from compliance.rulebook.cases import read_cases
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook
from tests.quality.trials import CASE, STAGED_THOROUGH, staged, tried
from tests.rulebooks import CITE, add_pack, rule, rulebook_of, shipped_cases, write_rulebook


def test_outcomes_and_conditions_that_no_case_tries_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tried(tmp_path, CASE.format("恰为", "in_zone: 是, land_area: 500", "pass"))
    book = load_rulebook(folder)
    (found,) = coverage(book, read_cases(folder, "city", book.vocabulary))
    assert set(found.possible) == {Outcome.PASS, Outcome.FAIL, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE}
    assert set(found.missed) == {Outcome.FAIL, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE}
    assert set(found.one_sided) == {"in_zone", "land_area >= 500 亩"}
    assert run(["rules", "coverage", "--rules", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "未试“不符合”,而要求可以为假:land_area >= 500 亩" in said
    assert "未试“待补正”,而可以未填或不够准确:是否入驻、用地面积" in said
    assert "未试“不适用”,而适用条件可以为假:in_zone" in said
    assert run(["rules", "coverage", "--rules", str(folder), "--format", "json", "--lang", "en"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["possible"], data["tried"]) == (4, 1)
    assert data["rules"][0]["not_tried"]["fail"] == "`require` can be false: land_area >= 500 亩"


def test_what_cannot_happen_is_not_asked_for(tmp_path: Path) -> None:
    content = "rules:\n" + rule("CITY-1", "require: not polluting")
    cases = CASE.format("认定", "polluting: 是", "fail") + CASE.format("否", "polluting: 否", "pass")
    folder = tried(tmp_path, cases + CASE.format("未认定", "", "manual"), content)
    book = load_rulebook(folder)
    (found,) = coverage(book, read_cases(folder, "city", book.vocabulary))
    assert set(found.possible) == {Outcome.PASS, Outcome.FAIL, Outcome.MANUAL}
    assert found.missed == ()


@pytest.mark.parametrize(
    ("body", "outcomes"),
    [
        ("require: known(cod) and cod >= 5 吨/年", {"pass", "fail"}),
        ("when: known(cod), require: cod >= 5 吨/年", {"pass", "fail", "not_applicable"}),
        ("when: known(cod) or in_zone, require: cod >= 5 吨/年", {"pass", "fail", "not_applicable", "undetermined"}),
        ("require: not known(cod) or cod >= 5 吨/年", {"pass", "fail"}),
        ("require: in_zone or not in_zone", {"pass", "undetermined"}),
        ("require: in_zone or not polluting", {"pass", "fail", "undetermined", "manual"}),
        ("when: in_zone, grants: {zh: 甲, en: A}", {"pass", "not_applicable", "undetermined"}),
        ("require: \"known(code) and code in {'31'}\"", {"pass", "fail", "undetermined"}),
        ("when: in_zone or not false, require: in_zone and true", {"pass", "fail", "undetermined"}),
    ],
)
def test_the_form_of_a_rule_tells_which_outcomes_it_can_have(tmp_path: Path, body: str, outcomes: set[str]) -> None:
    book = rulebook_of(tmp_path, "rules:\n" + rule("CITY-1", body, "guidance"))
    assert set(possible(book.rules[0], book)) == outcomes


def test_an_approximate_number_can_leave_a_binding_rule_open_though_it_is_given(tmp_path: Path) -> None:
    book = rulebook_of(tmp_path, "rules:\n" + rule("CITY-1", "require: known(cod) and cod >= 5 吨/年"))
    assert set(possible(book.rules[0], book)) == {Outcome.PASS, Outcome.FAIL, Outcome.UNDETERMINED}


def test_a_rule_with_a_superior_one_on_its_matter_can_be_overridden(tmp_path: Path) -> None:
    yields = f"yields: {{to: [national], cite: {CITE}}}\n"
    body = "matter: area, require: land_area >= 500 亩"
    write_rulebook(tmp_path, "rules:\n" + rule("CITY-1", body), pack=yields)
    above = "rules:\n" + rule("STATE-1", f"when: in_zone, {body}")
    add_pack(tmp_path, above, name="state", authority="national")
    found = {one.rule.id: one for one in coverage(load_rulebook(tmp_path), [])}
    assert Outcome.OVERRIDDEN in found["CITY-1"].possible
    assert Outcome.OVERRIDDEN not in found["STATE-1"].possible


def test_a_condition_that_alone_changes_no_outcome_is_reported(tmp_path: Path) -> None:
    content = "rules:\n" + rule("CITY-1", "require: in_zone or exempted")
    both = CASE.format("皆是", "in_zone: 是, exempted: 是", "pass")
    neither = CASE.format("皆否", "in_zone: 否, exempted: 否", "fail")
    folder = tried(tmp_path, both + CASE.format("仅入驻", "in_zone: 是, exempted: 否", "pass"), content)
    book = load_rulebook(folder)
    (found,) = coverage(book, read_cases(folder, "city", book.vocabulary))
    assert found.idle == ("exempted",)
    (folder / "city/tests/cases.yaml").write_text("cases:\n" + both + neither, encoding="utf-8")
    (found,) = coverage(book, read_cases(folder, "city", book.vocabulary))
    assert found.idle == ()


@pytest.mark.parametrize(
    ("body", "deferred"),
    [
        ("require: land_area >= 500 亩", None),
        ("when: is_new, require: green_area <= 20 亩", "Newly built (Application), Green area (Land supply)"),
        ("when: in_zone, require: not polluting", "Polluting (Application)"),
        ("stage: land, require: land_area >= 500 亩", "the rule itself (Land supply)"),
        ("stage: lead, require: land_area >= 500 亩", None),
        ("require: 'not known(green_area) or green_area <= 20 亩'", "Green area (Land supply)"),
        ("require: not known(green_area)", None),
        ("stage: land, require: not known(green_area)", None),
        ("subject: zone, require: fai >= 5 亿元", None),
    ],
)
def test_a_rule_can_come_later_where_it_names_what_is_not_known_at_the_first_stage(
    tmp_path: Path, body: str, deferred: str | None
) -> None:
    book = load_rulebook(staged(tmp_path, "", "rules:\n" + rule("CITY-1", body)))
    found = possible(book.rules[0], book)
    assert (found[Outcome.DEFERRED].en if Outcome.DEFERRED in found else None) == (
        None if deferred is None else f"can come later: {deferred}"
    )


def test_a_case_at_an_early_stage_tries_that_a_rule_comes_later(tmp_path: Path) -> None:
    folder = staged(tmp_path, STAGED_THOROUGH)
    book = load_rulebook(folder)
    (found,) = coverage(book, read_cases(folder, "city", book.vocabulary))
    assert found.missed == ()
    (folder / "city/tests/cases.yaml").write_text(
        "cases:\n" + "".join(line for line in STAGED_THOROUGH.splitlines(True) if "deferred" not in line), "utf-8"
    )
    (found,) = coverage(book, read_cases(folder, "city", book.vocabulary))
    assert found.missed == (Outcome.DEFERRED,)
    assert found.possible[Outcome.DEFERRED].zh == "可以到后续阶段才知:是否新建(申请)、绿地面积(供地)"


def test_every_outcome_that_a_rule_can_have_is_tried(rulebook: Rulebook) -> None:
    assert {one.rule.id: one.missed for one in coverage(rulebook, shipped_cases()) if one.missed} == {}


def test_where_a_pack_applies_is_none_of_what_a_rule_can_come_to(tmp_path: Path) -> None:
    """The rule as it is written always applies, and nothing of where its pack does is to be tried beside it."""
    written = "rules:\n" + rule("CITY-1", "require: in_zone")
    book = load_rulebook(write_rulebook(tmp_path, written, pack="applies: exempted\n"))
    (found,) = coverage(book, [])
    assert Outcome.NOT_APPLICABLE not in found.possible
    assert list(found.atoms) == ["in_zone"]


def test_a_condition_that_a_table_is_asked_by_is_no_trap(tmp_path: Path) -> None:
    content = """
define:
  - {id: small, label: {zh: 小, en: small}, holds: land_area < 5 亩 and in_zone}
tables:
  - id: enough
    label: {zh: 表, en: table}
    inputs: [small, in_zone]
    output: {kind: truth}
    hit: unique
    cite: {clause: 一, source: 甲, confidence: A}
    rows: [[true, true, true], [false, true, false]]
rules:
""" + rule("CITY-1", "require: 'small and enough(small, in_zone)'")
    cases = CASE.format("小", "land_area: 4, in_zone: 是", "pass") + CASE.format(
        "大", "land_area: 6, in_zone: 是", "fail"
    )
    folder = tried(tmp_path, cases, content)
    book = load_rulebook(folder)
    (found,) = coverage(book, read_cases(folder, "city", book.vocabulary))
    assert found.seen == {Outcome.PASS, Outcome.FAIL}
