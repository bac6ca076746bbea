"""The commands about cases print what fits a terminal, for the rules asked for."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from compliance.cli.main import run
from tests.quality.trials import RULE, THOROUGH, tried
from tests.rulebooks import rule, write_rulebook


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


def test_rules_without_a_case_are_not_tested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_rulebook(tmp_path, RULE)
    assert run(["rules", "test", "--rules", str(tmp_path)]) == 1
    assert "没有案例" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", [["test"], ["coverage", "--all"], ["mutate"]])
def test_what_is_printed_of_the_packs_fits_eighty_columns(
    capsys: pytest.CaptureFixture[str], command: list[str], lang: str
) -> None:
    assert run(["rules", *command, "--lang", lang]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if cell_len(line) > 80] == []
