"""The cases beside the rules are run, and shown to be enough: a rule that was changed would be noticed."""

import json
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from compliance.cli.main import run
from compliance.engines.engine import Outcome
from compliance.quality.coverage import coverage, possible
from compliance.quality.mutation import mutate
from compliance.quality.runner import run_cases
from compliance.rulebook.cases import read_cases, read_survivors
from compliance.rulebook.load import load_rulebook
from compliance.text import Text
from tests.places import ROOT
from tests.rulebooks import CITE, add_pack, rule, rulebook_of, write_rulebook

RULE = "rules:\n" + rule("CITY-1", "when: in_zone, require: land_area >= 500 亩")
CASE = "  - {{name: {0}, rule: CITY-1, as_of: 2015-06-01, input: {{{1}}}, outcome: {2}}}\n"
THOROUGH = "".join(
    CASE.format(*given)
    for given in (
        ("恰为", "in_zone: 是, land_area: 500", "pass"),
        ("少一亩", "in_zone: 是, land_area: 499", "fail"),
        ("多一亩", "in_zone: 是, land_area: 501", "pass"),
        ("区外", "in_zone: 否, land_area: 499", "not_applicable"),
        ("未填", "in_zone: 是", "undetermined"),
    )
)


def tried(folder: Path, cases: str, content: str = RULE) -> Path:
    """A rulebook folder whose only rule has those cases beside it."""
    write_rulebook(folder, content)
    (folder / "city/tests").mkdir()
    (folder / "city/tests/cases.yaml").write_text("cases:\n" + cases, encoding="utf-8")
    return folder


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


def test_thorough_cases_notice_every_change(tmp_path: Path) -> None:
    folder = tried(tmp_path, THOROUGH)
    book = load_rulebook(folder)
    found = mutate(book, read_cases(folder, "city", book.vocabulary))
    # >= to > and <; 500 to 501, 499, 5000; 亩 to 公顷
    assert found.tried == 6
    assert found.survivors == ()


def test_a_change_that_no_case_notices_is_reported_and_may_be_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tried(tmp_path, THOROUGH.replace("land_area: 500}", "land_area: 500.5}"))
    book = load_rulebook(folder)
    found = mutate(book, read_cases(folder, "city", book.vocabulary))
    assert {mutant.name for mutant in found.survivors} == {
        "CITY-1 require: land_area >= 500 亩 → land_area > 500 亩",
    }
    assert run(["rules", "mutate", "--rules", str(folder)]) == 1
    assert "未说明的 1 处" in capsys.readouterr().out
    (folder / "city/tests/survivors.yaml").write_text(
        "survivors:\n  - mutant: 'CITY-1 require: land_area >= 500 亩 → land_area > 500 亩'\n"
        "    why: {zh: 甲, en: a}\n",
        encoding="utf-8",
    )
    assert run(["rules", "mutate", "--rules", str(folder)]) == 0
    assert "已说明的 1 处,未说明的 0 处" in capsys.readouterr().out


def test_a_case_that_fails_as_it_is_notices_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tried(tmp_path, CASE.format("写错", "in_zone: 是, land_area: 900", "fail"))
    book = load_rulebook(folder)
    found = mutate(book, read_cases(folder, "city", book.vocabulary))
    assert [case.name for case in found.faulty] == ["写错"]
    assert len(found.survivors) == found.tried
    assert run(["rules", "mutate", "--rules", str(folder)]) == 1
    assert "案例本身不符,不能察觉改动:写错" in capsys.readouterr().out


def test_exceptions_definitions_and_rows_are_changed_too(tmp_path: Path) -> None:
    content = f"""
define:
  - {{id: large, label: {{zh: 大, en: Large}}, holds: land_area > 3 亩, cite: {CITE}}}
tables:
  - {{id: least, label: {{zh: 下限, en: Least}}, inputs: [land_area], output: {{unit: 万元}}, hit: unique, cite: {CITE},
     rows: [['[0..9)', 5.5]]}}
rules:
""" + rule(
        "CITY-1",
        "require: investment >= least(land_area), "
        f"unless: {{condition: large and exempted, cite: {CITE}, reason: {{zh: 甲, en: A}}}}",
    )
    book = load_rulebook(tried(tmp_path, CASE.format("甲", "", "undetermined"), content))
    names = {mutant.name for mutant in mutate(book, []).survivors}
    assert {
        "CITY-1 unless: large and exempted → —",
        "CITY-1 unless: large and exempted → large or exempted",
        "CITY-1 unless: large and exempted → large",
        "large define: land_area > 3 亩 → land_area >= 3 亩",
        "large define: 3 亩 → 3 公顷",
        "least row 1: 5.5 → —",
        "least row 1: 5.5 → 5.6",
        "least row 1: 5.5 → 55",
        "least row 1 cell 1: [0 亩..9 亩) → [0 亩..9 亩]",
        "least row 1 cell 1: 9 亩 → 10 亩",
    } <= names
    assert {m.explained({"least row 1": Text("甲", "a")}) is not None for m in mutate(book, []).survivors} == {
        True,
        False,
    }
    assert mutate(book, [], "CITY-1").tried == mutate(book, []).tried


def test_only_the_named_rule_is_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tried(tmp_path, THOROUGH, RULE + rule("CITY-2", "require: investment >= 3 万元"))
    assert run(["rules", "mutate", "--rules", str(folder), "--rule", "CITY-1", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["tried"], data["noticed"], data["escaped"]) == (6, 6, [])
    assert run(["rules", "mutate", "--rules", str(folder), "--rule", "CITY-2", "--format", "json"]) == 1
    escaped = json.loads(capsys.readouterr().out)["escaped"]
    assert {mutant["of"] for mutant in escaped} == {"CITY-2"}
    assert escaped[0]["place"].endswith("city/rules.yaml:3:5")
    assert run(["rules", "mutate", "--rules", str(folder), "--rule", "CITY-3"]) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", [["test"], ["coverage", "--all"], ["mutate"]])
def test_what_is_printed_of_the_packs_fits_eighty_columns(
    capsys: pytest.CaptureFixture[str], command: list[str], lang: str
) -> None:
    assert run(["rules", *command, "--lang", lang]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if cell_len(line) > 80] == []


def test_every_changed_rule_of_the_packs_is_noticed_or_explained() -> None:
    book = load_rulebook()
    cases = [case for pack in book.packs for case in read_cases(None, pack.id, book.vocabulary)]
    explained = {name: why for pack in book.packs for name, why in read_survivors(None, pack.id).items()}
    found = mutate(book, cases)
    assert [mutant.name for mutant in found.survivors if mutant.explained(explained) is None] == []
    stale = [n for n, w in explained.items() if not any(m.explained({n: w}) for m in found.survivors)]
    assert stale == []
    assert (found.tried - len(found.survivors)) * 100 >= found.tried * 95
    assert found.tried > 1000
    assert found.faulty == ()


def test_every_outcome_that_a_rule_can_have_is_tried() -> None:
    book = load_rulebook()
    cases = [case for pack in book.packs for case in read_cases(None, pack.id, book.vocabulary)]
    assert {one.rule.id: one.missed for one in coverage(book, cases) if one.missed} == {}


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
