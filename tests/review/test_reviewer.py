"""A review takes the rules of its day and says which they are."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from compliance.intake.application import read_applications
from compliance.review.decision import Verdict
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from tests.places import ROOT
from tests.review.staged import LEAD, PAPERS, reviewed
from tests.strategies import case_from

DAY = date(2015, 6, 1)
EXAMPLES = ROOT / "examples"


def test_before_the_plan_was_issued_it_does_not_apply_and_the_report_says_so(rulebook: Rulebook) -> None:
    (case,) = read_applications(EXAMPLES / "steel-new-capacity.yaml", rulebook.vocabulary)
    decision = Reviewer(rulebook).review(case, date(2015, 4, 23), DAY)
    assert all(f.rule.pack != "pingdingshan-2015" for f in decision.findings)
    assert any("自 2015-04-24 起施行" in notice.zh for notice in decision.notices)
    assert Reviewer(rulebook).review(case, date(2015, 4, 24), DAY).verdict is Verdict.FAIL


def test_without_a_date_the_rules_of_today_are_used_and_the_report_says_so(rulebook: Rulebook) -> None:
    case = replace(case_from({}), data=MappingProxyType({}))
    decision = Reviewer(rulebook).review(case, None, DAY)
    assert decision.as_of == DAY
    assert any("--as-of" in notice.en for notice in decision.notices)


def test_what_is_stated_in_fields_that_nothing_reads_is_told_and_changes_nothing() -> None:
    said = reviewed({**LEAD, **PAPERS, "主要产品": "轴承", "到位资金": "100万元"})
    without = reviewed({**LEAD, **PAPERS})
    told = {one.name: (one.written, one.reason.en) for one in said.unread}
    why = "no rule reads this; it changes nothing"
    assert told == {"主要产品": ("轴承", why), "到位资金": ("100万元", why)}
    assert set(said.unread) <= set(said.not_used)
    assert said.verdict == without.verdict
    assert without.unread == ()
