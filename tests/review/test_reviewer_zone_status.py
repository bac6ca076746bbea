"""Whether a park that the province turned into something else is still treated as a zone, a person decides.

Neither word of the material's own is believed: 否 would take the project out of reach of the bans, 是 give it the zone's
support.
"""

import pytest

from compliance.engines.engine import Outcome
from compliance.review.decision import Decision, Verdict
from compliance.review.reviewer import Reviewer
from tests.review.staged import CEMENT, DAY, FOUND_CLEAN, LEAD, PAPERS, claiming, reviewed, stages
from tests.rulebooks import shipped

STATUS = "所在园区是否仍作产业集聚区对待"
PARK = {**LEAD, **PAPERS, **FOUND_CLEAN, "产业集聚区": "平顶山化工产业集聚区", "县(市、区)": ""}
ZONE_RULES = ("PDS15-2.6.4-heavy-pollution", "PDS15-2.6.4-overcapacity", "PDS15-2.1.1-five-plans")
ZONE_GRANT = "PDS15-2.6.4-leading-industry"


def of_the_material(given: dict[str, str]) -> Decision:
    """The decision on an application of which nobody has found anything."""
    return Reviewer(shipped(), stages().for_review(None)).review(claiming({**given}), DAY, DAY)


def outcomes(decision: Decision) -> dict[str, Outcome]:
    """The outcome of each rule."""
    return {one.rule.id: one.outcome for one in decision.findings}


def test_found_to_be_no_zone_the_rules_on_zones_do_not_apply_and_grant_nothing() -> None:
    decision = reviewed({**PARK, STATUS: "否"})
    found = outcomes(decision)
    assert {found[id_] for id_ in (*ZONE_RULES, ZONE_GRANT)} == {Outcome.NOT_APPLICABLE}
    assert found["HZA14-downgraded-zone"] is Outcome.PASS
    granted = {one.rule.id for one in (*decision.entitlements, *decision.prospective)}
    assert ZONE_GRANT not in granted
    assert decision.verdict is Verdict.PASS


def test_found_to_be_a_zone_they_apply() -> None:
    decision = reviewed({**PARK, STATUS: "是"})
    assert {outcomes(decision)[id_] for id_ in (*ZONE_RULES, ZONE_GRANT)} == {Outcome.PASS}
    assert decision.verdict is Verdict.PASS


@pytest.mark.parametrize("said", ["是", "否"])
def test_the_word_of_the_material_settles_nothing(said: str) -> None:
    decision = of_the_material({**PARK, STATUS: said})
    assert outcomes(decision)["HZA14-downgraded-zone"] is Outcome.MANUAL
    assert decision.verdict is Verdict.REFERRED
    assert decision.entitlements == ()


def test_nobody_escapes_a_ban_by_saying_that_he_is_in_no_zone() -> None:
    cement = {**PARK, "行业代码": CEMENT["行业代码"], "是否新增产能": "是", "是否有产能置换方案": "否"}
    decision = of_the_material({**cement, STATUS: "否"})
    assert outcomes(decision)["PDS15-2.6.4-overcapacity"] is not Outcome.NOT_APPLICABLE
    assert decision.verdict is Verdict.FAIL  # the state bans it in a zone or out of one
