"""What a person has found is told with who, when and where, and whether it is used or why not."""

import pytest

from compliance.engines.engine import Outcome
from compliance.report.review.persons import all_found, beside
from compliance.review.decision import Decision, Finding
from tests.people import FACTORY, GIVEN, GREEN, INTENSITY, LETTER, RATIO, decided, found


def finding(decision: Decision, rule: str) -> Finding:
    """The finding on a rule."""
    (one,) = (f for f in decision.findings if f.rule.id == rule)
    return one


@pytest.mark.parametrize(
    ("rule", "outcome", "stage", "standing", "used"),
    [
        # Only a table that the rulebook lacks could settle it.
        (INTENSITY, "符合", "land", "采用", True),
        (INTENSITY, "符合", "application", "未到判断阶段,未采用", False),
        # The data say that it is not met.
        (GREEN, "不符合", "land", "资料已能判定,未采用", False),
        (GREEN, "符合", "land", "资料已能判定为“不符合”,与此认定不同,未采用", False),
        # The floor area is still asked for.
        (RATIO, "符合", "land", "资料未齐,未采用", False),
    ],
)
def test_a_finding_on_a_rule_is_used_where_only_a_person_can_settle_it(
    rule: str, outcome: str, stage: str, standing: str, used: bool
) -> None:
    decision = decided(GIVEN, found(规则=rule, 结论=outcome), stage=stage)
    (told,) = all_found(decision)
    assert (told.what, told.result.zh, told.standing.zh) == (finding(decision, rule).rule.title, outcome, standing)
    assert (told.used, finding(decision, rule).by_person) == (used, used)


def test_a_finding_that_is_not_used_stands_beside_the_outcome_with_what_it_says_and_where() -> None:
    decision = decided(GIVEN, found(规则=GREEN, 结论="符合", 理由="甲"), stage="land")
    said = beside(finding(decision, GREEN))
    assert said is not None
    assert said.zh.startswith("资料已能判定为“不符合”,与此认定不同,未采用:认定符合(市国土资源局 2015-05-20 ")
    assert f"{LETTER};甲) [case.yaml:1:" in said.zh
    assert said.en.startswith("not used: the data settle it otherwise (not met): found to be met (")


def test_nothing_stands_beside_an_outcome_that_a_person_found_or_of_which_nobody_found_anything() -> None:
    decision = decided(GIVEN, found(规则=INTENSITY, 结论="不符合"), stage="land")
    assert finding(decision, INTENSITY).outcome is Outcome.FAIL
    assert beside(finding(decision, INTENSITY)) is None
    assert beside(finding(decision, GREEN)) is None


def test_a_finding_on_a_field_is_used_where_a_clause_rests_on_it() -> None:
    """Steel castings are in no overcapacity industry, so that no plan to replace capacity is asked for."""
    decision = decided(
        GIVEN, found(事项="是否认定为重污染项目", 结论="否"), found(事项="产能置换方案是否经认定", 结论="是")
    )
    clean, plan = all_found(decision)
    assert (clean.what.en, clean.result.zh, clean.used) == ("Found heavily polluting", "“否”", True)
    assert (plan.what.zh, plan.used, plan.standing.zh) == ("产能置换方案是否经认定", False, "本次没有条款用到")


def test_a_finding_said_twice_is_told_twice() -> None:
    twice = (found(规则=INTENSITY, 结论="符合"), found(规则=INTENSITY, 结论="符合", 文号=""))
    assert [told.used for told in all_found(decided(GIVEN, *twice, stage="land"))] == [True, True]


def test_a_finding_on_a_building_names_it() -> None:
    """Of two storeys where three are wanted; nobody asked the person who found it met."""
    built = [
        {"建筑名称": "一号", "层数": "3", "建筑面积": "6000平方米"},
        {"建筑名称": "二号", "层数": "2", "建筑面积": "6000平方米"},
    ]
    given = {**GIVEN, "是否标准厂房建设项目": "是", "单体建筑": built}
    decision = decided(given, found(规则=FACTORY, 结论="符合", 记录="二号"))
    (told,) = all_found(decision)
    assert told.what.zh == "标准厂房三层以上、单体5000平方米以上 · 二号"
    assert told.standing.zh == "资料已能判定为“不符合”,与此认定不同,未采用"
    stands = {f.record.name: beside(f) is not None for f in decision.findings if f.rule.id == FACTORY and f.record}
    assert stands == {"一号": False, "二号": True}
