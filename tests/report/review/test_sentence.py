"""The first line says where a project stands: its stage, what is found already, who is waited for, what comes later."""

from pathlib import Path

import pytest

from compliance.report.review.sentence import sentence
from compliance.rulebook.model import Force
from tests.review.deciding import decide
from tests.review.staged import CEMENT, ELSEWHERE, FOUND_CLEAN, LEAD, PAPERS, WITH_A_PLAN, reviewed, screened
from tests.strategies import make_rule
from tests.territories import decided, two_places

# Of 100亩: 25 % green over 20 %, a plot ratio of 0.69 under 0.7, 20 % built on under 30 %, 8 % of offices over 7 %.
GREEN = {"绿地面积": "25亩"}
LOW = {"计容建筑面积": "46000平方米"}
EMPTY = {"建构筑物及堆场占地面积": "20亩"}
OFFICES = {"行政办公及生活服务设施用地面积": "8亩"}
COMPLETE = {**LEAD, **PAPERS, **FOUND_CLEAN}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (LEAD, "招商线索初筛未发现障碍(入驻申请时另判 9 项、供地时另判 9 项、建设时另判 1 项)"),
        (CEMENT, "招商线索阶段待补正(入驻申请时另判 9 项、供地时另判 9 项、建设时另判 1 项)"),
        (
            {**CEMENT, **WITH_A_PLAN},
            "招商线索阶段待认定(不得视为通过):产能置换方案是否经认定;入驻申请时另判 9 项、供地时另判 9 项、建设时另判 1 项",
        ),
        (
            {**CEMENT, **WITH_A_PLAN, "是否有产能置换方案": "否"},
            "招商线索初筛即不符合,建议不予通过,已查出 2 项不符合(严禁产能过剩项目入驻、产能严重过剩行业不得新增产能)",
        ),
        (
            {**LEAD, "符合产业规划": "否"},
            "招商线索初筛有条件未满足(须整改或专题论证),已查出 1 项不符合(项目应与五类规划精准对接);"
            "入驻申请时另判 8 项、供地时另判 9 项、建设时另判 1 项",
        ),
    ],
)
def test_of_a_lead_it_is_in_words_of_a_first_look(given: dict[str, str], said: str) -> None:
    """Ten rules wait for the application, nine for the land and one for the building; see tests/review/test_judge_stages.py."""
    assert sentence(screened(given)).zh == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (COMPLETE, "建议入驻申请阶段通过(供地时另判 9 项、建设时另判 1 项)"),
        (LEAD, "入驻申请阶段待补正(供地时另判 9 项、建设时另判 1 项)"),
        (
            {**COMPLETE, **GREEN},
            "建议入驻申请阶段有条件通过(整改或专题论证),已查出 1 项不符合(绿地率不超过20%);供地时另判 8 项、建设时另判 1 项",
        ),
        (
            {**LEAD, "建设性质": "新建", "用地来源": "新增", **LOW},
            "入驻申请阶段待补正,已查出 1 项不符合(容积率不低于控制指标);供地时另判 8 项、建设时另判 1 项",
        ),
        (
            {**LEAD, **PAPERS, **GREEN},
            "入驻申请阶段待认定(不得视为通过):是否认定为重污染项目、是否认定为低水平重复项目;"
            "已查出 1 项不符合(绿地率不超过20%);供地时另判 8 项、建设时另判 1 项",
        ),
        (
            {**COMPLETE, "是否认定为重污染项目": "是", **GREEN},
            "入驻申请阶段建议不予通过,已查出 2 项不符合(严禁重污染项目入驻、绿地率不超过20%)",
        ),
    ],
)
def test_of_an_application_it_names_what_is_not_met_and_what_a_person_must_decide(
    given: dict[str, str], said: str
) -> None:
    assert sentence(reviewed(given)).zh == said


def test_of_more_than_three_the_rest_is_counted() -> None:
    """Four indices are out of bounds, and the fifth comes with the land, as do the conditions and three on idle land.

    That suspended land may be found idle comes with the building.
    """
    assert sentence(reviewed({**COMPLETE, **GREEN, **LOW, **EMPTY, **OFFICES})).zh == (
        "建议入驻申请阶段有条件通过(整改或专题论证),已查出 4 项不符合"
        "(容积率不低于控制指标、建筑系数不低于30%、行政办公及生活服务设施用地不超过7%等);供地时另判 5 项、建设时另判 1 项"
    )
    four = {**CEMENT, **PAPERS, **WITH_A_PLAN, "产业集聚区": "化工产业集聚区"}
    assert sentence(reviewed(four)).zh.startswith("入驻申请阶段待认定(不得视为通过):")
    assert "等 4 项;供地时另判 9 项、建设时另判 1 项" in sentence(reviewed(four)).zh


def test_where_nothing_comes_later_nothing_is_said_of_it() -> None:
    tenant = {**COMPLETE, "用地来源": "租赁标准厂房", "是否已供地": "否"}
    assert sentence(reviewed(tenant)).zh == "建议入驻申请阶段通过"
    assert sentence(reviewed(tenant, "construction")).zh == "建议建设阶段通过"


def test_english_says_the_same() -> None:
    assert sentence(screened(LEAD)).en == (
        "Lead stage, first look: nothing found against it (9 more to be decided at the Application stage, 9 more to be "
        "decided at the Land supply stage, 1 more to be decided at the Construction stage)"
    )
    assert sentence(reviewed({**LEAD, **PAPERS, **GREEN})).en == (
        "Application stage: for a person to decide (not to be taken for a pass): Found heavily polluting; Found "
        "low-level duplication; 1 not met already (The green ratio does not exceed 20%); 8 more to be decided at the "
        "Land supply stage, 1 more to be decided at the Construction stage"
    )
    assert sentence(reviewed({**COMPLETE, **GREEN, **LOW, **EMPTY, **OFFICES})).en.endswith(
        "Land for offices and living services does not exceed 7%; and 1 more); 5 more to be decided at the Land supply "
        "stage, 1 more to be decided at the Construction stage"
    )


def test_where_there_are_no_stages_the_verdict_stands_alone() -> None:
    ban = make_rule(1, require="not in_zone", force=Force.PROHIBITION)
    assert sentence(decide({"in_zone": "否"}, [ban])).zh == "建议通过"
    assert sentence(decide({"in_zone": "是"}, [ban])).zh == "建议不予通过,已查出 1 项不符合(甲)"
    assert sentence(decide({}, [ban])).en == "Incomplete: further information is required"


def test_a_project_of_elsewhere_is_told_that_it_gets_no_pass() -> None:
    assert sentence(screened({**LEAD, **ELSEWHERE})).zh.startswith("招商线索阶段不作通过结论:不在本市范围(")
    applied = sentence(reviewed({**COMPLETE, **ELSEWHERE}))
    assert applied.zh.startswith("入驻申请阶段不作通过结论:不在本市范围(")
    assert applied.en.startswith(
        "Application stage: no pass is given, outside the places that the rulebook's plans cover ("
    )
    refused = {**CEMENT, **WITH_A_PLAN, **ELSEWHERE, "是否有产能置换方案": "否"}
    assert sentence(reviewed(refused)).zh.startswith("入驻申请阶段建议不予通过,已查出 1 项不符合")


def test_without_stages_a_project_of_elsewhere_is_told_the_same(tmp_path: Path) -> None:
    decision = decided(two_places(tmp_path), county="远县", cod="0")
    assert sentence(decision).zh == "不作通过结论:不在本市范围"
    assert sentence(decision).en == "No pass is given: outside the places that the rulebook's plans cover"
