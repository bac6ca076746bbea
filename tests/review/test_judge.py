"""Outcomes become findings, and findings a verdict, without ever turning missing data into a failure."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.case import Case
from compliance.engines.engine import Outcome
from compliance.engines.evaluation import Evaluation
from compliance.engines.reference import Reference
from compliance.intake.application import case_of, read_applications
from compliance.language import tree as t
from compliance.nodes import read_yaml
from compliance.review.decision import Decision, Verdict
from compliance.review.judge import finding, judge, settled
from compliance.review.reviewer import Reviewer
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Force, Rule
from tests.places import ROOT
from tests.strategies import case_from, cases, edition_of, make_rule, rules

DAY = date(2015, 6, 1)
BOOK = load_rulebook()
EXAMPLES = ROOT / "examples"


def decide(given: dict[str, object], made: list[Rule]) -> Decision:
    """The decision on a case with those fields."""
    edition, case = edition_of(made), case_from(given)
    return judge(case, DAY, edition, Reference(edition).evaluate(case, DAY), ())


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


def test_a_reason_has_the_formula_the_numbers_and_the_gap_in_both_languages() -> None:
    rule = make_rule(1, require="intensity >= 200 万元/亩")
    (found,) = decide({"investment": "8000", "land_area": "60"}, [rule]).findings
    assert found.reason.zh == "投资强度 = 8,000 万元 ÷ 60 亩 = 133.33 万元/亩,低于 200 万元/亩,差 66.67 万元/亩"
    assert found.reason.en == (
        "Intensity = CNY 80 million ÷ 60 mu = CNY 1.33 million/mu is below CNY 2 million/mu, short by CNY 666,666.67/mu"
    )
    assert found.margin is not None
    assert (found.margin.value, found.margin.unit.symbol) == (Fraction(-200, 3), "万元/亩")
    assert [(e.input.path, e.value, e.unit.zh) for e in found.evidence] == [
        ("investment", "8000", "万元"),
        ("land_area", "60", "亩"),
    ]


def test_the_field_that_decides_whether_a_rule_applies_is_asked_for_first() -> None:
    decision = decide({}, [make_rule(1, when="in_zone", require=LAND)])
    assert [(r.input.path, r.conditional) for r in decision.requests] == [("in_zone", False), ("land_area", True)]


def test_only_rules_that_bear_on_the_verdict_ask_for_data() -> None:
    decision = decide({}, [make_rule(1, require=LAND, force=Force.GUIDANCE)])
    assert decision.requests == ()


def without(case: Case, id_: str) -> Case:
    """The case as if that field had not been given."""
    return replace(case, data=MappingProxyType({key: d for key, d in case.data.items() if key != id_}))


def uses_known(rule: Rule) -> bool:
    """Whether a rule asks if something is known, which more data can turn."""
    return any(isinstance(node, t.Known) for condition in rule.conditions() for node in t.walk(condition))


@given(rules(), cases(), st.data())
def test_a_field_taken_away_never_turns_another_outcome_into_a_failure(
    made: list[Rule], case: Case, data: st.DataObject
) -> None:
    """`known(…)` is the exception that the language documents: it asks about the data themselves."""
    kept = [rule for rule in made if not uses_known(rule) and rule.subject == "project"]
    if not kept or not case.data:
        return
    poorer = without(case, data.draw(st.sampled_from(sorted(case.data))))
    engine = Reference(edition_of(kept))
    for less, more in zip(engine.evaluate(poorer, DAY), engine.evaluate(case, DAY), strict=True):
        if less.outcome is Outcome.FAIL:
            assert more.outcome is Outcome.FAIL


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


def test_before_the_plan_was_issued_it_does_not_apply_and_the_report_says_so() -> None:
    (case,) = read_applications(EXAMPLES / "steel-new-capacity.yaml", BOOK.vocabulary)
    decision = Reviewer(BOOK).review(case, date(2015, 4, 23), DAY)
    assert all(f.rule.pack != "pingdingshan-2015" for f in decision.findings)
    assert any("自 2015-04-24 起施行" in notice.zh for notice in decision.notices)
    assert Reviewer(BOOK).review(case, date(2015, 4, 24), DAY).verdict is Verdict.FAIL


def test_without_a_date_the_rules_of_today_are_used_and_the_report_says_so() -> None:
    case = replace(case_from({}), data=MappingProxyType({}))
    decision = Reviewer(BOOK).review(case, None, DAY)
    assert decision.as_of == DAY
    assert any("--as-of" in notice.en for notice in decision.notices)


@pytest.mark.parametrize(
    ("code", "exists"), [("3120", True), ("312", True), ("31", True), ("3121", False), ("4700", True)]
)
def test_a_code_that_does_not_exist_is_doubted_and_escapes_no_ban(code: str, exists: bool) -> None:
    """3121 for 3120 once let new steelmaking capacity pass; divisions outside 06 to 46 are not listed here."""
    given = {"in_zone": True, "industry_code": code, "adds_capacity": True, "capacity_replacement": False}
    node = read_yaml(json.dumps(given).encode(), "case.yaml")[0]
    decision = Reviewer(BOOK).review(case_of(node, BOOK.vocabulary, "project", "case"), DAY, DAY)
    (ban,) = (f for f in decision.findings if f.rule.id == "PDS15-2.6.4-overcapacity")
    assert ([doubt.field for _, doubt in decision.doubts] == []) is exists
    if not exists:
        assert (ban.outcome, [item.path for item in ban.missing][:1]) == (Outcome.UNDETERMINED, ["industry_code"])


def test_a_value_that_could_not_be_used_is_not_said_to_be_missing() -> None:
    decision = decide({"land_area": "400—500亩"}, [make_rule(1, require="known(land_area)", force=Force.GUIDANCE)])
    (found,) = decision.findings
    assert "未填报" not in found.reason.zh
    assert "所填“400—500亩”不能采用" in found.reason.zh
    assert "'400—500亩' cannot be used" in found.reason.en
