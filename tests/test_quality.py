"""The cases beside the rules are run, and shown to be enough: a rule that was changed would be noticed."""

import shutil
from pathlib import Path

import pytest
from rulebooks import rule, write_rulebook

from compliance.cli.main import run
from compliance.engines.outcome import Outcome
from compliance.quality.coverage import coverage
from compliance.quality.mutation import mutate
from compliance.quality.trial import run_cases
from compliance.rulebook.cases import read_cases, read_survivors
from compliance.rulebook.load import load_rulebook

ROOT = Path(__file__).parent.parent
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
    assert "恰为 · CITY-1 city文 第一条: [reference] 结果为 fail,应为 pass" in said
    assert "[durable] 结果为 fail" in said
    assert "5 个案例,2 个不符" in said


def test_a_case_of_a_rule_that_is_not_there_fails(tmp_path: Path) -> None:
    folder = tried(tmp_path, CASE.format("甲", "in_zone: 是", "pass").replace("CITY-1", "CITY-9"))
    book = load_rulebook(folder)
    (failure,) = run_cases(book, read_cases(folder, "city", book.vocabulary))
    assert "CITY-9" in failure.how.zh


def test_outcomes_and_conditions_that_no_case_tries_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tried(tmp_path, CASE.format("恰为", "in_zone: 是, land_area: 500", "pass"))
    book = load_rulebook(folder)
    (found,) = coverage(book, read_cases(folder, "city", book.vocabulary))
    assert found.reachable == {Outcome.PASS, Outcome.FAIL, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE}
    assert set(found.missed) == {Outcome.FAIL, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE}
    assert set(found.one_sided) == {"in_zone", "land_area >= 500 亩"}
    assert run(["rules", "coverage", "--rules", str(folder)]) == 1
    assert "未试:不符合、待补正、不适用" in capsys.readouterr().out


def test_what_cannot_happen_is_not_asked_for(tmp_path: Path) -> None:
    content = "rules:\n" + rule("CITY-1", "require: not polluting")
    cases = CASE.format("认定", "polluting: 是", "fail") + CASE.format("否", "polluting: 否", "pass")
    folder = tried(tmp_path, cases + CASE.format("未认定", "", "manual"), content)
    book = load_rulebook(folder)
    (found,) = coverage(book, read_cases(folder, "city", book.vocabulary))
    assert found.reachable == {Outcome.PASS, Outcome.FAIL, Outcome.MANUAL}
    assert found.missed == ()


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


def test_every_changed_rule_of_the_packs_is_noticed_or_explained() -> None:
    book = load_rulebook()
    cases = [case for pack in book.packs for case in read_cases(None, pack.id, book.vocabulary)]
    explained = {name for pack in book.packs for name in read_survivors(None, pack.id)}
    found = mutate(book, cases)
    survivors = {mutant.name for mutant in found.survivors}
    assert survivors == explained
    assert (found.tried - len(survivors)) * 100 >= found.tried * 95
    assert found.tried > 800


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
