"""Values that cannot be true are doubted."""

import json
from datetime import date

import pytest

from compliance.engines.engine import Outcome
from compliance.intake.application import case_of
from compliance.nodes.from_yaml import read_yaml
from compliance.review.consistency import consistent
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook

DAY = date(2015, 6, 1)


@pytest.mark.parametrize(
    ("code", "exists"), [("3120", True), ("C312", True), ("31", True), ("3121", False), ("4700", True), ("4799", False)]
)
def test_a_code_that_does_not_exist_is_doubted_and_escapes_no_ban(rulebook: Rulebook, code: str, exists: bool) -> None:
    """3121 for 3120 once let new steelmaking capacity pass."""
    given = {"in_zone": True, "industry_code": code, "adds_capacity": True, "capacity_replacement": False}
    node = read_yaml(json.dumps(given).encode(), "case.yaml")[0]
    decision = Reviewer(rulebook).review(case_of(node, rulebook.vocabulary, "project", "case"), DAY, DAY)
    (ban,) = (f for f in decision.findings if f.rule.id == "PDS15-2.6.4-overcapacity")
    assert ([doubt.field for _, doubt in decision.doubts] == []) is exists
    if not exists:
        assert (ban.outcome, [item.path for item in ban.missing][:1]) == (Outcome.UNDETERMINED, ["industry_code"])


@pytest.mark.parametrize(
    ("given", "doubted"),
    [
        ({"construction_started": False, "completion_date": "2015-06-01"}, ["completion_date", "construction_started"]),
        ({"construction_started": False, "completion_date": "2015-06-02"}, []),
        ({"construction_started": True, "completion_date": "2015-06-01"}, []),
        ({"completion_date": "2015-06-01"}, []),
    ],
)
def test_what_is_completed_cannot_be_unstarted(
    rulebook: Rulebook, given: dict[str, object], doubted: list[str]
) -> None:
    node = read_yaml(json.dumps(given).encode(), "case.yaml")[0]
    found = consistent(case_of(node, rulebook.vocabulary, "project", "case"), rulebook, DAY)
    assert sorted(doubt.field for doubt in found.doubts) == doubted


@pytest.mark.parametrize("code", ["0000", "00", "9999", "5555", "7777", "0001", "98"])
def test_a_code_in_no_edition_is_to_be_checked(rulebook: Rulebook, code: str) -> None:
    assert reasons(rulebook, {"industry_code": code}) == [
        ("industry_code", "GB/T 4754-2011 has no such industry code; check the code and its edition")
    ]


def test_a_code_that_only_the_other_edition_has_is_told_so_once(rulebook: Rulebook) -> None:
    said = (
        "GB/T 4754-2011 has no such industry code; GB/T 4754-2017 has 1821(运动休闲针织服装制造): "
        "convert it to the code of GB/T 4754-2011"
    )
    assert reasons(rulebook, {"industry_code": "1821"}) == [("industry_code", said)]
    stated = {"industry_code": "1821", "industry_code_version": "gbt2017"}
    assert reasons(rulebook, stated) == [("industry_code", said)]


def test_a_code_of_both_editions_is_in_doubt_where_it_is_said_to_be_of_the_other(rulebook: Rulebook) -> None:
    ((field, said),) = reasons(rulebook, {"industry_code": "3140", "industry_code_version": "gbt2017"})
    assert (field, "Convert it to the 2011 code" in said) == ("industry_code", True)
    assert reasons(rulebook, {"industry_code": "3140"}) == []


@pytest.mark.parametrize(
    ("given", "doubted"),
    [
        ({"industry_cluster": "equipment", "industry_code": "6540"}, ["industry_cluster", "industry_code"]),
        ({"industry_cluster": "equipment", "industry_code": "0610"}, ["industry_cluster", "industry_code"]),
        ({"industry_cluster": "equipment", "industry_code": "1320"}, []),
        ({"industry_cluster": "equipment", "industry_code": "3512"}, []),
        ({"industry_cluster": "equipment", "industry_code": "0000"}, ["industry_code"]),
        ({"industry_cluster": "equipment"}, []),
        ({"industry_code": "6540"}, []),
        ({"industry_cluster": "other", "industry_code": "6540"}, []),
        ({"industry_cluster": "energy_chemical", "industry_code": "5990"}, ["industry_cluster", "industry_code"]),
        ({"industry_cluster": "energy_chemical", "industry_code": "0610"}, []),
        ({"industry_cluster": "energy_chemical", "industry_code": "4411"}, []),
        ({"industry_cluster": "steel_processing", "industry_code": "2710"}, ["industry_cluster", "industry_code"]),
        ({"industry_cluster": "special_steel", "industry_code": "17"}, ["industry_cluster", "industry_code"]),
        ({"industry_cluster": "steel_processing", "industry_code": "3140"}, []),
        ({"industry_cluster": "stainless", "industry_code": "2130"}, []),
        ({"industry_cluster": "stainless", "industry_code": "4411"}, ["industry_cluster", "industry_code"]),
    ],
)
def test_a_cluster_contradicts_a_code_only_where_no_reading_allows_both(
    rulebook: Rulebook, given: dict[str, object], doubted: list[str]
) -> None:
    assert sorted(field for field, _ in reasons(rulebook, given)) == doubted


@pytest.mark.parametrize(
    ("given", "doubted"),
    [
        ({"in_zone": True, "zone": "无"}, ["in_zone", "zone"]),
        ({"in_zone": True, "zone": "不在"}, ["in_zone", "zone"]),
        ({"in_zone": False, "zone": "无"}, []),
        ({"in_zone": True, "zone": "叶县产业集聚区"}, []),
        ({"in_zone": False, "zone": "叶县产业集聚区"}, ["in_zone"]),
        ({"zone": "无"}, []),
        ({"in_zone": True}, []),
    ],
)
def test_who_is_sited_in_a_zone_has_one(rulebook: Rulebook, given: dict[str, object], doubted: list[str]) -> None:
    assert sorted(field for field, _ in reasons(rulebook, given)) == doubted


@pytest.mark.parametrize(
    ("given", "doubted"),
    [
        ({"land_area": "0"}, ["land_area"]),
        ({"land_area": "0.01"}, []),
        ({"land_area": "0", "land_source": "leased_factory"}, []),
        ({"land_area": "0", "land_source": "new"}, ["land_area"]),
        ({"land_area": "0", "green_area": "10", "admin_land_area": "5", "building_base_area": "7"}, ["land_area"]),
        ({"green_area": "0", "admin_land_area": "0", "land_area": "10"}, []),
        ({"far_floor_area": "0"}, ["far_floor_area"]),
        ({"total_floor_area": "0", "far_floor_area": "10"}, ["total_floor_area"]),
        ({"building_base_area": "0"}, ["building_base_area"]),
        ({"total_investment": "0"}, ["total_investment"]),
        ({"total_investment": "0", "fixed_asset_investment": "10"}, ["total_investment"]),
        ({"fixed_asset_investment": "0"}, ["fixed_asset_investment"]),
        ({"total_investment": "不足1亿元"}, []),
    ],
)
def test_a_zero_that_cannot_be_is_doubted_once_and_alone(
    rulebook: Rulebook, given: dict[str, object], doubted: list[str]
) -> None:
    assert [field for field, _ in reasons(rulebook, given)] == doubted


def reasons(rulebook: Rulebook, given: dict[str, object]) -> list[tuple[str, str]]:
    """Each doubt about a project of which that is stated: its field, and why."""
    node = read_yaml(json.dumps(given).encode(), "case.yaml")[0]
    found = consistent(case_of(node, rulebook.vocabulary, "project", "case"), rulebook, DAY)
    return [(doubt.field, doubt.reason.en) for doubt in found.doubts]
