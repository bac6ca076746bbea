"""A report in JSON says all that a program needs: the same bytes the same, numbers exactly, places by their parts."""

import io
import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from compliance.intake.application import read_applications
from compliance.intake.leads.leads import read_leads
from compliance.report.review.as_json import as_data
from compliance.report.review.formats import FORMATS
from compliance.review.decision import Decision
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from compliance.version import __version__
from tests.people import GIVEN, GREEN, INTENSITY, decided, found, set_by
from tests.places import ROOT
from tests.review.staged import (
    CEMENT,
    ELSEWHERE,
    FOUND_CLEAN,
    LEAD,
    PAPERS,
    WITH_A_PLAN,
    case,
    reviewed,
    screened,
    stages,
)
from tests.rulebooks import shipped
from tests.strategies import case_from

DAY = date(2015, 6, 1)
SCHEMA = jsonschema.Draft202012Validator(json.loads((ROOT / "docs/report.schema.json").read_text("utf-8")))
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def report(decision: Decision) -> dict[str, Any]:
    """The report in Chinese."""
    return as_data(decision, "zh")


def by_field(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What is waited for, by its field or table."""
    return {item["field"] or item["table"]: item for item in items}


@pytest.mark.parametrize("stage", ["lead", "application", "land", "construction", "operation", None])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_report_fits_the_schema(rulebook: Rulebook, path: Path, stage: str | None) -> None:
    """Without a stage everything counts as due."""
    reviewer = Reviewer(rulebook, None if stage is None else stages().for_review(stages().find(stage)))
    for one in read_applications(path, rulebook.vocabulary):
        decision = reviewer.review(one, None, DAY)
        for lang in ("zh", "en"):
            assert [error.message for error in SCHEMA.iter_errors(as_data(decision, lang))] == []


def test_reports_on_the_leads_of_a_workbook_fit_the_schema_and_name_sheet_and_cell(rulebook: Rulebook) -> None:
    reviewer = Reviewer(rulebook, stages().for_screening(None))
    lead = next(iter(read_leads(ROOT / "examples/leads/leads.xlsx", rulebook.vocabulary)))
    data = report(reviewer.review(lead.case, DAY, DAY))
    assert [error.message for error in SCHEMA.iter_errors(data)] == []
    assert data["subject"]["at"] == {"file": "leads.xlsx", "sheet": "招商线索", "row": lead.row}
    (place,) = {json.dumps(e["at"]) for f in data["findings"] for e in f["evidence"] if e["field"] == "industry_code"}
    assert json.loads(place)["sheet"] == "招商线索"
    assert json.loads(place)["cell"].endswith(str(lead.row))


def test_several_cases_in_json_are_a_list_and_one_is_not(rulebook: Rulebook) -> None:
    decision = Reviewer(rulebook).review(case_from({}), DAY, DAY)
    for name in ("json", "json-1"):
        one, two = io.StringIO(), io.StringIO()
        FORMATS[name].write([decision], "zh", one)
        FORMATS[name].write([decision, decision], "zh", two)
        assert one.getvalue().startswith("{")
        assert two.getvalue().startswith("[")


def test_a_report_says_who_judged_what_at_which_stage() -> None:
    data = report(screened(LEAD))
    assert (data["schema"], data["program_version"]) == ("compliance/report/2", __version__)
    assert (data["stage"], data["first_look"], data["verdict"], data["final"]) == ("lead", True, "pass", False)
    assert data["sentence"].startswith("招商线索初筛未发现障碍")
    assert data["facts_digest"] is None
    unstaged = report(Reviewer(shipped()).review(case(LEAD), DAY, DAY))
    assert (unstaged["stage"], unstaged["first_look"], unstaged["final"]) == (None, False, True)


def test_a_decision_is_final_once_no_deciding_rule_is_left_for_later() -> None:
    complete = {**LEAD, **PAPERS, **FOUND_CLEAN}
    assert report(reviewed(complete))["final"] is False
    tenant = {**complete, "用地来源": "租赁标准厂房", "是否已供地": "否"}
    assert (report(reviewed(tenant))["verdict"], report(reviewed(tenant))["final"]) == ("pass", True)


def test_what_is_waited_for_is_told_with_its_rules_its_stage_and_what_is_in_doubt() -> None:
    data = report(reviewed({**LEAD, **PAPERS, "符合产业规划": "", "绿地面积": "若干亩", "总投资": "若干亿元"}))
    requests = by_field(data["requests"])
    assert requests["fits_industry_plan"] == {
        "field": "fits_industry_plan",
        "table": None,
        "label": "符合产业规划",
        "rules": ["PDS15-2.1.1-five-plans"],
        "stage": "application",
        "doubt": None,
        "conditional": False,
    }
    referrals = by_field(data["referrals"])
    assert list(referrals) == ["heavy_pollution", "low_level_duplication"]
    assert (referrals["heavy_pollution"]["stage"], referrals["heavy_pollution"]["table"]) == ("application", None)
    deferred = by_field(data["deferred"])
    assert deferred["min_investment_intensity"]["field"] is None
    assert deferred["min_investment_intensity"]["rules"] == ["NLC08-investment-intensity"]
    assert (deferred["land_granted"]["stage"], deferred["developed_share"]["stage"]) == ("land", "construction")
    assert deferred["green_area"]["doubt"]["written"] == "若干亩"
    assert deferred["green_area"]["doubt"]["at"]["file"] == "case.yaml"
    assert [c["field"] for c in data["conflicts"]] == ["total_investment", "green_area"]


def test_a_doubt_about_a_building_has_the_path_of_its_field(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "项目名称: 甲\n单体建筑:\n  - {建筑名称: 一号, 层数: 3}\n  - {建筑名称: 二号, 层数: 若干}\n", "utf-8"
    )
    (one,) = read_applications(path, rulebook.vocabulary)
    (conflict,) = report(Reviewer(rulebook).review(one, DAY, DAY))["conflicts"]
    assert (conflict["field"], conflict["at"]["line"]) == ("buildings[2].storeys", 4)


def test_numbers_are_exact() -> None:
    """46,000 平方米 on 100亩, 200,000/3 平方米, is 0.69 exactly; on 90亩, 60,000 平方米, 23/30 has no finite decimal."""
    margins = {}
    for area in ("100亩", "90亩"):
        found = report(reviewed({**LEAD, **PAPERS, "用地面积": area, "计容建筑面积": "46000平方米"}))["findings"]
        (margins[area],) = (f["margin"] for f in found if f["rule"] == "NLC08-plot-ratio")
    assert margins["100亩"] == {"value": "-0.01", "actual": "0.69", "limit": "0.7", "unit": ""}
    assert margins["90亩"] == {"value": "1/15", "actual": "23/30", "limit": "0.7", "unit": ""}
    assert Fraction("23/30") - Fraction("0.7") == Fraction("1/15")


def test_the_difference_of_percentages_stands_with_both_of_them() -> None:
    """25亩 of 100亩 are green; 20 % are allowed."""
    found = report(reviewed({**LEAD, **PAPERS, "绿地面积": "25亩"}))["findings"]
    (margin,) = (f["margin"] for f in found if f["rule"] == "NLC08-green-ratio")
    assert margin == {"value": "-5", "actual": "25", "limit": "20", "unit": "%"}


def test_a_finding_that_comes_later_says_when_and_what_it_waits_for() -> None:
    found = {f["rule"]: f for f in report(screened(LEAD))["findings"]}
    fee, ban = found["NIL12-take-back"], found["PDS15-2.6.4-heavy-pollution"]
    assert (fee["outcome"], fee["due"]) == ("deferred", "land")
    assert fee["later"] == ["land_granted", "agreed_start_date", "construction_started"]
    assert (fee["missing"], fee["manual"]) == ([], [])
    assert (ban["due"], ban["later"]) == ("application", ["heavy_pollution"])
    assert found["NOC13-new-capacity"]["due"] is None


def test_grants_are_told_with_their_rules_and_promised_only_where_they_may_be() -> None:
    papers = {**PAPERS, **FOUND_CLEAN}
    waiting = report(reviewed({**CEMENT, **papers, **WITH_A_PLAN}))
    assert (waiting["verdict"], waiting["entitlements"]) == ("referred", [])
    assert "PDS15-2.6.4-leading-industry" in [grant["rule"] for grant in waiting["prospective"]]
    granted = report(reviewed({**LEAD, **papers}))
    assert (granted["prospective"], granted["entitlements"]) == ([], waiting["prospective"])


def test_what_was_written_and_not_used_is_told_with_its_place() -> None:
    strange, near = report(reviewed({**LEAD, "联系电话": "0375-1", "用地面各": "300"}))["unread"]
    assert strange.pop("at")["file"] == "case.yaml"
    assert strange == {"name": "联系电话", "written": "0375-1", "closest": None, "reason": "没有这个字段,未采用"}
    assert (near["name"], near["written"]) == ("用地面各", "300")
    assert near["closest"] == {"field": "land_area", "label": "用地面积"}
    assert report(reviewed(LEAD))["unread"] == []


def test_an_inferred_value_says_what_it_follows_from_and_why() -> None:
    """Nobody says that it is sited in a zone, but a zone is named."""
    given = {key: value for key, value in {**LEAD, **PAPERS}.items() if key != "是否拟入驻产业集聚区"}
    data = {e["field"]: e for f in report(reviewed(given))["findings"] for e in f["evidence"]}
    assert (data["in_zone"]["how"], data["in_zone"]["written"]) == ("inferred", "叶县产业集聚区")
    assert "所填名称见产业集聚区名册“叶县产业集聚区”" in data["in_zone"]["why"]
    assert (data["zone_leading_industry"]["how"], data["zone_leading_industry"]["why"]) == ("given", None)


def test_the_same_bytes_give_the_same_report_from_any_folder(rulebook: Rulebook, tmp_path: Path) -> None:
    content = (ROOT / "examples/data-conflict.yaml").read_bytes()
    written = []
    for folder in ("甲", "乙/丙"):
        (tmp_path / folder).mkdir(parents=True)
        path = tmp_path / folder / "a.yaml"
        path.write_bytes(content + "\n注册资本: 800\n".encode())
        decisions = [Reviewer(rulebook).review(c, None, DAY) for c in read_applications(path, rulebook.vocabulary)]
        stream = io.StringIO()
        FORMATS["json"].write(decisions, "zh", stream)
        written.append(stream.getvalue())
    assert written[0] == written[1]
    assert str(tmp_path) not in written[0]


def test_a_project_of_elsewhere_is_marked_and_one_of_unknown_place_is_told() -> None:
    elsewhere = report(reviewed({**LEAD, **PAPERS, **FOUND_CLEAN, **ELSEWHERE}))
    assert (elsewhere["verdict"], elsewhere["outside"], elsewhere["requests"]) == ("undetermined", True, [])
    assert (elsewhere["entitlements"], elsewhere["prospective"]) == ([], [])
    unknown, own = report(reviewed({**LEAD, **ELSEWHERE, "是否本市项目": ""})), report(reviewed(LEAD))
    assert (unknown["outside"], own["outside"]) == (False, False)
    assert unknown["notices"] == ["“是否本市项目”未填或存疑,按本市项目审查(设定):适用平政办〔2015〕26号"]
    assert own["notices"] == []
    # A county of the city is known to lie outside the built-up area for which the ban on boilers holds.
    boilers = {"heat_source", "in_built_up_area", "boiler_capacity"}
    asked_of_own = {request["field"] for request in own["requests"]}
    assert {request["field"] for request in unknown["requests"]} == asked_of_own | boilers


FOUND = (
    found(规则=INTENSITY, 结论="符合", 理由="查表1"),
    found(规则=GREEN, 结论="符合"),
    found(事项="是否认定为重污染项目", 结论="否", 文号=""),
)


@pytest.mark.parametrize("stage", ["lead", "application", "land"])
def test_a_report_on_what_is_found_set_and_claimed_fits_the_schema(stage: str) -> None:
    given = {**{key: value for key, value in GIVEN.items() if key != "建设性质"}, "是否认定为低水平重复项目": "否"}
    decision = decided(given, *FOUND, facts=set_by("建设性质=新建"), stage=stage)
    for lang in ("zh", "en"):
        assert [error.message for error in SCHEMA.iter_errors(as_data(decision, lang))] == []


def test_a_finding_by_a_person_stands_with_its_rule_used_or_not() -> None:
    by_rule = {f["rule"]: f for f in report(decided(GIVEN, *FOUND, stage="land"))["findings"]}
    person = by_rule[INTENSITY]["person"]
    assert by_rule[INTENSITY]["outcome"] == "pass"
    assert person.pop("at")["file"] == "case.yaml"
    assert person == {
        "outcome": "pass",
        "unit": "市国土资源局",
        "date": "2015-05-20",
        "document": "平国土函〔2015〕31号",
        "person": None,
        "reason": "查表1",
        "record": None,
        "written": "符合",
        "used": True,
        "note": "采用",
    }
    assert (by_rule[GREEN]["outcome"], by_rule[GREEN]["person"]["outcome"]) == ("fail", "pass")
    assert by_rule[GREEN]["person"]["used"] is False
    assert by_rule["NLC08-plot-ratio"]["person"] is None


def test_a_finding_on_a_field_stands_by_itself_and_marks_the_evidence() -> None:
    data = report(decided(GIVEN, *FOUND, stage="land"))
    (one,) = data["found_fields"]
    assert (one["field"], one["written"], one["used"], one["document"]) == ("heavy_pollution", "否", True, None)
    (pollution,) = (e for f in data["findings"] for e in f["evidence"] if e["field"] == "heavy_pollution")
    assert (pollution["how"], pollution["value"]) == ("finding", "false")
    assert pollution["why"] == "市国土资源局 2015-05-20"


def test_settings_are_listed_digested_and_marked_in_the_evidence() -> None:
    given = {key: value for key, value in GIVEN.items() if key != "是否属所在集聚区主导产业"}
    decision = decided(given, facts=set_by("是否属所在集聚区主导产业=是"))
    data = report(decision)
    assert data["facts_digest"] == decision.facts.digest
    assert [(one["field"], one["written"]) for one in data["settings"]] == [("zone_leading_industry", "是")]
    assert {e["how"] for f in data["findings"] for e in f["evidence"] if e["field"] == "zone_leading_industry"} == {
        "set"
    }
    bare = report(decided(given))
    assert (bare["facts_digest"], bare["settings"]) == (None, [])


def test_what_the_material_claims_stands_with_the_referral() -> None:
    referrals = {r["field"]: r for r in report(decided({**GIVEN, "是否认定为重污染项目": "否"}))["referrals"]}
    assert referrals["heavy_pollution"]["claimed"]["written"] == "否"
    assert referrals["low_level_duplication"]["claimed"] is None
