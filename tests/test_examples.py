"""The examples' reports are what the program says today, and what the plan says."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from regenerate_examples import FORM, forms, reports  # a script, not a package

from tests.memos import parts
from tests.places import ROOT

SCHEMA = json.loads((ROOT / "docs/report.schema.json").read_text("utf-8"))

# Read off the plan, not off the program.  In a zone no project passes before a person has found that it neither pollutes
# heavily nor duplicates; the one that passes lies outside of every zone.
VERDICTS = {
    "baolong-stainless": "referred",
    "cement-products": "referred",
    "data-conflict": "undetermined",
    "feiyu-gis": "undetermined",
    "shengguang-medical": "undetermined",
    "standard-factory-park": "referred",
    "standard-factory-tenant": "referred",
    "steel-new-capacity": "fail",
    "steel-replacement": "referred",
    "wangcang-building-materials": "pass",
    "xuyuan-cold-rolling": "undetermined",
}


@pytest.fixture(scope="module")
def written() -> dict[Path, str]:
    """The reports as the program writes them now."""
    import os

    before = Path.cwd()
    os.chdir(ROOT)
    try:
        return reports()
    finally:
        os.chdir(before)


def report(written: dict[Path, str], name: str) -> dict[str, Any]:
    """The JSON report on an example."""
    return json.loads(written[Path(f"examples/reports/{name}.report.json")])  # type: ignore[no-any-return]  # JSON


def outcomes(written: dict[Path, str], name: str) -> dict[str, list[str]]:
    """The outcomes of each rule on an example."""
    found: dict[str, list[str]] = {}
    for finding in report(written, name)["findings"]:
        found.setdefault(finding["rule"], []).append(finding["outcome"])
    return found


def test_the_reports_are_current(written: dict[Path, str]) -> None:
    stale = [str(path) for path, text in written.items() if (ROOT / path).read_text("utf-8") != text]
    assert not stale, "run `make examples`"


def test_no_report_is_left_of_an_example_that_is_gone(written: dict[Path, str]) -> None:
    assert {ROOT / path for path in written} == set((ROOT / "examples/reports").iterdir())


def test_the_forms_are_current_and_none_is_left_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = forms()
    assert {ROOT / path for path in (*found, FORM)} == set((ROOT / "examples/forms").iterdir())
    stale = [str(path) for path, content in found.items() if parts(path.read_bytes()) != parts(content)]
    assert not stale, "run `make examples`"


def test_every_json_report_fits_its_schema(written: dict[Path, str]) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for path, text in written.items():
        if path.name.endswith("report.json"):
            assert [error.message for error in validator.iter_errors(json.loads(text))] == [], path


def test_every_verdict_is_the_plans(written: dict[Path, str]) -> None:
    assert {name: report(written, name)["verdict"] for name in VERDICTS} == VERDICTS


def test_stainless_processing_is_a_city_key_project_and_no_overcapacity(written: dict[Path, str]) -> None:
    found = outcomes(written, "baolong-stainless")
    assert found["PDS15-2.2.2-city-key-project"] == ["pass"]
    assert found["PDS15-2.6.4-overcapacity"] == ["pass"]


def test_a_plot_ratio_of_0_767_is_enough_for_metal_products(written: dict[Path, str]) -> None:
    (finding,) = (f for f in report(written, "feiyu-gis")["findings"] if f["rule"] == "NLC08-plot-ratio")
    assert finding["outcome"] == "pass"
    assert "0.767" in finding["reason"]
    # 220,000 ÷ (430 × 2000/3) = 33/43, and 33/43 − 0.7 = 29/430
    assert finding["margin"] == {"value": "29/430", "actual": "33/43", "limit": "0.7", "unit": ""}


def test_cement_products_are_not_cement(written: dict[Path, str]) -> None:
    assert outcomes(written, "cement-products")["PDS15-2.6.4-overcapacity"] == ["pass"]


def test_a_capacity_replacement_waits_for_a_person(written: dict[Path, str]) -> None:
    assert outcomes(written, "steel-replacement")["PDS15-2.6.4-overcapacity"] == ["manual"]


def test_a_tenant_has_no_land_indices(written: dict[Path, str]) -> None:
    found = outcomes(written, "standard-factory-tenant")
    assert {outcome for rule, (outcome,) in found.items() if rule.startswith("NLC08")} == {"not_applicable"}


def test_standard_factories_are_judged_building_by_building(written: dict[Path, str]) -> None:
    found = outcomes(written, "standard-factory-park")["PDS15-2.6.3-standard-factory"]
    assert found == ["pass", "pass", "pass", "fail", "undetermined"]


def test_missing_data_never_fails_a_project(written: dict[Path, str]) -> None:
    assert "fail" not in {o for found in outcomes(written, "xuyuan-cold-rolling").values() for o in found}


def test_impossible_values_are_doubted_by_field(written: dict[Path, str]) -> None:
    doubted = {conflict["field"] for conflict in report(written, "data-conflict")["conflicts"]}
    assert {"green_area", "building_base_area", "land_area", "fixed_asset_investment"} <= doubted


def test_a_report_is_the_same_every_time(written: dict[Path, str]) -> None:
    """Results once cached_on_owner under the id of a node that was gone made a reason contradict its outcome."""
    import os

    before = Path.cwd()
    os.chdir(ROOT)
    try:
        assert all(reports() == written for _ in range(3))
    finally:
        os.chdir(before)


def test_a_project_that_waits_for_a_person_is_no_pass_and_its_first_line_says_for_what(
    written: dict[Path, str],
) -> None:
    said = "".join(written[Path("examples/reports/baolong-stainless.report.txt")].split())
    steps = said.partition("各项目通常须办的")[2]
    referrals = report(written, "baolong-stainless")["referrals"]
    assert [r["field"] or r["table"] for r in referrals] == [
        "heavy_pollution",
        "low_level_duplication",
        "min_investment_intensity",
    ]
    assert "审查结论建设阶段待认定(不得视为通过)" in said
    assert "环境保护部门:出具认定意见:是否认定为重污染项目" in steps
    assert "投资主管部门会同行业主管部门:出具认定意见:是否认定为低水平重复项目" in steps
    assert report(written, "baolong-stainless")["entitlements"] == []


def test_a_project_proposed_for_refusal_is_told_of_no_entitlements(written: dict[Path, str]) -> None:
    assert report(written, "steel-new-capacity")["verdict"] == "fail"
    assert report(written, "steel-new-capacity")["entitlements"] == []
    assert report(written, "steel-new-capacity")["prospective"] == []
    assert outcomes(written, "steel-new-capacity")["PDS15-2.2.2-key-resources"] == ["pass"]


def test_a_difference_of_percentages_stands_with_both_of_them(written: dict[Path, str]) -> None:
    (finding,) = (f for f in report(written, "standard-factory-park")["findings"] if f["rule"] == "NLC08-green-ratio")
    # 11,000 ÷ (70.6 × 2000/3) = 165/706 = 23.37 %; 20 − 8250/353 = −1190/353
    assert finding["margin"] == {"value": "-1190/353", "actual": "8250/353", "limit": "20", "unit": "%"}
