"""A decision follows from the outcomes: what weighs more, what is asked for, what waits for a person."""

from datetime import date
from pathlib import Path

import pytest

from compliance.engines.engine import Outcome
from compliance.intake.leads.leads import read_leads
from compliance.review.decision import Verdict, is_granted
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Force, Rulebook
from tests.ledgers import ledger
from tests.review.deciding import decide
from tests.strategies import make_rule

DAY, YEAR_END = date(2015, 6, 1), date(2015, 12, 31)
LAND = "land_area >= 500 亩"


@pytest.mark.parametrize(
    ("force", "land", "verdict"),
    [
        (Force.PROHIBITION, "499", Verdict.FAIL),
        (Force.OBLIGATION, "499", Verdict.FAIL),
        (Force.CONDITION, "499", Verdict.CONDITIONAL),
        (Force.GUIDANCE, "499", Verdict.PASS),
        (Force.PROCEDURE, "499", Verdict.PASS),
        (Force.PROHIBITION, None, Verdict.UNDETERMINED),
        (Force.CONDITION, None, Verdict.UNDETERMINED),
        (Force.GUIDANCE, None, Verdict.PASS),
        (Force.PROHIBITION, "500", Verdict.PASS),
    ],
)
def test_what_breaking_a_rule_means_depends_on_its_force(force: Force, land: str | None, verdict: Verdict) -> None:
    given = {} if land is None else {"land_area": land}
    assert decide(given, [make_rule(1, require=LAND, force=force)]).verdict is verdict


def test_a_broken_ban_outweighs_missing_data_which_outweighs_an_unmet_condition() -> None:
    ban = make_rule(1, require="not in_zone", force=Force.PROHIBITION)
    condition, unknown = make_rule(2, require=LAND), make_rule(3, require="exempted")
    given: dict[str, object] = {"land_area": "1"}
    assert decide(given, [condition, unknown]).verdict is Verdict.UNDETERMINED
    assert decide({**given, "in_zone": "是"}, [ban, condition, unknown]).verdict is Verdict.FAIL


def test_no_rule_in_force_is_never_a_pass() -> None:
    assert decide({}, []).verdict is Verdict.UNDETERMINED


def test_what_a_person_must_decide_is_referred_and_is_no_pass() -> None:
    decision = decide({}, [make_rule(1, require="not polluting", force=Force.PROHIBITION)])
    assert (decision.verdict, decision.verdict.passes) == (Verdict.REFERRED, False)
    assert [referral.open.what.zh for referral in decision.referrals] == ["是否重污染"]


def test_what_a_person_must_decide_weighs_less_than_missing_data_and_more_than_an_unmet_condition() -> None:
    """Data come first: what is supplied may settle what a person would be asked, or refuse the project."""
    for_a_person = make_rule(1, require="not polluting", force=Force.PROHIBITION)
    unknown, condition = make_rule(2, require="exempted"), make_rule(3, require=LAND)
    given: dict[str, object] = {"land_area": "1"}
    assert decide(given, [for_a_person, unknown, condition]).verdict is Verdict.UNDETERMINED
    assert decide(given, [for_a_person, condition]).verdict is Verdict.REFERRED
    assert decide(given, [condition]).verdict is Verdict.CONDITIONAL


@pytest.mark.parametrize("force", [Force.GUIDANCE, Force.PROCEDURE])
def test_a_person_who_would_only_advise_is_not_waited_for(force: Force) -> None:
    decision = decide({}, [make_rule(1, require="not polluting", force=force)])
    assert (decision.verdict, decision.referrals) == (Verdict.PASS, ())


def test_the_verdicts_stand_in_order_from_the_best() -> None:
    assert list(Verdict) == [
        Verdict.PASS,
        Verdict.CONDITIONAL,
        Verdict.REFERRED,
        Verdict.UNDETERMINED,
        Verdict.FAIL,
    ]
    assert [verdict for verdict in Verdict if verdict.passes] == [Verdict.PASS, Verdict.CONDITIONAL]


@pytest.mark.parametrize(
    ("demand", "given", "granted"),
    [
        ("not in_zone", {"in_zone": "否"}, True),
        ("not in_zone", {}, False),  # missing
        ("not polluting", {}, False),  # for a person
        ("not in_zone", {"in_zone": "是"}, None),  # refused: not even to be had
    ],
)
def test_a_grant_counts_only_once_no_ban_is_open(demand: str, given: dict[str, object], granted: bool | None) -> None:
    made = [
        make_rule(1, require=demand, force=Force.PROHIBITION),
        make_rule(2, when=LAND, force=Force.PRIORITY),
        make_rule(3, when=LAND, force=Force.GUIDANCE),
        make_rule(4, when="land_area > 500 亩", force=Force.PRIORITY),
    ]
    decision = decide({"land_area": "500", **given}, made)
    both = ["CITY-2", "CITY-3"]
    assert [f.rule.id for f in decision.entitlements] == (both if granted else [])
    assert [f.rule.id for f in decision.prospective] == (both if granted is False else [])


def test_a_ban_left_for_a_later_stage_bars_a_grant_until_then_and_a_condition_does_not() -> None:
    ban, condition = make_rule(1, require="not in_zone", force=Force.PROHIBITION), make_rule(2, require=LAND)
    for verdict in (Verdict.PASS, Verdict.CONDITIONAL):
        assert not is_granted(verdict, [(ban, Outcome.DEFERRED)], first_look=False)
        assert is_granted(verdict, [(ban, Outcome.PASS), (condition, Outcome.DEFERRED)], first_look=False)
        assert not is_granted(verdict, [(ban, Outcome.PASS)], first_look=True)


def test_a_condition_not_met_bars_no_grant() -> None:
    made = [make_rule(1, require=LAND), make_rule(2, force=Force.PRIORITY)]
    decision = decide({"land_area": "499"}, made)
    assert (decision.verdict, len(decision.entitlements)) == (Verdict.CONDITIONAL, 1)


@pytest.mark.parametrize(
    ("land", "verdict"),
    [
        ("约500亩", Verdict.CONDITIONAL),  # 450 to 550: below 600 for certain
        ("约560亩", Verdict.UNDETERMINED),  # 504 to 616
        ("约700亩", Verdict.PASS),
        ("不足600亩", Verdict.CONDITIONAL),
        ("600亩以上", Verdict.PASS),
        ("500—700亩", Verdict.UNDETERMINED),
    ],
)
def test_an_imprecise_number_decides_what_is_so_for_all_of_it(land: str, verdict: Verdict) -> None:
    decision = decide({"land_area": land}, [make_rule(1, require="land_area >= 600 亩")])
    (found,) = decision.findings
    assert decision.verdict is verdict
    assert [item.path for item in found.missing] == (["land_area"] if verdict is Verdict.UNDETERMINED else [])
    rough = "约" in land
    assert found.rough is rough
    assert ["about_share" in [one.id for one in decision.interpretations]] == [rough]


def test_the_field_that_decides_whether_a_rule_applies_is_asked_for_first() -> None:
    decision = decide({}, [make_rule(1, when="in_zone", require=LAND)])
    assert [(r.input.path, r.conditional) for r in decision.requests] == [("in_zone", False), ("land_area", True)]


def test_only_rules_that_bear_on_the_verdict_ask_for_data() -> None:
    decision = decide({}, [make_rule(1, require=LAND, force=Force.GUIDANCE)])
    assert decision.requests == ()


def test_supplying_what_is_asked_for_settles_every_rule_the_verdict_waits_for() -> None:
    supplied: dict[str, object] = {
        "in_zone": "是",
        "land_area": "500",
        "investment": "10000",
        "exempted": "否",
        "code": "3110",
        "source": "new",
    }
    made = [
        make_rule(1, when="in_zone", require="intensity >= least(code)"),
        make_rule(2, require="big or source = stock", unless=["exempted"]),
        make_rule(3, when="not in_zone", require=LAND),
    ]
    asked = {request.input.path for request in decide({}, made).requests}
    assert asked == set(supplied)
    answered = decide({key: value for key, value in supplied.items() if key in asked}, made)
    assert answered.requests == ()
    assert answered.verdict is not Verdict.UNDETERMINED


@pytest.mark.parametrize("source", ["typed", "example"])
def test_outcomes_without_words_are_those_of_the_findings(rulebook: Rulebook, tmp_path: Path, source: str) -> None:
    path = ledger(tmp_path) if source == "typed" else Path("examples/leads/leads.xlsx")
    reviewer = Reviewer(rulebook)
    for lead in read_leads(path, rulebook.vocabulary):
        decision = reviewer.review(lead.case, YEAR_END, YEAR_END)
        rulings, verdict = reviewer.outcomes(lead.case, YEAR_END)
        assert [(r.rule, r.record, r.outcome) for r in rulings] == [
            (f.rule, f.record, f.outcome) for f in decision.findings
        ]
        assert verdict is decision.verdict
