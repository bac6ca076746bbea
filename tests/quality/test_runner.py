"""A case that comes out otherwise is named with its clause."""

import json
import shutil
from pathlib import Path

import pytest

from compliance.cli.main import run
from compliance.quality.runner import run_cases
from compliance.rulebook.cases import read_cases
from compliance.rulebook.load import load_rulebook
from tests.places import ROOT
from tests.quality.trials import CASE, RULE, STAGED_CASE, STAGED_THOROUGH, THOROUGH, staged, tried


def test_a_case_that_comes_out_otherwise_is_named_with_its_clause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tried(tmp_path, THOROUGH, RULE.replace(">= 500", ">= 502"))
    assert run(["rules", "test", "--rules", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "恰为\n" in said
    assert "    CITY-1 · city文 第一条\n    [reference] 结果为 fail,应为 pass\n    [durable] 结果为 fail" in said
    assert "5 个案例,2 个不符" in said
    assert run(["rules", "test", "--rules", str(folder), "--format", "json", "--lang", "en"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["cases"] == 5
    assert found["failures"][0]["clause"] == "第一条"
    assert found["failures"][0]["difference"] == "outcome fail, expected pass"
    assert found["failures"][0]["place"].endswith("city/tests/cases.yaml:2:5")


def test_words_and_missing_fields_that_differ_are_named(tmp_path: Path) -> None:
    case = CASE.format("未填", "in_zone: 是", "undetermined").replace("}\n", ", words: [容积率], missing: [in_zone]}\n")
    folder = tried(tmp_path, case)
    book = load_rulebook(folder)
    failures = run_cases(book, read_cases(folder, "city", book.vocabulary))
    assert [failure.engine for failure in failures] == ["reference", "reference", "durable", "durable"]
    assert "“容积率”" in failures[0].how.zh
    assert failures[1].how.zh == "所缺为 land_area,应为 in_zone"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("CITY-1", "CITY-9", "规则库没有规则 CITY-9"),
        ("2015-06-01", "2016-06-01", "规则在 2016-06-01 未施行"),
        ("rule: CITY-1", "subject: building, rule: CITY-1", "规则的对象是 project,不是 building"),
    ],
)
def test_a_case_that_its_rule_cannot_be_tried_on_fails(tmp_path: Path, before: str, after: str, said: str) -> None:
    folder = tried(tmp_path, CASE.format("甲", "", "undetermined").replace(before, after))
    book = load_rulebook(folder)
    (failure,) = run_cases(book, read_cases(folder, "city", book.vocabulary))
    assert failure.how.zh == said


@pytest.mark.parametrize(
    ("file", "before", "after", "clause"),
    [
        ("goals.yaml", "fai >= 700 亿元", "fai >= 701 亿元", "一(二)"),
        ("land.yaml", "average_land_quota >= 500 亩/个", "average_land_quota >= 499 亩/个", "二(六)3"),
        ("facilities.yaml", "villages_moved >= 18 个", "villages_moved > 18 个", "二(四)4"),
    ],
)
def test_changing_one_figure_of_the_plan_fails_a_case_that_names_the_clause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, before: str, after: str, clause: str
) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    path = tmp_path / "rules/pingdingshan-2015" / file
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert run(["rules", "test", "--rules", str(tmp_path / "rules"), "--pack", "pingdingshan-2015"]) == 1
    assert f"平政办〔2015〕26号 {clause}" in capsys.readouterr().out


def test_a_case_is_judged_at_its_stage_on_both_engines(tmp_path: Path) -> None:
    folder = staged(tmp_path, STAGED_THOROUGH)
    book = load_rulebook(folder)
    assert run_cases(book, read_cases(folder, "city", book.vocabulary)) == []


def test_a_case_that_comes_out_otherwise_at_its_stage_is_told_by_both_engines(tmp_path: Path) -> None:
    early = STAGED_CASE.format("早问", "application", "is_new: 是", "undetermined", "green_area")
    folder = staged(tmp_path, early)
    book = load_rulebook(folder)
    failures = run_cases(book, read_cases(folder, "city", book.vocabulary))
    assert [(failure.engine, failure.how.en) for failure in failures] == [
        ("reference", "outcome deferred, expected undetermined"),
        ("reference", "missing , expected green_area"),
        ("durable", "outcome deferred, expected undetermined"),
        ("durable", "missing , expected green_area"),
    ]


def test_cases_are_tried_with_what_follows_from_them(tmp_path: Path) -> None:
    folder = tried(tmp_path, CASE.format("推定", "unit_named: 某局", "not_applicable"))
    vocabulary = folder / "vocabulary.yaml"
    infer = "infer:\n  - {field: in_zone, value: false, when: known(unit_named), why: {zh: 甲, en: a}}\n"
    vocabulary.write_text(vocabulary.read_text("utf-8") + infer, encoding="utf-8")
    book = load_rulebook(folder)
    assert [failure.how.en for failure in run_cases(book, read_cases(folder, "city", book.vocabulary))] == []
