"""A decision follows from the outcomes: what weighs more, what is asked for, what waits for a person."""

from datetime import date
from pathlib import Path

import pytest

from compliance.engines.engine import Outcome
from compliance.engines.evaluation import Evaluation
from compliance.engines.reference import Reference
from compliance.intake.leads.leads import read_leads
from compliance.review.decision import Verdict
from compliance.review.judge import decide_verdict, finding, settled
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Force, Rulebook
from tests.ledgers import ledger
from tests.review.deciding import decide
from tests.strategies import case_from, edition_of, make_rule

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


def test_what_a_person_must_decide_does_not_block_but_does_not_disappear() -> None:
    decision = decide({}, [make_rule(1, require="not polluting", force=Force.PROHIBITION)])
    assert decision.verdict is Verdict.PASS
    assert [referral.open.what.zh for referral in decision.referrals] == ["是否重污染"]


def test_an_approximate_number_never_supports_an_adverse_finding() -> None:
    rule = make_rule(1, require="land_area >= 600 亩")
    decision = decide({"land_area": "约500亩"}, [rule])
    (found,) = decision.findings
    assert (found.outcome, decision.verdict) == (Outcome.UNDETERMINED, Verdict.UNDETERMINED)
    assert [item.path for item in found.missing] == ["land_area"]
    assert decide({"land_area": "500亩"}, [rule]).verdict is Verdict.CONDITIONAL


@pytest.mark.parametrize("force", Force)
@pytest.mark.parametrize("land", ["约500亩", "500亩", "约700亩", None])
def test_an_outcome_without_words_is_that_of_the_finding(force: Force, land: str | None) -> None:
    granted = make_rule(1, when="land_area >= 600 亩", require=None, force=force)
    rule = granted if force is Force.PRIORITY else make_rule(1, require="land_area >= 600 亩", force=force)
    edition, case = edition_of([rule]), case_from({} if land is None else {"land_area": land})
    rulings, evaluation = Reference(edition).evaluate(case, DAY), Evaluation(edition.rulebook, case, DAY)
    assert [settled(ruling, evaluation).outcome for ruling in rulings] == [
        finding(ruling, evaluation).outcome for ruling in rulings
    ]


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
        decision, rulings = reviewer.review(lead.case, YEAR_END, YEAR_END), reviewer.outcomes(lead.case, YEAR_END)
        assert [(r.rule, r.record, r.outcome) for r in rulings] == [
            (f.rule, f.record, f.outcome) for f in decision.findings
        ]
        assert decide_verdict(rulings) is decision.verdict
