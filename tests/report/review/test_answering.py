"""An answer says what is special to a project, and who must do what by when."""

import pytest

from compliance.report.review.answer import Act, Answer
from compliance.report.review.answering import compose_answer
from tests.people import GIVEN, decided, found
from tests.review.staged import LEAD, PAPERS

MILL: dict[str, object] = {**LEAD, **PAPERS, "行业代码": "3011", "是否新增产能": "是", "是否有产能置换方案": "是"}
CLEAN = (found(事项="是否认定为重污染项目", 结论="否"), found(事项="是否认定为低水平重复项目", 结论="否"))


def answer(given: dict[str, object], *findings: dict[str, str]) -> Answer:
    return compose_answer(decided(given, *findings), "zh")


def test_a_mill_whose_plan_nobody_has_confirmed_is_told_so_in_the_sentence_of_the_verdict() -> None:
    """Two documents wait for the same finding: it is one point."""
    told = answer(MILL)
    assert [point.heading for point in told.points] == ["严禁产能过剩项目入驻、产能严重过剩行业不得新增产能"]
    assert "属于“产能过剩行业”" in told.sentence
    assert "“是否新增产能”为是;“产能置换方案是否经认定”未查明或未认定前,不得通过" in told.sentence


def test_the_office_that_is_named_finds_and_where_none_is_named_none_is_made_up() -> None:
    steps = {step.who: step for step in answer(MILL).steps}
    assert list(steps) == ["有权认定的部门", "环境保护部门", "投资主管部门会同行业主管部门"]
    assert [step.office for step in steps.values()] == ["", "environment", "investment"]
    assert {step.act for step in steps.values()} == {Act.FIND}
    assert {step.when for step in steps.values()} == {"签署前"}


def test_what_is_special_is_done_first() -> None:
    first, *others = answer(MILL).steps
    assert [matter.what for matter in first.matters] == ["产能置换方案是否经认定"]
    assert all(matter.special for matter in first.matters)
    assert not any(matter.special for step in others for matter in step.matters)


def test_what_is_missing_is_asked_of_the_applicant_at_once() -> None:
    (supply,) = [step for step in answer({"项目名称": "某项目"}).steps if step.act is Act.SUPPLY]
    assert supply.who == "建设单位"
    assert {"是否拟入驻产业集聚区", "化学需氧量排放量"} <= {matter.what for matter in supply.matters}
    assert all(matter.rules for matter in supply.matters)


def test_a_refusal_is_issued_and_a_pass_is_signed() -> None:
    refused = answer({**MILL, "是否有产能置换方案": "否"}, *CLEAN)
    assert [step.act for step in refused.steps] == [Act.REFUSE]
    assert [point.advice for point in refused.points] == ["取消新增产能,或提供产能置换方案并取得认定。"] * 2
    passed = answer({**LEAD, **PAPERS}, *CLEAN)
    assert [step.act for step in passed.steps] == [Act.SIGN]
    assert passed.points == ()


def test_a_condition_that_is_not_met_is_put_right_by_the_applicant() -> None:
    (step,) = answer(GIVEN, *CLEAN).steps
    assert (step.act, step.who) == (Act.RECTIFY, "建设单位")
    assert [matter.note for matter in step.matters] == [
        "压缩厂区绿地面积;因安全、环保等特殊要求确需突破的,提交论证材料。"
    ]


def test_values_that_contradict_one_another_are_a_point_where_the_verdict_waits_for_them() -> None:
    told = answer({**LEAD, **PAPERS, "总投资": "1亿元", "固定资产投资": "2亿元"})
    assert "总投资存疑" in [point.heading for point in told.points]
    assert [doubt.labels for doubt in told.doubts] == ["固定资产投资、总投资"]


def test_what_the_material_claims_of_a_finding_is_said_with_it() -> None:
    told = answer({**LEAD, **PAPERS, "是否认定为重污染项目": "否"})
    notes = {matter.what: matter.note for step in told.steps for matter in step.matters}
    assert notes["是否认定为重污染项目"] == "材料自述“否”,未见认定"


def test_findings_that_it_rests_on_are_named_with_their_documents() -> None:
    assert answer({**LEAD, **PAPERS}, *CLEAN).found[0] == "是否认定为重污染项目:“否”(市国土资源局 平国土函〔2015〕31号)"


@pytest.mark.parametrize("findings", [(), CLEAN])
def test_support_is_promised_only_once_nothing_is_open(findings: tuple[dict[str, str], ...]) -> None:
    told = answer({**LEAD, **PAPERS}, *findings)
    assert told.support
    assert told.granted is bool(findings)
