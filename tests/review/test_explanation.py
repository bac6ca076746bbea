"""A reason says the formula, the numbers and the gap, in both languages."""

import json
from datetime import date
from fractions import Fraction

import pytest

from compliance.intake.application import case_of
from compliance.nodes.from_yaml import read_yaml
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Force, Rulebook
from tests.review.deciding import decide
from tests.strategies import make_rule


def test_a_reason_has_the_formula_the_numbers_and_the_gap_in_both_languages() -> None:
    rule = make_rule(1, require="intensity >= 200 万元/亩")
    (found,) = decide({"investment": "8000", "land_area": "60"}, [rule]).findings
    assert found.reason.zh == "投资强度 = 8,000 万元 ÷ 60 亩 = 133.33 万元/亩,低于 200 万元/亩,差 66.67 万元/亩"
    assert found.reason.en == (
        "Intensity = CNY 80 million ÷ 60 mu = CNY 1.33 million/mu is below CNY 2 million/mu, short by CNY 666,666.67/mu"
    )
    assert found.margin is not None
    margin = found.margin
    assert (margin.value, margin.actual, margin.limit) == (Fraction(-200, 3), Fraction(400, 3), Fraction(200))
    assert margin.unit.symbol == "万元/亩"
    assert [(e.input.path, e.value, e.unit.zh) for e in found.evidence] == [
        ("investment", "8000", "万元"),
        ("land_area", "60", "亩"),
    ]


@pytest.mark.parametrize(
    ("demand", "land", "value"),
    [
        ("land_area >= 500 亩", "499", -1),
        ("land_area > 500 亩", "500", 0),
        ("land_area <= 500 亩", "499", 1),
        ("500 亩 < land_area", "501", 1),
    ],
)
def test_a_margin_is_negative_on_the_wrong_side_whichever_side_that_is(demand: str, land: str, value: int) -> None:
    (found,) = decide({"land_area": land}, [make_rule(1, require=demand)]).findings
    assert found.margin is not None
    assert found.margin.value == value
    assert {found.margin.actual, found.margin.limit} == {Fraction(land), Fraction(500)}


def test_a_value_that_could_not_be_used_is_not_said_to_be_missing() -> None:
    decision = decide({"land_area": "-400亩"}, [make_rule(1, require="known(land_area)", force=Force.GUIDANCE)])
    (found,) = decision.findings
    assert "未填报" not in found.reason.zh
    assert "所填“-400亩”不能采用" in found.reason.zh
    assert "'-400亩' cannot be used" in found.reason.en


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"stated_green_ratio": "25%"}, "填报绿地率 25%,超过 20%,超出 5 个百分点"),
        ({"stated_green_ratio": "18%"}, "填报绿地率 18%,不超过 20%"),
        (
            {"green_area": "2500", "land_area": "1公顷"},
            "项目绿地率 = 2,500 平方米 ÷ 15 亩 = 25%,超过 20%,超出 5 个百分点",
        ),
        (
            {"green_area": "1800", "land_area": "1公顷", "stated_green_ratio": "18.2%"},
            "项目绿地率 = 1,800 平方米 ÷ 15 亩 = 18%,不超过 20%",
        ),
    ],
)
def test_what_is_given_chooses_between_two_values_and_is_not_told_beside_them(
    rulebook: Rulebook, given: dict[str, str], reason: str
) -> None:
    plant = {"industry_code": "3311", "construction_nature": "新建", "land_source": "新增"}
    node = read_yaml(json.dumps(plant | given).encode(), "case.yaml")[0]
    case, day = case_of(node, rulebook.vocabulary, "project", "case"), date(2015, 6, 1)
    findings = Reviewer(rulebook).review(case, day, day).findings
    assert [found.reason.zh for found in findings if found.rule.id == "NLC08-green-ratio"] == [reason]
