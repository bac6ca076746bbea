"""Who reads version 1 never takes for a pass, or for settled, what is referred to a person or left for later."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from compliance.intake.application import read_applications
from compliance.report.review.as_json_1 import as_data
from compliance.review.decision import Decision
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from tests.people import GIVEN, INTENSITY, decided, found, set_by
from tests.places import ROOT
from tests.review.staged import CEMENT, FOUND_CLEAN, LEAD, PAPERS, WITH_A_PLAN, reviewed, screened, stages

DAY = date(2015, 6, 1)
SCHEMA = jsonschema.Draft202012Validator(json.loads((ROOT / "docs/report-1.schema.json").read_text("utf-8")))
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
COMPLETE = {**LEAD, **PAPERS, **FOUND_CLEAN}
# A tenant takes no land, so that nothing waits for it.
TENANT = {**COMPLETE, "用地来源": "租赁标准厂房", "是否已供地": "否"}


def report(decision: Decision) -> dict[str, Any]:
    """The report in Chinese."""
    return as_data(decision, "zh")


def finding(decision: Decision, rule: str) -> dict[str, Any]:
    """The finding on a rule."""
    (found,) = (f for f in report(decision)["findings"] if f["rule"] == rule)
    return found  # type: ignore[no-any-return]  # JSON


@pytest.mark.parametrize("stage", ["lead", "application", "land", "construction", None])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_report_fits_the_schema_of_version_1(rulebook: Rulebook, path: Path, stage: str | None) -> None:
    reviewer = Reviewer(rulebook, None if stage is None else stages().for_review(stages().find(stage)))
    for one in read_applications(path, rulebook.vocabulary):
        decision = reviewer.review(one, None, DAY)
        for lang in ("zh", "en"):
            assert [error.message for error in SCHEMA.iter_errors(as_data(decision, lang))] == []


@pytest.mark.parametrize(
    ("given", "verdict", "in_version_1"),
    [
        (TENANT, "pass", "pass"),
        (COMPLETE, "pass", "undetermined"),  # nine rules on the land and one on its building are left
        ({**COMPLETE, "绿地面积": "25亩"}, "conditional", "undetermined"),
        ({**TENANT, "符合产业规划": "否"}, "conditional", "conditional"),
        ({**TENANT, "是否认定为重污染项目": ""}, "referred", "undetermined"),
        (LEAD, "undetermined", "undetermined"),
        ({**COMPLETE, "是否认定为重污染项目": "是"}, "fail", "fail"),
    ],
)
def test_a_verdict_that_version_1_does_not_know_is_undetermined(
    given: dict[str, str], verdict: str, in_version_1: str
) -> None:
    decision = reviewed(given)
    assert (decision.verdict.value, report(decision)["verdict"]) == (verdict, in_version_1)


def test_a_rule_left_for_later_is_undetermined_and_asks_for_what_it_waits_for() -> None:
    """So it did before there were stages: of the papers the paths, of a person and of a figure the words."""
    decision = screened(LEAD)
    idle, ban = finding(decision, "NIL12-take-back"), finding(decision, "PDS15-2.6.4-heavy-pollution")
    assert (idle["outcome"], idle["manual"]) == ("undetermined", [])
    assert idle["missing"] == ["land_granted", "agreed_start_date", "construction_started"]
    assert (ban["outcome"], ban["missing"], ban["manual"]) == ("undetermined", [], ["是否认定为重污染项目"])
    data = report(decision)
    assert "deferred" not in {f["outcome"] for f in data["findings"]}
    assert {"fits_industry_plan", "land_granted", "green_area"} <= set(data["requests"])
    assert len(data["requests"]) == len(set(data["requests"]))
    assert data["manual"] == [
        "是否认定为重污染项目",
        "是否认定为低水平重复项目",
        "限制类改造升级是否经认定",
        "投资强度控制指标",
        "是否认定为闲置土地",
    ]


def test_what_is_missing_now_stands_before_what_is_left_for_later() -> None:
    requests = report(screened(CEMENT))["requests"]
    assert requests[:2] == ["adds_capacity", "capacity_replacement"]
    assert "fits_industry_plan" in requests[2:]


def test_entitlements_are_the_priorities_that_are_granted_and_not_those_to_be_had() -> None:
    """Guidance that is met was no entitlement in version 1."""
    granted = report(reviewed({**TENANT, "产业链作用": "补链"}))["entitlements"]
    assert granted == [
        "纳入市重点项目管理范围",
        "优先保障土地、环境容量等要素资源",
        "作为重点项目优先配置环境容量",
        "作为所在集聚区主导产业项目,优先支持配置环境容量",
    ]
    assert report(reviewed({**CEMENT, **PAPERS, **FOUND_CLEAN, **WITH_A_PLAN}))["entitlements"] == []


def test_a_number_without_a_finite_decimal_is_rounded_to_6_places() -> None:
    """46,000 平方米 on 90亩, 60,000 平方米, are 23/30, and 23/30 - 0.7 is 1/15."""
    decision = reviewed({**LEAD, **PAPERS, "用地面积": "90亩", "计容建筑面积": "46000平方米", "绿地面积": "25亩"})
    assert finding(decision, "NLC08-plot-ratio")["margin"] == {"value": "0.066667", "unit": ""}
    assert finding(decision, "NLC08-green-ratio")["margin"]["unit"] == "个百分点"


@pytest.mark.parametrize(("result", "outcome"), [("符合", "pass"), ("不符合", "fail"), ("不适用", "not_applicable")])
def test_a_rule_that_a_person_settled_has_the_outcome_found(result: str, outcome: str) -> None:
    facts = set_by("产业链作用=补链")
    decision = decided(GIVEN, found(规则=INTENSITY, 结论=result), facts=facts, stage="land")
    assert [error.message for error in SCHEMA.iter_errors(report(decision))] == []
    settled = finding(decision, INTENSITY)
    assert (settled["outcome"], settled["missing"], settled["manual"]) == (outcome, [], [])
    assert settled["reason"].startswith("经认定" + result)
