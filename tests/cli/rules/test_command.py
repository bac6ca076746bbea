"""Rules are listed, shown and checked."""

import json
from pathlib import Path

from compliance.rulebook.model import Rulebook
from tests.commands import PASS, run
from tests.rulebooks import rule, write_rulebook


def test_every_rule_can_be_listed_and_shown(rulebook: Rulebook) -> None:
    listed = json.loads(run("rules", "list", "--format", "json").stdout)
    assert [rule["id"] for rule in listed] == [rule.id for rule in rulebook.rules]
    text = run("rules", "list").stdout
    assert all(rule["id"] in text for rule in listed)
    due = {rule["id"]: rule["due_from"] for rule in listed}
    assert (due["NLC08-plot-ratio"], due["PDS15-2.6.4-overcapacity"]) == ("land", "lead")
    assert due["PDS15-2.6.3-land-quota"] is None
    assert "表2 · 约束性条件 · 自供地起 · 容积率不低于控制指标" in text
    shown = run("rules", "show", "NLC08-plot-ratio").stdout
    for part in ("表2", "项目容积率", "容积率控制指标", "案例", "约束性条件"):
        assert part in shown


def test_the_rulebook_that_ships_is_sound(rulebook: Rulebook) -> None:
    done = run("rules", "check", "--lang", "en")
    assert (done.returncode, done.stdout) == (
        PASS,
        f"The rulebook is sound: {len(rulebook.packs)} packs, {len(rulebook.rules)} rules\n"
        "26 rules decide, from: Lead 6, Application 10, Land supply 9, Construction 1, Operation 0\n",
    )


def test_a_check_of_rules_without_stages_tells_of_none(tmp_path: Path) -> None:
    write_rulebook(tmp_path, "rules:\n" + rule("CITY-1", "require: in_zone"))
    assert run("rules", "check", "--rules", str(tmp_path)).stdout == "规则库无误:1 个规则包,1 条规则\n"
