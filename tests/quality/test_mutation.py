"""Changes of rules that no case notices are reported."""

from pathlib import Path

import pytest

from compliance.cli.main import run
from compliance.quality.mutation import mutate
from compliance.rulebook.cases import read_cases, read_survivors
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook
from compliance.text import Text
from tests.quality.trials import CASE, THOROUGH, tried
from tests.rulebooks import CITE, rule, shipped_cases


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


def test_every_changed_rule_of_the_packs_is_noticed_or_explained(rulebook: Rulebook) -> None:
    explained = {name: why for pack in rulebook.packs for name, why in read_survivors(None, pack.id).items()}
    found = mutate(rulebook, shipped_cases())
    assert [mutant.name for mutant in found.survivors if mutant.explained(explained) is None] == []
    stale = [n for n, w in explained.items() if not any(m.explained({n: w}) for m in found.survivors)]
    assert stale == []
    assert (found.tried - len(found.survivors)) * 100 >= found.tried * 95
    assert found.tried > 1000
    assert found.faulty == ()
