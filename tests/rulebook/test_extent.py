"""A rulebook whose conditions come to more than any engine can take is refused with the place; just below, all works."""

import time
from pathlib import Path

import pytest

from compliance.language import tree as t
from compliance.rulebook import extent
from compliance.rulebook.extent import Extents
from compliance.rulebook.model import Rulebook
from tests.commands import BAD_INPUT, run
from tests.rulebook.refusals import faults
from tests.rulebooks import rule, write_rulebook

MORE = "with the definitions that it names; simplify it, and name fewer"


def defining(first: str, later: str, count: int, demand: str) -> str:
    """Definitions d0, d1 … of which each names the one before, and a rule that demands something of the last.

    `later` and `demand` have BEFORE and LAST in the place of a name.
    """
    lines = [f"  - {{id: d0, label: {{zh: 定0, en: D0}}, {first}}}"]
    for number in range(1, count):
        body = later.replace("BEFORE", f"d{number - 1}")
        lines.append(f"  - {{id: d{number}, label: {{zh: 定{number}, en: D{number}}}, {body}}}")
    wanted = demand.replace("LAST", f"d{count - 1}")
    return "define:\n" + "\n".join(lines) + "\nrules:\n" + rule("CITY-1", f"require: {wanted!r}")


CONDITION = ("holds: in_zone", "LAST")
TERM = ("unit: 亩, value: land_area", "LAST < 5 亩")
PURE = ("unit: '', value: '2'", "LAST < 5")
BOMBS = {
    "doubled": (CONDITION, "holds: 'BEFORE and (exempted or BEFORE)'", 30, "'d10' has more than 5,000 parts"),
    "doubled value": (PURE, "unit: '', value: BEFORE + BEFORE", 30, "'d11' has more than 5,000 parts"),
    "chain": (CONDITION, "holds: BEFORE and exempted", 1000, "'d40' has more than 80 levels"),
    "chain of not": (CONDITION, "holds: not BEFORE", 1000, "'d40' has more than 80 levels"),
    "chain of values": (TERM, "unit: 亩, value: BEFORE + 1 亩", 1000, "'d40' has more than 80 levels"),
    "squared": (PURE, "unit: '', value: BEFORE * BEFORE", 9, "'d5' has more than 20 numbers multiplied or divided"),
    "loops": (CONDITION, "holds: every building satisfies BEFORE", 9, "'d3' has more than 2 of every, some"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_definitions_that_come_to_too_much_are_refused_soon_by_name(tmp_path: Path, name: str) -> None:
    (first, demand), later, count, said = BOMBS[name]
    begun = time.monotonic()
    found = faults(tmp_path, defining(first, later, count, demand))
    assert time.monotonic() - begun < 4
    assert said in found[0]
    assert found[0].endswith(MORE)
    assert len(found) < count / 3, "who names what is refused is not refused as well"


@pytest.mark.parametrize("command", [["rules", "check"], ["review", "examples/baolong-stainless.yaml"]])
@pytest.mark.parametrize("name", ["doubled", "chain"])
def test_commands_refuse_them_with_a_message(tmp_path: Path, name: str, command: list[str]) -> None:
    (first, demand), later, count, _ = BOMBS[name]
    write_rulebook(tmp_path, defining(first, later, count, demand))
    begun = time.monotonic()
    done = run(*command, "--rules", str(tmp_path), "--lang", "zh", COMPLIANCE_CACHE="")
    assert time.monotonic() - begun < 5
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert "连同所引用的定义超过" in done.stderr.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "count"), [("doubled", 10), ("doubled value", 11), ("chain", 39), ("chain of not", 39), ("squared", 5)]
)
def test_below_the_bounds_every_engine_answers(tmp_path: Path, name: str, count: int) -> None:
    (first, demand), later, _, _ = BOMBS[name]
    rules = tmp_path / "rules"
    rules.mkdir()
    write_rulebook(rules, defining(first, later, count, demand))
    ledger = tmp_path / "leads.csv"
    ledger.write_text("项目名称,用地面积(亩),是否入驻,是否豁免\n甲,30,是,是\n", encoding="utf-8")
    options = ("--rules", str(rules), "--as-of", "2015-06-01")
    begun = time.monotonic()
    reviewed = run("review", str(ledger), "--row", "2", *options)
    screened = run("screen", str(ledger), "-o", str(tmp_path / "out.csv"), "-q", *options)
    assert time.monotonic() - begun < 20
    assert reviewed.returncode in (0, 1, 3), reviewed.stderr
    assert screened.returncode == 0, screened.stderr


def test_a_condition_that_names_many_definitions_is_refused(tmp_path: Path) -> None:
    content = defining("holds: in_zone", "holds: 'BEFORE and (exempted or BEFORE)'", 10, " or ".join(["LAST"] * 3))
    assert f"this condition has more than 5,000 parts, {MORE}" in faults(tmp_path, content)[0]


def test_all_conditions_together_have_a_bound(tmp_path: Path) -> None:
    content = defining("holds: in_zone", "holds: 'BEFORE and (exempted or BEFORE)'", 10, "LAST")
    content += "".join(rule(f"CITY-{number}", "require: d9") for number in range(2, 400))
    begun = time.monotonic()
    assert "the conditions of this rulebook have more than 500,000 parts together" in faults(tmp_path, content)[0]
    assert time.monotonic() - begun < 5


def comparisons(count: int, first: int = 0) -> str:
    """That many different ones, as a rule demands one of them in YAML."""
    return f"require: {{any: [{', '.join(f'land_area > {number} 亩' for number in range(first, first + count))}]}}"


def test_a_condition_asks_so_many_questions(tmp_path: Path) -> None:
    content = "rules:\n" + rule("CITY-1", comparisons(extent.MOST_QUESTIONS + 1))
    said = f"this condition has more than {extent.MOST_QUESTIONS} different comparisons; split it into definitions (define)"
    assert said in faults(tmp_path, content)[0]


def test_a_review_answers_as_many_questions_of_as_many_rules(tmp_path: Path) -> None:
    rules = [rule(f"CITY-{number}", comparisons(extent.MOST_QUESTIONS, number * 100)) for number in range(1, 61)]
    write_rulebook(tmp_path, "rules:\n" + "".join(rules))
    done = run("review", "-", "--rules", str(tmp_path), "--as-of", "2015-06-01", stdin="用地面积: 30 亩".encode())
    assert done.returncode in (0, 3), done.stderr


def test_tables_count_with_their_inputs(tmp_path: Path) -> None:
    table = "tables:\n  - {id: least, label: {zh: 表, en: T}, inputs: [d38], output: {kind: truth}, hit: first, rows: [['-', 'true']]}\n"
    content = defining("unit: 亩, value: land_area", "unit: 亩, value: BEFORE + 1 亩", 39, "not not least(LAST)")
    assert "more than 80 levels" in faults(tmp_path, table + content)[0]


def test_what_ships_is_far_from_the_bounds(rulebook: Rulebook) -> None:
    extents = Extents()
    for id_, definition in sorted(rulebook.definitions.items()):
        extents.take_in(id_, definition.at, definition.meaning)
    parts = [extents._of(condition) for rule in rulebook.rules for condition in rule.conditions()]
    assert max(found.parts for found in parts) * 10 < extent.MOST_PARTS
    assert max(found.levels for found in parts) * 4 < extent.MOST_LEVELS
    assert max(found.factors for found in parts) * 4 < extent.MOST_FACTORS
    assert max(found.loops for found in parts) < extent.MOST_LOOPS


def test_an_extent_counts_a_definition_as_what_it_means() -> None:
    extents = Extents()
    extents.take_in("d", t.NOWHERE, t.All((t.Truth(True), t.Not(t.Truth(True)))))
    assert extents._of(t.Not(t.DefinitionRef("d"))) == (6, 5, 1, 0)
