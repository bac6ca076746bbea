"""The stage from which a rule is due is the first at which it does not come later for a case that states nothing."""

from pathlib import Path

import pytest

from compliance.quality.due import first_due
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook
from tests.quality.trials import staged
from tests.rulebooks import rule, rulebook_of


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ("require: land_area >= 5 亩", "lead"),
        ("when: in_zone, require: not polluting", "application"),
        ("when: is_new, require: green_area <= 20 亩", "land"),
        ("when: granted, require: is_new", "land"),
        ("require: is_new and green_area <= 20 亩", "application"),
        ("require: is_new or green_area <= 20 亩", "land"),
        ("when: known(is_new) and is_new, require: green_area <= 20 亩", "lead"),
        ("stage: land, require: land_area >= 5 亩", "land"),
        ("stage: lead, require: is_new", "application"),
        ("subject: zone, require: fai >= 5 亿元", None),
    ],
)
def test_a_rule_is_due_from_where_what_is_known_could_break_it(tmp_path: Path, body: str, due: str | None) -> None:
    book = load_rulebook(staged(tmp_path, "", "rules:\n" + rule("CITY-1", body)))
    found = first_due(book.rules[0], book)
    assert (None if found is None else found.id) == due


def test_a_grant_is_due_from_where_what_is_known_could_give_it(tmp_path: Path) -> None:
    body = "when: in_zone and is_new, grants: {zh: 甲, en: A}"
    book = load_rulebook(staged(tmp_path, "", "rules:\n" + rule("CITY-1", body, "guidance")))
    found = first_due(book.rules[0], book)
    assert found is not None
    assert found.id == "application"


def test_without_stages_no_rule_has_one(tmp_path: Path) -> None:
    book = rulebook_of(tmp_path, "rules:\n" + rule("CITY-1", "require: in_zone"))
    assert first_due(book.rules[0], book) is None


# What an officer asks when: a lead about overcapacity and the status of its zone, an application about its plans,
# pollution, catalogue class, capital and boilers, the land about its indices and whether it lies idle, and a building
# site about whether work is suspended.
DUE = {
    "lead": {
        "PDS15-2.6.4-overcapacity",
        "HZA14-downgraded-zone",
        "PDS15-2.6.4-early-overcapacity",
        "NOC09-coking",
        "NOC09-listed-sectors",
        "NOC13-new-capacity",
    },
    "application": {
        "PDS15-2.1.1-five-plans",
        "PDS15-2.6.4-own-offsets",
        "PDS15-2.6.4-heavy-pollution",
        "PDS15-2.6.4-low-level-duplication",
        "NIS05-restricted-new",
        "NIS05-restricted-upgrade",
        "NIS05-eliminated",
        "NLP12-eliminated",
        "NPC09-capital-ratio",
        "NAA13-coal-boiler",
    },
    "land": {
        "PDS15-2.6.3-idle-land",
        "PDS15-2.6.3-land-use-conditions",
        "NIL12-idle-fee",
        "NIL12-take-back",
        "NLC08-investment-intensity",
        "NLC08-plot-ratio",
        "NLC08-building-coefficient",
        "NLC08-admin-land-share",
        "NLC08-green-ratio",
    },
    "construction": {"NIL12-suspended"},
}


def test_each_rule_of_the_packs_that_decides_is_due_when_an_officer_asks(rulebook: Rulebook) -> None:
    found: dict[str, set[str]] = {}
    for one in rulebook.rules:
        if one.force.decides:
            due = first_due(one, rulebook)
            assert due is not None, one.id
            found.setdefault(due.id, set()).add(one.id)
    assert found == DUE
