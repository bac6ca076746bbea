"""A review on every day that a case may have been accepted: what is so on all of them is decided, the rest is asked."""

from datetime import date

import pytest

from compliance.engines.engine import Outcome
from compliance.intake.application import read_applications
from compliance.review.decision import Decision, Verdict
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from compliance.source import Source
from tests.people import GIVEN, INTENSITY, found
from tests.people import case as people_case
from tests.rulebooks import shipped

TODAY = date(2026, 11, 29)
# The fee, and the plan's own clause on idle land, which follows from it.
IDLE_ONE_YEAR, IDLE_LAND = "NIL12-idle-fee", "PDS15-2.6.3-idle-land"


def decided(rulebook: Rulebook, accepted: str, agreed: str, as_of: date | None = None) -> Decision:
    """The decision on land supplied and not built on, with those dates of acceptance and of the agreed start."""
    text = f"项目名称: 某厂\n{accepted}\n行业代码: 3311\n约定动工日期: {agreed}\n是否供地: 是\n是否已动工: 否\n"
    (case,) = read_applications(Source("a.yaml", text.encode()), rulebook.vocabulary)
    return Reviewer(rulebook).review(case, as_of, TODAY)


def outcomes(decision: Decision) -> dict[str, Outcome]:
    return {f.rule.id: f.outcome for f in decision.findings}


def test_what_is_so_on_every_day_of_a_month_is_decided(rulebook: Rulebook) -> None:
    # A full year after 2014-03-31 is past on each day of June 2015; two years are on none.
    found = decided(rulebook, "受理日期: 2015年6月", "2014-03-31")
    assert outcomes(found)[IDLE_ONE_YEAR] is Outcome.FAIL
    assert "application_date" not in [request.input.path for request in found.requests]
    assert found.as_of == date(2015, 6, 30)
    assert "2015-06-01 至 2015-06-30" in found.notices[0].zh


def test_what_changes_within_the_month_waits_for_the_day(rulebook: Rulebook) -> None:
    # A full year after 2014-06-15 is past from the middle of June 2015 on.
    found = decided(rulebook, "受理日期: 2015年6月", "2014-06-15")
    assert outcomes(found)[IDLE_ONE_YEAR] is Outcome.UNDETERMINED
    asked = {request.input.path: [rule.id for rule in request.rules] for request in found.requests}
    assert set(asked["application_date"]) == {IDLE_ONE_YEAR, IDLE_LAND}
    early, late = (outcomes(decided(rulebook, "", "2014-06-15", date(2015, 6, day)))[IDLE_ONE_YEAR] for day in (1, 30))
    assert early is not late


@pytest.mark.parametrize(
    "written", ["2015年6月以前", "2015-06-31", "1900-01-01", "2951-06-01", "1015-06-01", "六一前后"]
)
def test_a_day_that_cannot_be_known_is_asked_for_and_today_is_not_taken_in_its_place(
    rulebook: Rulebook, written: str
) -> None:
    found = decided(rulebook, f"受理日期: {written}", "2014-03-31")
    assert found.verdict is Verdict.UNDETERMINED
    deciding = [f for f in found.findings if f.rule.force.decides]
    assert {f.outcome for f in deciding} == {Outcome.UNDETERMINED}
    assert found.requests[0].input.path == "application_date"
    assert written in found.notices[0].zh


def test_a_given_day_needs_none_of_the_case(rulebook: Rulebook) -> None:
    found = decided(rulebook, "受理日期: 2015-06-31", "2014-03-31", date(2015, 6, 1))
    assert outcomes(found)[IDLE_ONE_YEAR] is Outcome.FAIL


def test_a_case_without_a_date_is_reviewed_today_and_says_so(rulebook: Rulebook) -> None:
    assert decided(rulebook, "", "2014-03-31").as_of == TODAY


def test_a_project_of_elsewhere_lies_outside_on_every_day_of_a_month(rulebook: Rulebook) -> None:
    found = decided(rulebook, "受理日期: 2015年6月\n是否本市项目: 否", "2014-06-15")
    assert (found.verdict, found.outside) == (Verdict.UNDETERMINED, True)
    assert IDLE_LAND not in [rule.id for request in found.requests for rule in request.rules]


def test_what_a_person_found_is_not_used_where_the_day_of_the_review_decides_whether_the_rule_is_in_force() -> None:
    """The control indices end on 11 May 2023."""
    given = {**GIVEN, "受理日期": "2023年5月", "项目阶段": "供地"}
    stages = shipped().vocabulary.stages
    reviewer = Reviewer(shipped(), stages.for_review(stages.named("land")))
    decision = reviewer.review(people_case(given, found(规则=INTENSITY, 结论="符合")), None, TODAY)
    (intensity,) = (f for f in decision.findings if f.rule.id == INTENSITY)
    assert (intensity.outcome, intensity.by_person) == (Outcome.UNDETERMINED, False)
    assert intensity.reason.zh.startswith("因受理日期而异(经认定符合(市国土资源局")
