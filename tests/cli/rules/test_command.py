"""Rules are listed, shown and checked."""

import json

from compliance.rulebook.model import Rulebook
from tests.commands import PASS, run


def test_every_rule_can_be_listed_and_shown(rulebook: Rulebook) -> None:
    listed = json.loads(run("rules", "list", "--format", "json").stdout)
    assert [rule["id"] for rule in listed] == [rule.id for rule in rulebook.rules]
    text = run("rules", "list").stdout
    assert all(rule["id"] in text for rule in listed)
    shown = run("rules", "show", "NLC08-plot-ratio").stdout
    for part in ("表2", "项目容积率", "容积率控制指标", "案例", "约束性条件"):
        assert part in shown


def test_the_rulebook_that_ships_is_sound(rulebook: Rulebook) -> None:
    done = run("rules", "check", "--lang", "en")
    assert (done.returncode, done.stdout) == (
        PASS,
        f"The rulebook is sound: {len(rulebook.packs)} packs, {len(rulebook.rules)} rules\n",
    )
