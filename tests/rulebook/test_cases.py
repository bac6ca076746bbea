"""The cases beside the rules are read with their stage, and try each rule in every way."""

from pathlib import Path
from typing import get_args

import pytest

from compliance.engines.engine import Outcome
from compliance.errors import InputError
from compliance.quality.coverage import possible
from compliance.rulebook.cache import open_rulebook
from compliance.rulebook.cases import OutcomeName, RuleCase, all_cases, read_cases
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rule
from compliance.vocabulary.stages import StageAsked
from tests.quality.trials import STAGED_CASE, staged, tried
from tests.rulebooks import add_pack, rule, shipped, shipped_cases


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each rule: pytest asks for parameters when it collects, before there are fixtures."""
    if "rule" in metafunc.fixturenames:
        metafunc.parametrize("rule", shipped().rules, ids=lambda rule: rule.id)


def test_every_rule_is_tried_in_each_way_it_can_come_out(rule: Rule) -> None:
    tried = {outcome for case in shipped_cases() if case.rule == rule.id for outcome in case.outcomes}
    assert Outcome.PASS in tried
    assert tried & {Outcome.UNDETERMINED, Outcome.MANUAL}
    if Outcome.FAIL in possible(rule, shipped()):
        assert Outcome.FAIL in tried


def cases_of(folder: Path, cases: str) -> list[RuleCase]:
    """Those cases, beside a rule of a rulebook with stages."""
    book = load_rulebook(staged(folder, cases))
    return read_cases(folder, "city", book.vocabulary)


def test_a_case_may_say_at_which_stage_it_is_judged(tmp_path: Path) -> None:
    at_land = STAGED_CASE.format("甲", "land", "", "undetermined", "is_new, green_area")
    anywhere = at_land.replace("stage: land, ", "")
    first, second = cases_of(tmp_path, at_land + anywhere)
    assert first.stage is not None
    assert (first.stage.id, first.asked) == ("land", StageAsked(first.stage, unless_stated=False))
    assert (second.stage, second.asked) == (None, None)


FAULTS = {
    "a stage that there is not": (
        ("stage: land", "stage: lnad"),
        ":2:55: no stage is called 'lnad'; there are lead, application, land",
    ),
    "a stage of a case about what passes through none": (
        ("stage: land, input: {granted: 是}", "stage: land, subject: zone, input: {fai: 1}"),
        ":2:55: only a case of a project passes through stages, not one of a zone; leave 'stage' out",
    ),
    "an outcome that there is not": (
        ("outcome: deferred", "outcome: defered"),
        ":2:91: 'outcome'[1] must be one of 'pass', 'fail', 'undetermined', 'manual', 'deferred'",
    ),
    "a pack that there is not": (
        ("stage: land", "packs: [ctiy]"),
        ":2:55: no pack is called 'ctiy'; there are city",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_case_is_told_at_its_place(tmp_path: Path, name: str) -> None:
    (right, wrong), said = FAULTS[name]
    case = STAGED_CASE.format("甲", "land", "granted: 是", "deferred", "")
    assert case.count(right) == 1
    with pytest.raises(InputError) as caught:
        cases_of(tmp_path, case.replace(right, wrong))
    (problem,) = caught.value.problems
    assert said in problem.line("en")


def test_a_case_that_needs_a_pack_is_left_out_where_the_pack_is(tmp_path: Path) -> None:
    case = (
        "  - {name: 甲, rule: CITY-1, as_of: 2015-06-01, input: {in_zone: 否}, outcome: overridden, packs: [nation]}\n"
    )
    folder = tried(tmp_path, case, "rules:\n" + rule("CITY-1", "require: in_zone, matter: m"))
    add_pack(folder, "rules:\n" + rule("NATION-1", "require: in_zone, matter: m"), name="nation", authority="national")
    both, alone = open_rulebook(folder), open_rulebook(folder, packs=["city"])
    assert [one.name for one in all_cases(folder, both)] == ["甲"]
    assert all_cases(folder, alone) == []


def test_the_outcomes_that_a_case_may_name_are_those_of_the_engines() -> None:
    assert set(get_args(OutcomeName)) == {outcome.value for outcome in Outcome}
