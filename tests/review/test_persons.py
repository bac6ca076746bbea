"""What a person has found of a rule gives its outcome where it waits for one, and stands beside it elsewhere."""

import pytest

from compliance.engines.engine import Outcome
from compliance.errors import InputError
from compliance.review.decision import Decision, Finding, Verdict
from compliance.review.reviewer import Reviewer
from tests.review.staged import DAY, LEAD, PAPERS, claiming, stages
from tests.rulebooks import shipped

BAN = "PDS15-2.6.4-heavy-pollution"
DUPLICATION = "PDS15-2.6.4-low-level-duplication"
FACTORY = "PDS15-2.6.3-standard-factory"


def found(rule: str, outcome: str, **more: str) -> dict[str, str]:
    """What is found of a rule, as an application states it."""
    return {"规则": rule, "结论": outcome, "单位": "市环境保护局", "日期": "2015-05-20", **more}


def review(given: dict[str, object], *findings: dict[str, str], stage: str | None = None) -> Decision:
    """The decision on an application with those fields and findings."""
    asked = stages().for_review(stages().named(stage))
    return Reviewer(shipped(), asked).review(claiming({**given, "认定": list(findings)}), DAY, DAY)


def of(decision: Decision, rule: str) -> Finding:
    """The finding on a rule."""
    return next(f for f in decision.findings if f.rule.id == rule)


@pytest.mark.parametrize(
    ("said", "outcome", "verdict"),
    [
        ("符合", Outcome.PASS, Verdict.PASS),
        ("不符合", Outcome.FAIL, Verdict.FAIL),
        ("不适用", Outcome.NOT_APPLICABLE, Verdict.PASS),
        ("fail", Outcome.FAIL, Verdict.FAIL),
    ],
)
def test_a_rule_that_waits_for_a_person_has_the_outcome_that_is_found(
    said: str, outcome: Outcome, verdict: Verdict
) -> None:
    decision = review({**LEAD, **PAPERS}, found(BAN, said, 文号="平环函〔2015〕12号"), found(DUPLICATION, "符合"))
    finding = of(decision, BAN)
    assert (finding.outcome, finding.by_person, decision.verdict) == (outcome, True, verdict)
    assert "平环函〔2015〕12号" in finding.reason.zh
    assert finding.found is not None


def test_where_data_settle_a_rule_the_finding_stands_beside_it() -> None:
    """The material says that it pollutes heavily, which counts against it: a rule finding cannot undo that."""
    decision = review({**LEAD, **PAPERS, "是否认定为重污染项目": "是"}, found(BAN, "符合"))
    finding = of(decision, BAN)
    assert (finding.outcome, finding.by_person) == (Outcome.FAIL, False)
    assert finding.found is not None
    assert finding.found.outcome == "pass"
    assert decision.verdict is Verdict.FAIL


def test_a_rule_that_waits_for_data_waits_all_the_same() -> None:
    decision = review({**LEAD}, found("PDS15-2.1.1-five-plans", "符合"))
    assert of(decision, "PDS15-2.1.1-five-plans").outcome is Outcome.UNDETERMINED
    assert decision.verdict is Verdict.UNDETERMINED


def test_a_figure_that_the_rulebook_lacks_is_settled_by_who_looked_it_up() -> None:
    """The table of investment intensity has two cells: who has the whole table finds the rest."""
    given = {**LEAD, **PAPERS, "固定资产投资": "1.8亿元", "土地等别": "12等"}
    rule = "NLC08-investment-intensity"
    assert of(review(given, stage="land"), rule).outcome is Outcome.MANUAL
    finding = of(review(given, found(rule, "符合", 理由="查表1,第十二等"), stage="land"), rule)
    assert (finding.outcome, "查表1,第十二等" in finding.reason.en) == (Outcome.PASS, True)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (found("PDS15-2.6.4-heavy-polution", "符合"), "did you mean PDS15-2.6.4-heavy-pollution"),
        (found("X1", "符合"), "no rule is called 'X1'"),
        (found(BAN, "符合") | {"日期": "2015-06-02"}, "after the day of the review, 2015-06-01"),
        (found(BAN, "符合", 记录="1号厂房"), "no record '1号厂房'"),
        (found(FACTORY, "符合"), "say of which record"),
    ],
)
def test_a_finding_that_cannot_be_one_is_refused_with_its_place(one: dict[str, str], why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        review({**LEAD}, one)
    assert caught.value.problems[0].place.file == "case.yaml"
    assert caught.value.problems[0].place.line == 1


def test_a_finding_of_the_day_of_the_review_is_in_time() -> None:
    decision = review({**LEAD, **PAPERS}, found(BAN, "符合") | {"日期": "2015-06-01"})
    assert of(decision, BAN).outcome is Outcome.PASS


def test_two_results_on_one_rule_are_refused() -> None:
    with pytest.raises(InputError, match="says otherwise"):
        review({**LEAD}, found(BAN, "符合"), found(BAN, "不符合"))


def test_a_finding_on_a_rule_of_records_is_on_the_one_that_it_names() -> None:
    given = {**LEAD, "是否标准厂房建设项目": "是", "单体建筑": [{"建筑名称": "1号"}, {"建筑名称": "2号"}]}
    decision = review(given, found(FACTORY, "符合", 记录="2号"))
    beside = [f.found is not None for f in decision.findings if f.rule.id == FACTORY]
    assert beside == [False, True]
