"""Whether a project lies in the built-up area of a city of prefectural level: the register of counties says where not."""

import json
from datetime import date

import pytest

from compliance.case import How
from compliance.engines.engine import Outcome
from compliance.intake.application import case_of
from compliance.nodes.from_json import read_json
from compliance.review.decision import Decision, Verdict
from compliance.review.reviewer import Reviewer
from tests.rulebooks import shipped

BOILER, BUILT_UP = "NAA13-coal-boiler", "in_built_up_area"


def reviewed(**stated: str) -> Decision:
    """The review of a project with a coal boiler of 10 tonnes an hour."""
    said = {"项目名称": "某项目", "供热方式": "自建燃煤锅炉", "燃煤锅炉容量": "10蒸吨/小时", **stated}
    (node,) = read_json(json.dumps(said, ensure_ascii=False).encode(), "a.json")
    case = case_of(node, shipped().vocabulary, "project", "a")
    return Reviewer(shipped(), shipped().vocabulary.stages.for_review(None)).review(case, None, date(2015, 6, 1))


def asked(decision: Decision) -> set[str]:
    """The fields that are asked for."""
    return {request.input.field.id for request in decision.requests}


@pytest.mark.parametrize("county", ["叶县", "宝丰县", "舞钢市"])
def test_in_a_county_or_a_county_level_city_it_is_not_asked(county: str) -> None:
    decision = reviewed(**{"县(市、区)": county})
    assert decision.case.data[BUILT_UP].how is How.INFERRED
    assert BUILT_UP not in asked(decision)


def test_in_a_zone_of_a_county_it_is_not_asked() -> None:
    assert BUILT_UP not in asked(reviewed(产业集聚区="叶县产业集聚区"))


@pytest.mark.parametrize("county", ["新华区", "高新区", "汝州市"])
def test_in_a_district_it_is_asked_and_where_the_register_does_not_say(county: str) -> None:
    assert BUILT_UP in asked(reviewed(**{"县(市、区)": county}))


def test_in_a_district_the_ban_holds_of_who_says_so() -> None:
    decision = reviewed(**{"县(市、区)": "新华区", "是否位于地级及以上城市建成区": "是"})
    assert decision.verdict is Verdict.FAIL
    assert BOILER in {one.rule.id for one in decision.findings if one.outcome is Outcome.FAIL}


def test_who_says_so_of_a_county_is_asked_which_of_the_two_is_right() -> None:
    decision = reviewed(**{"县(市、区)": "叶县", "是否位于地级及以上城市建成区": "是"})
    assert {doubt.field for _, doubt in decision.doubts} == {"county", BUILT_UP}
