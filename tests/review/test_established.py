"""What counts of what is said about a case: findings, then its material, then what the office has set."""

from datetime import date
from types import MappingProxyType

import pytest

from compliance.case import Case, Datum, How
from compliance.errors import InputError, Place
from compliance.facts import NO_FACTS, Facts
from compliance.intake.settings import settings_given
from compliance.review.decision import Verdict
from compliance.review.established import established
from compliance.review.reviewer import Reviewer
from tests.review.staged import CEMENT, DAY, LEAD, PAPERS, WITH_A_PLAN, claiming, stages
from tests.rulebooks import shipped

FOUND_HEAVY = {"事项": "是否认定为重污染项目", "单位": "市环境保护局", "日期": "2015-05-20"}


def settled(given: dict[str, object], facts: Facts = NO_FACTS) -> Case:
    """What counts of an application with those fields."""
    return established(claiming(given), facts, shipped().vocabulary)


def set_to(*given: str) -> Facts:
    """Facts that an office sets so."""
    return Facts(MappingProxyType(settings_given(given, shipped().vocabulary)))


def why_not(case: Case) -> dict[str, str]:
    """Why each thing that is stated is not used, by what it is called."""
    return {one.name: one.reason.en for one in case.not_used}


@pytest.mark.parametrize(("said", "counts"), [("是", True), ("否", False)])
def test_of_what_only_a_person_decides_the_material_counts_against_the_case_alone(said: str, counts: bool) -> None:
    """Heavy pollution counts against a project, so that 是 is believed and 否 is a claim."""
    case = settled({"项目名称": "甲", "是否认定为重污染项目": said})
    assert ("heavy_pollution" in case.data) is counts
    assert ("heavy_pollution" in case.claimed) is not counts
    assert ("是否认定为重污染项目" in why_not(case)) is not counts


@pytest.mark.parametrize(("said", "counts"), [("是", False), ("否", True)])
def test_of_a_confirmation_the_refusal_counts(said: str, counts: bool) -> None:
    case = settled({"项目名称": "甲", "产能置换方案是否经认定": said})
    assert ("replacement_confirmed" in case.data) is counts


def test_a_claim_that_is_attested_set_or_found_counts() -> None:
    given = claiming({"项目名称": "甲", "是否认定为重污染项目": "否"})
    attested = {"heavy_pollution": given.data["heavy_pollution"]._replace(how=How.ATTESTED)}
    case = established(
        Case("project", "1", "甲", MappingProxyType(attested), (), (), Place("a")), NO_FACTS, shipped().vocabulary
    )
    assert (case.data["heavy_pollution"].value, case.claimed, case.set_aside) == (False, {}, ())
    set_ = settled({"项目名称": "甲", "是否认定为重污染项目": "否"}, set_to("heavy_pollution=否"))
    assert (set_.data["heavy_pollution"].how, set_.claimed, set_.set_aside) == (How.SET, {}, ())
    found = settled({"项目名称": "甲", "是否认定为重污染项目": "否", "认定": [{**FOUND_HEAVY, "结论": "否"}]})
    assert (found.data["heavy_pollution"].how, found.claimed, found.set_aside) == (How.FINDING, {}, ())


def test_a_finding_counts_before_what_is_given_and_clears_a_doubt() -> None:
    """What gave way is told, with why."""
    case = settled({"项目名称": "甲", "是否认定为重污染项目": "是", "认定": [{**FOUND_HEAVY, "结论": "否"}]})
    assert case.data["heavy_pollution"].value is False
    assert why_not(case) == {"是否认定为重污染项目": "市环境保护局 has found otherwise, which counts"}
    doubted = settled({"项目名称": "甲", "是否认定为重污染项目": "大概", "认定": [{**FOUND_HEAVY, "结论": "是"}]})
    assert (doubted.data["heavy_pollution"].value, doubted.doubts) == (True, ())
    assert list(why_not(doubted)) == ["是否认定为重污染项目"]


def test_what_is_set_fills_what_is_absent_and_nothing_else() -> None:
    facts = set_to("in_zone=是", "total_investment=3亿元", "county=叶县")
    case = settled({"项目名称": "甲", "总投资": "2亿元", "县(市、区)": "叶县", "用地面积": "100亩"}, facts)
    assert (case.data["in_zone"].value, case.data["in_zone"].how) == (True, How.SET)
    assert case.data["total_investment"].how is How.GIVEN
    assert why_not(case) == {"总投资": "the case says '2亿元', which counts before what is set"}
    doubted = settled({"项目名称": "甲", "总投资": "若干"}, facts)
    assert "total_investment" not in doubted.data


def test_what_counts_against_a_case_is_not_undone_by_what_is_set() -> None:
    case = settled({"项目名称": "甲", "是否认定为重污染项目": "是"}, set_to("heavy_pollution=否"))
    assert case.data["heavy_pollution"].value is True


def test_a_case_of_which_nothing_else_is_known_stays_as_it_is() -> None:
    case = claiming({"项目名称": "甲", "总投资": "2亿元"})
    assert established(case, NO_FACTS, shipped().vocabulary) is case


def test_two_findings_on_one_field_that_differ_are_refused_and_two_alike_are_not() -> None:
    alike = [{**FOUND_HEAVY, "结论": "否"}, {**FOUND_HEAVY, "结论": "否", "单位": "省环境保护厅"}]
    assert settled({"项目名称": "甲", "认定": alike}).data["heavy_pollution"].value is False
    with pytest.raises(InputError, match="says otherwise"):
        settled({"项目名称": "甲", "认定": [alike[0], {**FOUND_HEAVY, "结论": "是"}]})


def test_a_cement_mill_that_confirms_its_own_plan_is_referred() -> None:
    """By 二(六)4 added capacity is banned but for a replacement plan that an authority has confirmed."""
    given = {**CEMENT, **PAPERS, **WITH_A_PLAN, "产能置换方案是否经认定": "是", "是否认定为重污染项目": "否"}
    reviewer = Reviewer(shipped(), stages().for_review(None))
    decision = reviewer.review(claiming(given), DAY, DAY)
    assert decision.verdict is Verdict.REFERRED
    waiting = {referral.open.id for referral in decision.referrals}
    assert waiting == {"heavy_pollution", "low_level_duplication", "replacement_confirmed"}
    assert decision.entitlements == ()


def test_settings_of_an_office_are_kept_with_the_decision_and_have_one_digest() -> None:
    facts = set_to("是否电解铝=否", "adds_capacity=否")
    decision = Reviewer(shipped(), stages().for_screening(None), facts).review(claiming({**LEAD}), DAY, DAY)
    assert decision.facts is facts
    assert facts.digest == set_to("是否新增产能=否", "是否电解铝=否").digest
    assert facts.digest != set_to("是否新增产能=是", "是否电解铝=否").digest
    assert NO_FACTS.digest is None


def test_a_value_that_is_set_has_its_place_and_says_so() -> None:
    datum = settled({"项目名称": "甲"}, set_to("in_zone=是")).data["in_zone"]
    assert datum == Datum(True, "是", Place("--set"), How.SET, datum.why)
    assert datum.why is not None
    assert datum.why.en == "--set"


def test_the_day_of_a_finding_is_kept() -> None:
    (one,) = claiming(
        {"项目名称": "甲", "认定": [{**FOUND_HEAVY, "结论": "否", "文号": "平环函〔2015〕12号"}]}
    ).findings
    assert (one.about, one.value, one.day, one.document) == (
        "heavy_pollution",
        False,
        date(2015, 5, 20),
        "平环函〔2015〕12号",
    )
