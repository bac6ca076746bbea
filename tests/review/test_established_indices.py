"""A departure from a control index counts where it was found, for the index that was named, and where it is needed."""

import pytest

from compliance.engines.engine import Outcome
from compliance.facts import Facts
from compliance.intake.settings import settings_given
from tests.review.indices import BROKEN, JUSTIFIED, MET, OLD, RULES, decision, found, of_indices
from tests.rulebooks import shipped

FAIL, MANUAL, PASS, OVERRIDDEN = Outcome.FAIL, Outcome.MANUAL, Outcome.PASS, Outcome.OVERRIDDEN
EVERY = "、".join(RULES)


def all_are(outcome: Outcome) -> dict[str, Outcome]:
    return dict.fromkeys(RULES, outcome)


def test_of_which_nothing_is_said_the_index_itself_decides() -> None:
    assert of_indices(decision(BROKEN)) == all_are(FAIL)
    assert of_indices(decision(MET)) == all_are(PASS)


@pytest.mark.parametrize("index", RULES)
def test_what_was_found_excuses_the_index_that_it_names_and_no_other(index: str) -> None:
    assert of_indices(decision({**BROKEN, **found(index)})) == {**all_are(FAIL), index: OVERRIDDEN}


def test_what_was_found_of_several_excuses_these() -> None:
    excused = of_indices(decision({**BROKEN, **found(["容积率", "绿地率"])}))
    assert excused == {**all_are(FAIL), "容积率": OVERRIDDEN, "绿地率": OVERRIDDEN}


@pytest.mark.parametrize("justified", [found(EVERY), {JUSTIFIED: EVERY}, {JUSTIFIED: "容积率"}, {OLD: "是"}])
def test_what_is_met_is_met_whoever_says_what_of_a_departure(justified: dict[str, object]) -> None:
    assert of_indices(decision({**MET, **justified})) == all_are(PASS)


@pytest.mark.parametrize("index", RULES)
def test_what_the_material_claims_of_an_index_leaves_it_and_no_other_to_a_person(index: str) -> None:
    made = decision({**BROKEN, JUSTIFIED: index})
    assert of_indices(made) == {**all_are(FAIL), index: MANUAL}
    (aside,) = [one for one in made.case.set_aside if one.name == JUSTIFIED]
    assert (aside.written, aside.reason.zh) == (index, "材料自述,未见认定,不作为有利于项目的依据")
    (asked,) = [one for one in made.referrals if one.open.id == "justified_indices"]
    assert {rule.id for rule in asked.rules} == {RULES[index]}


@pytest.mark.parametrize("none", ["否", "无", []])
@pytest.mark.parametrize("name", [JUSTIFIED, OLD, "control_index_justified"])
def test_that_there_is_none_counts_though_the_material_says_so(name: str, none: object) -> None:
    made = decision({**BROKEN, name: none})
    assert of_indices(made) == all_are(FAIL)
    assert JUSTIFIED not in {one.name for one in made.case.set_aside}
    assert made.case.data["justified_indices"].value == frozenset()


@pytest.mark.parametrize("name", [JUSTIFIED, OLD, "control_index_justified"])
def test_a_yes_excuses_nothing_and_is_asked_which_index_it_means(name: str) -> None:
    made = decision({**BROKEN, name: "是"})
    assert of_indices(made) == all_are(FAIL)
    (doubt,) = [one for _, one in made.doubts if one.field == "justified_indices"]
    assert doubt.written == "是"
    assert doubt.reason.zh.startswith(f"“{JUSTIFIED}”须写明是哪几项,而不是“是”;可填:investment_intensity(投资强度)")


def test_a_finding_counts_before_what_the_material_claims() -> None:
    made = decision({**BROKEN, JUSTIFIED: EVERY, **found("绿地率")})
    assert of_indices(made) == {**all_are(FAIL), "绿地率": OVERRIDDEN}
    (aside,) = [one for one in made.case.set_aside if one.name == JUSTIFIED]
    assert aside.reason.zh == "已有认定(市国土资源局),以认定为准"


@pytest.mark.parametrize("none", ["否", "无", []])
def test_a_finding_that_there_is_none_settles_a_claim(none: object) -> None:
    assert of_indices(decision({**BROKEN, JUSTIFIED: EVERY, **found(none)})) == all_are(FAIL)


def test_a_finding_names_an_index_for_a_yes() -> None:
    made = decision({**BROKEN, OLD: "是", **found("容积率")})
    assert of_indices(made) == {**all_are(FAIL), "容积率": OVERRIDDEN}
    assert "justified_indices" not in {one.field for _, one in made.doubts}


def test_what_the_office_sets_counts_as_found() -> None:
    facts = Facts(settings=settings_given([f"{JUSTIFIED}=建筑系数"], shipped().vocabulary))
    assert of_indices(decision(BROKEN, facts)) == {**all_are(FAIL), "建筑系数": OVERRIDDEN}
