"""A project is judged by the plans of its own place, by all where its place is unknown, and passes nowhere else."""

from pathlib import Path

import pytest

from compliance.engines.engine import Outcome
from compliance.review.decision import Decision, Verdict
from compliance.review.territory import presumption
from compliance.rulebook.model import Rulebook
from tests.territories import DAY, EAST, ELSEWHERE, WEST, decided, two_places


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    """The plans of two counties, and one of the nation."""
    return two_places(tmp_path)


def outcomes(decision: Decision) -> dict[str, Outcome]:
    """The outcome of each rule."""
    return {found.rule.id: found.outcome for found in decision.findings}


@pytest.mark.parametrize(
    ("county", "land", "east", "west", "verdict"),
    [
        (EAST, "40", Outcome.FAIL, Outcome.NOT_APPLICABLE, Verdict.CONDITIONAL),
        (EAST, "100", Outcome.PASS, Outcome.NOT_APPLICABLE, Verdict.PASS),
        (WEST, "40", Outcome.NOT_APPLICABLE, Outcome.FAIL, Verdict.FAIL),
        (WEST, "60", Outcome.NOT_APPLICABLE, Outcome.PASS, Verdict.PASS),
    ],
)
def test_a_project_is_judged_by_the_plan_of_its_own_place_alone(
    book: Rulebook, county: str, land: str, east: Outcome, west: Outcome, verdict: Verdict
) -> None:
    decision = decided(book, county=county, land_area=land, cod="0")
    found = outcomes(decision)
    assert (found["EAST-1"], found["WEST-1"], decision.verdict) == (east, west, verdict)
    assert (decision.outside, decision.presumed) == (False, False)
    assert not any("设定" in notice.zh for notice in decision.notices)


def test_a_project_of_another_place_gets_no_pass_and_is_asked_nothing_for_it(book: Rulebook) -> None:
    decision = decided(book, county=ELSEWHERE, land_area="500", cod="0", in_zone="是")
    assert (decision.verdict, decision.outside, decision.presumed) == (Verdict.UNDETERMINED, True, False)
    assert set(outcomes(decision).values()) == {Outcome.NOT_APPLICABLE, Outcome.PASS}
    assert (decision.requests, decision.entitlements, decision.prospective) == ((), (), ())


def test_what_the_nation_demands_counts_in_any_place_and_a_broken_ban_is_refused(tmp_path: Path) -> None:
    for name, force, verdict in (
        ("ban", "prohibition", Verdict.FAIL),
        ("condition", "condition", Verdict.UNDETERMINED),
    ):
        (tmp_path / name).mkdir()
        decision = decided(two_places(tmp_path / name, force), county=ELSEWHERE, cod="101")
        assert (decision.verdict, decision.outside) == (verdict, True)
        assert outcomes(decision)["NATION-1"] is Outcome.FAIL


def test_a_project_of_no_stated_place_is_judged_by_every_plan_and_that_is_told_once(book: Rulebook) -> None:
    decision = decided(book, land_area="40", cod="0", in_zone="是")
    found = outcomes(decision)
    assert (found["EAST-1"], found["WEST-1"], found["EAST-2"]) == (Outcome.FAIL, Outcome.FAIL, Outcome.PASS)
    assert (decision.verdict, decision.outside, decision.presumed) == (Verdict.FAIL, False, True)
    (told,) = [notice for notice in decision.notices if "设定" in notice.zh]
    assert told.zh == "“县(市、区)”未填或存疑,按本市项目审查(设定):适用east文、west文"
    assert "“County”: not given or in doubt" in told.en
    assert "“east文”, “west文” applies" in told.en


def test_where_a_project_lies_is_never_asked_for(book: Rulebook) -> None:
    assert [request.input.path for request in decided(book).requests] == ["land_area", "cod"]


def test_the_reason_says_that_the_plan_does_not_apply_in_that_place(book: Rulebook) -> None:
    (found,) = [f for f in decided(book, county=WEST, land_area="40").findings if f.rule.id == "EAST-1"]
    assert found.reason.zh == "项目不在本方案适用的区域(县(市、区) “西县”,不为 东县)"
    assert found.reason.en.startswith("the project does not lie where this plan applies (County “西县”")
    assert [one.written for one in found.evidence] == ["西县"]


def test_the_reason_for_a_grant_is_what_the_plan_grants_for(book: Rulebook) -> None:
    (found,) = [f for f in decided(book, county=EAST, in_zone="是").findings if f.rule.id == "EAST-2"]
    assert found.reason.zh == "“是否入驻”为是"


def test_of_many_projects_the_presumption_names_all_fields_and_plans(book: Rulebook) -> None:
    assert presumption(book.edition(DAY)).zh == "“县(市、区)”未填或存疑,按本市项目审查(设定):适用east文、west文"


def test_without_a_plan_of_a_place_no_project_lies_outside(tmp_path: Path) -> None:
    book = two_places(tmp_path).only(["nation"])
    decision = decided(book, county=ELSEWHERE, cod="0")
    assert (decision.verdict, decision.outside, decision.presumed) == (Verdict.PASS, False, False)
