"""A case is asked for what its stage can know, told what comes later, and never passes over what is open."""

import pytest

from compliance.engines.engine import Outcome
from compliance.intake.leads.leads import read_leads
from compliance.review.decision import Decision, Verdict
from compliance.review.reviewer import Reviewer
from tests.places import ROOT
from tests.review.staged import (
    CEMENT,
    DAY,
    EMISSIONS,
    FITS,
    FOUND_CLEAN,
    LEAD,
    PAPERS,
    WITH_A_PLAN,
    reviewed,
    screened,
    stages,
)
from tests.rulebooks import shipped

EARLY = "PDS15-2.6.4-early-overcapacity"
# Rules that nothing can decide before land is supplied: who has no land neither keeps to its indices nor leaves it idle.
WITH_THE_LAND = {
    "PDS15-2.6.3-land-use-conditions",
    "PDS15-2.6.3-idle-land",
    "NIL12-idle-fee",
    "NIL12-take-back",
    "NLC08-investment-intensity",
    "NLC08-plot-ratio",
    "NLC08-building-coefficient",
    "NLC08-admin-land-share",
    "NLC08-green-ratio",
}
# And that which nothing can decide before building has begun, which then may be suspended.
WITH_THE_BUILDING = {"NIL12-suspended"}
# And those that nothing can decide before an application says what the plans, the emissions, the authorities, the
# guidance catalogue and the capital do.
WITH_THE_APPLICATION = {
    "PDS15-2.1.1-five-plans",
    "PDS15-2.6.4-own-offsets",
    "PDS15-2.6.4-heavy-pollution",
    "PDS15-2.6.4-low-level-duplication",
    "NIS05-restricted-new",
    "NIS05-restricted-upgrade",
    "NIS05-eliminated",
    "NLP12-eliminated",
    "NPC09-capital-ratio",
}
# What the national rules ask of every application in a county: class and nature, capital.
OF_EVERY_APPLICATION = [
    "产业结构调整指导目录类别",
    "建设性质",
    "项目资本金",
]


def asked(decision: Decision, *, conditional: bool | None = None) -> list[str]:
    """The labels of what is asked for: of all of it, or of what is needed in any event, or only if a rule applies."""
    return [r.input.label.zh for r in decision.requests if conditional in (None, r.conditional)]


def to_decide(decision: Decision) -> list[str]:
    """The labels of what a person must decide."""
    return [referral.open.what.zh for referral in decision.referrals]


def due(decision: Decision) -> dict[str, set[str]]:
    """The rules left for later, by the stage at which they can be decided."""
    found: dict[str, set[str]] = {}
    for f in decision.deferred:
        assert f.due is not None
        found.setdefault(f.due.id, set()).add(f.rule.id)
    return found


def outcomes(decision: Decision) -> dict[str, Outcome]:
    """The outcome of each rule that is about the project as a whole."""
    return {f.rule.id: f.outcome for f in decision.findings if f.record is None}


@pytest.mark.parametrize("investment", ["2亿元", "5000万元"])
def test_a_lead_of_an_ordinary_industry_has_nothing_against_it_and_is_asked_nothing(investment: str) -> None:
    """Below 1亿元 it is no key project and may need offsets, but of emissions a lead knows nothing yet."""
    decision = screened({**LEAD, "总投资": investment})
    assert (decision.verdict, decision.first_look, decision.final) == (Verdict.PASS, True, False)
    assert (asked(decision), to_decide(decision)) == ([], [])
    assert due(decision) == {
        "application": WITH_THE_APPLICATION,
        "land": WITH_THE_LAND,
        "construction": WITH_THE_BUILDING,
    }


def test_a_lead_that_names_its_zone_need_not_say_that_it_is_sited_in_one() -> None:
    silent = {key: value for key, value in LEAD.items() if key != "是否拟入驻产业集聚区"}
    assert (due(screened(silent)), asked(screened(silent))) == (due(screened(LEAD)), [])
    assert asked(reviewed(silent)) == asked(reviewed(LEAD))


def test_a_lead_known_not_to_lead_its_zone_is_still_asked_for_no_emissions() -> None:
    decision = screened({**LEAD, "总投资": "5000万元", "是否属所在集聚区主导产业": "否"})
    assert (decision.verdict, asked(decision)) == (Verdict.PASS, [])


def test_a_lead_of_an_overcapacity_industry_is_asked_about_capacity_and_nothing_else() -> None:
    """Whether capacity is added decides; that it is replaced would be the exemption.  Both a lead knows."""
    decision = screened(CEMENT)
    assert decision.verdict is Verdict.UNDETERMINED
    assert asked(decision) == ["是否新增产能", "是否有产能置换方案"]
    assert to_decide(decision) == []


def test_added_capacity_without_a_plan_is_refused_at_the_first_look() -> None:
    decision = screened({**CEMENT, "是否新增产能": "是", "是否有产能置换方案": "否"})
    assert decision.verdict is Verdict.FAIL
    assert {id_ for id_, outcome in outcomes(decision).items() if outcome is Outcome.FAIL} == {
        "PDS15-2.6.4-overcapacity",
        "NOC13-new-capacity",
    }


def test_added_capacity_with_a_plan_waits_for_the_plan_to_be_confirmed() -> None:
    decision = screened({**CEMENT, **WITH_A_PLAN})
    assert decision.verdict is Verdict.REFERRED
    assert (asked(decision), to_decide(decision)) == ([], ["产能置换方案是否经认定"])


def test_coking_in_a_zone_waits_for_a_person_to_say_whether_the_plan_means_the_lists_of_2009_and_2010() -> None:
    """2520 is the one industry of those lists that its code tells; the three years in which coking was stopped are over."""
    decision = screened({**LEAD, "行业代码": "2520"})
    assert decision.verdict is Verdict.REFERRED
    assert (asked(decision), to_decide(decision)) == ([], ["早期过剩行业是否可准入的认定"])
    found = outcomes(decision)
    assert (found[EARLY], found["NOC09-listed-sectors"]) == (Outcome.MANUAL, Outcome.NOT_APPLICABLE)
    assert "NOC09-coking" not in found
    assert {rule.id for rule in decision.referrals[0].rules} == {EARLY}


def test_coking_outside_zones_is_asked_nothing_unless_it_says_that_it_is_of_coal_chemicals() -> None:
    outside = {"项目名称": "某焦化厂", "是否拟入驻产业集聚区": "否", "行业代码": "2520"}
    assert screened(outside).verdict is Verdict.PASS
    declared = screened({**outside, "是否煤化工、多晶硅、风电设备项目": "是"})
    assert declared.verdict is Verdict.REFERRED
    assert {rule.id for rule in declared.referrals[0].rules} == {"NOC09-listed-sectors"}


def test_where_the_list_of_2009_applies_the_plan_gives_way_to_it() -> None:
    """One finding is asked for, and by the national rule alone."""
    declared = {**LEAD, "行业代码": "2520", "是否煤化工、多晶硅、风电设备项目": "是"}
    decision = screened(declared)
    assert decision.verdict is Verdict.REFERRED
    assert outcomes(decision)[EARLY] is Outcome.OVERRIDDEN
    assert {rule.id for rule in decision.referrals[0].rules} == {"NOC09-listed-sectors"}
    refused = screened({**declared, "早期过剩行业是否可准入的认定": "否"})
    assert refused.verdict is Verdict.CONDITIONAL


def test_an_application_is_asked_for_what_it_knows_and_told_what_comes_with_the_land() -> None:
    """The plans it needs in any event, and what says whether rules apply; emissions and a boiler only if they do.

    Not the source of the land, the gate of rules whose demand is not due.
    """
    decision = reviewed(LEAD)
    assert (decision.verdict, decision.first_look, decision.final) == (Verdict.UNDETERMINED, False, False)
    assert asked(decision, conditional=False) == [
        *FITS,
        "所属产业集群",
        "是否属所在集聚区主导产业",
        *OF_EVERY_APPLICATION,
    ]
    assert asked(decision, conditional=True) == EMISSIONS
    assert to_decide(decision) == ["是否认定为重污染项目", "是否认定为低水平重复项目"]
    assert due(decision) == {"land": WITH_THE_LAND, "construction": WITH_THE_BUILDING}


def test_land_left_since_2013_is_asked_whether_work_has_started() -> None:
    """Granted land puts it at the stage of the land, whatever is asked for.

    Two years after the agreed start have passed, so that the start decides the taking back and the fee; that and the
    suspension are known with the land, how far the site is developed and whether it is found idle only once building has
    begun.
    """
    granted = {**LEAD, "是否已供地": "是", "约定动工日期": "2013-03-31"}
    for decision in (screened(granted), reviewed(granted), reviewed(granted, "lead")):
        assert decision.stage == stages().find("land")
        assert decision.verdict is Verdict.UNDETERMINED
        assert asked(decision, conditional=False) == [
            *FITS,
            "是否已动工",
            "是否中止开发建设",
            "用地来源",
            "所属产业集群",
            "是否属所在集聚区主导产业",
            *OF_EVERY_APPLICATION,
        ]
        indices = ["计容建筑面积", "建构筑物及堆场占地面积", "行政办公及生活服务设施用地面积", "绿地面积"]
        assert asked(decision, conditional=True) == ["已写入用地条件的指标", *EMISSIONS, *indices]
        assert (decision.final, due(decision)) == (False, {"construction": WITH_THE_BUILDING})


def test_land_not_started_two_years_after_the_agreed_day_breaks_the_rule_at_any_stage() -> None:
    """The review's day is 2015-06-01, on which two years after 2013-06-01 are not yet over, and only the fee is due."""
    idle = {**LEAD, "是否已供地": "是", "是否已动工": "否"}
    on_the_day = outcomes(screened({**idle, "约定动工日期": "2013-06-01"}))
    after_it = outcomes(screened({**idle, "约定动工日期": "2013-05-29"}))
    assert (on_the_day["NIL12-take-back"], on_the_day["NIL12-idle-fee"]) == (Outcome.PASS, Outcome.FAIL)
    assert (after_it["NIL12-take-back"], after_it["NIL12-idle-fee"]) == (Outcome.FAIL, Outcome.NOT_APPLICABLE)


def test_an_index_that_is_known_before_the_land_counts_at_once() -> None:
    """100亩 are 66,666.67 平方米: 47,000 on them is a plot ratio of 0.705, 46,000 one of 0.69, and 0.7 is demanded.

    20亩 of green are exactly the 20 % allowed.
    """
    known = {**LEAD, **PAPERS, "计容建筑面积": "47000", "绿地面积": "20亩"}
    for stage in ("application", "land"):
        kept = outcomes(reviewed(known, stage))
        assert (kept["NLC08-plot-ratio"], kept["NLC08-green-ratio"]) == (Outcome.PASS, Outcome.PASS)
        broken = outcomes(reviewed({**known, "计容建筑面积": "46000", "绿地面积": "20.1亩"}, stage))
        assert (broken["NLC08-plot-ratio"], broken["NLC08-green-ratio"]) == (Outcome.FAIL, Outcome.FAIL)


def test_an_index_out_of_bounds_is_left_for_later_while_nobody_can_know_whether_it_applies() -> None:
    """The nature of construction, which may exempt the project, is known from the application on."""
    green = {**LEAD, "绿地面积": "25亩"}
    assert outcomes(screened(green))["NLC08-green-ratio"] is Outcome.DEFERRED
    assert outcomes(reviewed(green))["NLC08-green-ratio"] is Outcome.UNDETERMINED


def test_a_cement_mill_with_all_its_papers_is_no_pass_before_its_plan_is_confirmed() -> None:
    decision = reviewed({**CEMENT, **PAPERS, **FOUND_CLEAN, **WITH_A_PLAN})
    assert decision.verdict is Verdict.REFERRED
    assert (asked(decision), to_decide(decision)) == ([], ["产能置换方案是否经认定"])
    assert decision.entitlements == ()
    confirmed = reviewed({**CEMENT, **PAPERS, **FOUND_CLEAN, **WITH_A_PLAN, "产能置换方案是否经认定": "是"})
    refused = reviewed({**CEMENT, **PAPERS, **FOUND_CLEAN, **WITH_A_PLAN, "产能置换方案是否经认定": "否"})
    assert (confirmed.verdict, refused.verdict) == (Verdict.PASS, Verdict.FAIL)


def test_grants_are_to_be_had_once_nothing_is_open_that_bars_the_project() -> None:
    """A leading industry of 2亿元 is a key project: four priorities, to be had when no ban is left open.

    At a first look nothing is granted yet, and what is refused is promised nothing.
    """
    granted = {
        "PDS15-2.2.2-city-key-project",
        "PDS15-2.2.2-key-resources",
        "PDS15-2.6.4-key-capacity",
        "PDS15-2.6.4-leading-industry",
    }
    open_ban = reviewed({**LEAD, **PAPERS})
    assert open_ban.verdict is Verdict.REFERRED
    assert (open_ban.entitlements, {f.rule.id for f in open_ban.prospective}) == ((), granted)
    passed = reviewed({**LEAD, **PAPERS, **FOUND_CLEAN})
    assert passed.verdict is Verdict.PASS
    assert ({f.rule.id for f in passed.entitlements}, passed.prospective) == (granted, ())
    first = screened({**LEAD, **PAPERS, **FOUND_CLEAN})
    assert (first.verdict, first.entitlements) == (Verdict.PASS, ())
    assert {f.rule.id for f in first.prospective} == granted
    failed = reviewed({**LEAD, **PAPERS, **FOUND_CLEAN, "是否认定为重污染项目": "是"})
    assert (failed.verdict, failed.entitlements, failed.prospective) == (Verdict.FAIL, (), ())


def test_a_stage_that_is_asked_for_counts_before_one_that_is_stated_and_none_before_what_is_reached() -> None:
    stated = {**LEAD, "项目阶段": "供地"}
    assert [reviewed(given).stage for given in (LEAD, stated)] == [stages().find("application"), stages().find("land")]
    assert screened(stated).stage == stages().find("land")
    assert reviewed(stated, "lead").stage == stages().find("lead")
    built = {**stated, "建成投产日期": "2015-05-31"}
    assert reviewed(built, "lead").stage == stages().find("operation")


def test_no_lead_of_the_example_is_asked_for_what_it_cannot_know_and_none_passes_over_what_is_open() -> None:
    """Asked for everything at once, as if a lead were an application with land, every one of them would be incomplete."""
    leads = list(read_leads(ROOT / "examples/leads/leads.xlsx", shipped().vocabulary))
    at_once = [Reviewer(shipped()).review(lead.case, DAY, DAY) for lead in leads]
    assert {decision.verdict for decision in at_once} == {Verdict.UNDETERMINED}
    reviewer = Reviewer(shipped(), stages().for_screening(None))
    for decision in [reviewer.review(lead.case, DAY, DAY) for lead in leads]:
        assert decision.stage == stages().find("lead")
        assert {request.input.field.stage for request in decision.requests} <= {decision.stage}
        open_ = {f.outcome for f in decision.findings if f.rule.force.decides}
        assert not decision.verdict.passes or not open_ & {Outcome.UNDETERMINED, Outcome.MANUAL}
