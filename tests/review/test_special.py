"""What is special to a project is told from what every project of such a place has to settle (D-105)."""

from collections.abc import Mapping

from compliance.review.decision import Decision
from tests.people import decided, found
from tests.review.staged import LEAD, PAPERS

BAN, NEW_CAPACITY = "PDS15-2.6.4-overcapacity", "NOC13-new-capacity"
MILL: Mapping[str, object] = {**LEAD, **PAPERS, "行业代码": "3011", "是否新增产能": "是", "是否有产能置换方案": "是"}


def special(decision: Decision) -> set[str]:
    """The rules whose findings are special."""
    return {f.rule.id for f in decision.findings if f.special}


def test_what_every_project_of_a_zone_waits_for_is_not_special() -> None:
    decision = decided({**LEAD, **PAPERS})
    waiting = {f.rule.id for referral in decision.referrals for f in decision.findings if f.rule in referral.rules}
    assert "PDS15-2.6.4-heavy-pollution" in waiting
    assert special(decision) == set()


def test_nothing_is_special_of_a_project_of_which_nothing_is_known() -> None:
    decision = decided({"项目名称": "某项目"})
    assert decision.requests
    assert special(decision) == set()


def test_a_mill_that_adds_capacity_is_special_while_nobody_has_confirmed_its_plan() -> None:
    decision = decided(MILL)
    assert special(decision) == {BAN, NEW_CAPACITY}
    breaches = {f.rule.id: f.breach for f in decision.findings if f.breach is not None}
    assert "国民经济行业代码 3011" in breaches[BAN].zh
    assert "“是否新增产能”为是" in breaches[BAN].zh
    assert breaches[NEW_CAPACITY].en == "“Adds capacity”: yes"


def test_a_mill_whose_industry_is_known_and_its_capacity_is_not_is_special_by_the_rule_on_its_industry() -> None:
    decision = decided({key: value for key, value in MILL.items() if key != "是否新增产能"})
    assert special(decision) == {NEW_CAPACITY}
    assert all(f.breach is None for f in decision.findings)


def test_a_plan_that_is_confirmed_leaves_nothing_special() -> None:
    assert special(decided(MILL, found(事项="产能置换方案是否经认定", 结论="是"))) == set()


def test_what_is_not_met_is_special_if_it_bears_on_the_verdict() -> None:
    assert special(decided({**LEAD, **PAPERS, "符合产业规划": "否"})) == {"PDS15-2.1.1-five-plans"}
    coal = decided({**LEAD, **PAPERS, "供热方式": "自建燃煤锅炉"})
    failed = {f.rule.id for f in coal.findings if f.outcome == "fail"}
    assert "PDS15-2.4.1-clean-heat" in failed
    assert "PDS15-2.4.1-clean-heat" not in special(coal)


def test_what_waits_for_a_value_in_doubt_is_special() -> None:
    decision = decided({**LEAD, **PAPERS, "总投资": "1亿元", "固定资产投资": "2亿元", "项目资本金": "3000万元"})
    assert "NPC09-capital-ratio" in special(decision)


def test_a_figure_that_the_rulebook_lacks_says_nothing_of_the_project() -> None:
    site = {"用地面积": "100亩", "固定资产投资": "5000万元", "土地等别": "10等"}
    decision = decided({**LEAD, **PAPERS, **site}, stage="land")
    assert "NLC08-investment-intensity" in {rule.id for one in decision.referrals for rule in one.rules}
    assert "NLC08-investment-intensity" not in special(decision)


def test_papers_for_an_index_of_every_industrial_site_are_not_special() -> None:
    decision = decided({**LEAD, **PAPERS}, stage="land")
    assert {"NLC08-plot-ratio", "NLC08-green-ratio"} <= {rule.id for one in decision.requests for rule in one.rules}
    assert special(decision) == set()


def test_a_park_that_is_no_longer_a_zone_is_special_though_its_place_alone_says_so() -> None:
    decision = decided({**LEAD, **PAPERS, "县(市、区)": "叶县", "产业集聚区": "平顶山化工产业集聚区"})
    assert "HZA14-downgraded-zone" in special(decision)
