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
        ({"in_zone": False, "zone": "叶县产业集聚区"}, ["in_zone", "zone"]),
        ({"in_zone": False, "zone": "叶县集聚区"}, ["in_zone", "zone"]),
        ({"in_zone": False, "zone": "平顶山化工园区"}, ["in_zone", "zone"]),
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
        ({"total_investment": "0", "project_capital": "10"}, ["total_investment"]),
        ({"fixed_asset_investment": "0"}, ["fixed_asset_investment"]),
        ({"total_investment": "不足1亿元"}, []),
    ],
)
def test_a_zero_that_cannot_be_is_doubted_once_and_alone(
    rulebook: Rulebook, given: dict[str, object], doubted: list[str]
) -> None:
    assert [field for field, _ in reasons(rulebook, given)] == doubted


@pytest.mark.parametrize(
    ("capital", "doubted"),
    [("2000", []), ("2000.01", ["project_capital", "total_investment"]), ("0", []), ("2500元", [])],
)
def test_capital_is_a_part_of_the_total(rulebook: Rulebook, capital: str, doubted: list[str]) -> None:
    given = {"total_investment": "2000", "project_capital": capital}
    assert sorted(field for field, _ in reasons(rulebook, given)) == doubted


SITE = {"用地面积": "1公顷"}
AGREE = "differs by more than"
FRACTION = "written as a fraction"


@pytest.mark.parametrize(
    ("given", "doubted"),
    [
        # 计容建筑面积 4,000 of 10,000 ㎡ is 0.4; 0.05 either way agrees.
        ({"容积率": "0.4", "计容建筑面积": "4000"}, []),
        ({"容积率": "0.4", "计容建筑面积": "4500"}, []),
        ({"容积率": "0.4", "计容建筑面积": "3500"}, []),
        ({"容积率": "0.4", "计容建筑面积": "4500.01"}, ["far_floor_area", "land_area", "stated_plot_ratio"]),
        ({"容积率": "0.4", "计容建筑面积": "3499.99"}, ["far_floor_area", "land_area", "stated_plot_ratio"]),
        ({"容积率": "40%", "计容建筑面积": "4000"}, []),
        ({"容积率": "约0.4", "计容建筑面积": "4400"}, []),
        ({"容积率": "0.4"}, []),
        # Half a percentage point either way agrees.
        ({"建筑系数": "40%", "建构筑物及堆场占地面积": "4050"}, []),
        ({"建筑系数": "40%", "建构筑物及堆场占地面积": "3950"}, []),
        ({"建筑系数": "40", "建构筑物及堆场占地面积": "4050.01"}, ["building_base_area", "land_area", "stated_building_coefficient"]),
        ({"建筑系数": "40", "建构筑物及堆场占地面积": "3949.99"}, ["building_base_area", "land_area", "stated_building_coefficient"]),
        ({"行政办公及生活服务设施用地所占比重": "5%", "行政办公及生活服务设施用地面积": "550"}, []),
        ({"行政办公及生活服务设施用地所占比重": "5%", "行政办公及生活服务设施用地面积": "450"}, []),
        ({"行政办公及生活服务设施用地所占比重": "5%", "行政办公及生活服务设施用地面积": "550.01"}, ["admin_land_area", "land_area", "stated_admin_land_share"]),
        ({"行政办公及生活服务设施用地所占比重": "5%", "行政办公及生活服务设施用地面积": "449.99"}, ["admin_land_area", "land_area", "stated_admin_land_share"]),
        ({"绿地率": "15%", "绿地面积": "1550"}, []),
        ({"绿地率": "15%", "绿地面积": "1450"}, []),
        ({"绿地率": "15%", "绿地面积": "1550.01"}, ["green_area", "land_area", "stated_green_ratio"]),
        ({"绿地率": "15%", "绿地面积": "1449.99"}, ["green_area", "land_area", "stated_green_ratio"]),
        ({"绿地率": "0", "绿地面积": "0"}, []),
        ({"绿地率": "0", "绿地面积": "1500"}, ["green_area", "land_area", "stated_green_ratio"]),
        # 15 亩: 0.5 万元/亩 either way is 7.5 万元.
        ({"投资强度": "30万元/亩", "固定资产投资": "457.5"}, []),
        ({"投资强度": "30万元/亩", "固定资产投资": "442.5"}, []),
        ({"投资强度": "450万元/公顷", "固定资产投资": "450"}, []),
        ({"投资强度": "30万元/亩", "固定资产投资": "457.51"}, ["fixed_asset_investment", "land_area", "stated_investment_intensity"]),
        ({"投资强度": "30万元/亩", "固定资产投资": "442.49"}, ["fixed_asset_investment", "land_area", "stated_investment_intensity"]),
    ],
)  # fmt: skip
def test_a_stated_ratio_that_its_areas_do_not_give_is_doubted_with_them(
    rulebook: Rulebook, given: dict[str, object], doubted: list[str]
) -> None:
    found = reasons(rulebook, SITE | given)
    assert sorted(field for field, _ in found) == doubted
    assert all(AGREE in reason for _, reason in found)


@pytest.mark.parametrize(
    ("given", "doubted", "said"),
    [
        ({"容积率": "0"}, "stated_plot_ratio", "0 or more than 10"),
        ({"容积率": "80"}, "stated_plot_ratio", "80% is 0.8"),
        ({"容积率": "10.01"}, "stated_plot_ratio", "0 or more than 10"),
        ({"容积率": "80", "用地面积": "1公顷", "计容建筑面积": "8000"}, "stated_plot_ratio", "80% is 0.8"),
        ({"建筑系数": "0"}, "stated_building_coefficient", FRACTION),
        ({"建筑系数": "0.4"}, "stated_building_coefficient", FRACTION),
        ({"建筑系数": "1"}, "stated_building_coefficient", FRACTION),
        (SITE | {"建筑系数": "0.4", "建构筑物及堆场占地面积": "4000"}, "stated_building_coefficient", FRACTION),
        ({"行政办公及生活服务设施用地占比": "0.05"}, "stated_admin_land_share", FRACTION),
        (SITE | {"非生产设施占地比例": "1", "行政办公及生活服务设施用地面积": "700"}, "stated_admin_land_share", FRACTION),
        ({"绿地率": "0.25"}, "stated_green_ratio", FRACTION),
        (SITE | {"绿地率": "0.25", "绿地面积": "2500"}, "stated_green_ratio", FRACTION),
        ({"投资强度": "0"}, "stated_investment_intensity", "is 0"),
        (SITE | {"投资强度": "0", "固定资产投资": "450"}, "stated_investment_intensity", "is 0"),
    ],
)  # fmt: skip
def test_an_impossible_ratio_is_doubted_once_and_alone(
    rulebook: Rulebook, given: dict[str, object], doubted: str, said: str
) -> None:
    ((field, reason),) = reasons(rulebook, given)
    assert field == doubted
    assert said in reason


@pytest.mark.parametrize(
    "given",
    [
        {"容积率": "10"},
        {"容积率": "0.01"},
        {"建筑系数": "1.01"},
        {"建筑系数": "40%"},
        {"行政办公及生活服务设施用地占比": "0"},
        {"绿地率": "0"},
        {"绿地率": "1.01%"},
        {"投资强度": "0.01"},
    ],
)
def test_a_ratio_that_can_be_is_not_doubted(rulebook: Rulebook, given: dict[str, object]) -> None:
    assert reasons(rulebook, given) == []


@pytest.mark.parametrize(
    ("given", "doubted"),
    [
        ({"总投资": "450", "投资强度": "30"}, []),
        ({"总投资": "442.5", "投资强度": "30"}, []),
        ({"总投资": "442.49", "投资强度": "30"}, ["land_area", "stated_investment_intensity", "total_investment"]),
        ({"总投资": "9000", "投资强度": "4400"}, ["land_area", "stated_investment_intensity", "total_investment"]),
        ({"总投资": "0", "投资强度": "30"}, ["total_investment"]),
        ({"总投资": "440", "固定资产投资": "440", "投资强度": "29.6"}, []),
    ],
)
def test_an_intensity_that_would_need_more_than_the_total_is_doubted_with_it(
    rulebook: Rulebook, given: dict[str, object], doubted: list[str]
) -> None:
    """4,400 万元/公顷 written without its unit would be 4,400 万元/亩."""
    assert sorted(field for field, _ in reasons(rulebook, SITE | given)) == doubted


@pytest.mark.parametrize(
    ("given", "outcome", "missing"),
    [
        ({"容积率": "0.4"}, Outcome.FAIL, []),
        ({"容积率": "0.7"}, Outcome.PASS, []),
        ({"容积率": "0.7", "用地面积": "1公顷"}, Outcome.PASS, []),
        ({"容积率": "0.4", "用地面积": "1公顷", "计容建筑面积": "8000"}, Outcome.UNDETERMINED, ["far_floor_area", "land_area"]),
        ({"容积率": "80", "用地面积": "1公顷", "计容建筑面积": "8000"}, Outcome.PASS, []),
        ({"容积率": "0.7", "用地面积": "1公顷", "计容建筑面积": "6990"}, Outcome.FAIL, []),
        ({"容积率": "80"}, Outcome.UNDETERMINED, ["far_floor_area", "land_area"]),
        ({"容积率": "0.7", "用地面积": "约一百亩左右吧"}, Outcome.PASS, []),
    ],
)  # fmt: skip
def test_a_review_takes_the_areas_then_the_ratio_and_neither_where_they_disagree(
    rulebook: Rulebook, given: dict[str, object], outcome: Outcome, missing: list[str]
) -> None:
    plant = {"行业代码": "3311", "建设性质": "新建", "用地来源": "新增", "项目阶段": "供地"}
    node = read_yaml(json.dumps(plant | given).encode(), "case.yaml")[0]
    decision = Reviewer(rulebook).review(case_of(node, rulebook.vocabulary, "project", "case"), DAY, DAY)
    (found,) = (one for one in decision.findings if one.rule.id == "NLC08-plot-ratio")
    assert (found.outcome, sorted(item.path for item in found.missing)) == (outcome, missing)


@pytest.mark.parametrize(
    ("given", "doubted"),
    [
        ({"zone": "叶县集聚区", "county": "平顶山市叶县"}, []),
        ({"zone": "叶县集聚区", "county": "叶县盐都街道"}, []),
        ({"zone": "叶县集聚区", "county": "宝丰"}, ["county", "zone"]),
        ({"zone": "叶县集聚区", "county": "某县"}, ["county"]),
        ({"zone": "化工集聚区", "county": "宝丰县"}, []),  # of which the county is not known
        ({"zone": "平顶山化工园区"}, ["zone"]),
        ({"zone": "未定"}, []),
    ],
)
def test_a_zone_and_a_county_are_listed_and_agree(
    rulebook: Rulebook, given: dict[str, object], doubted: list[str]
) -> None:
    assert sorted(field for field, _ in reasons(rulebook, given)) == doubted


def test_an_unlisted_zone_is_asked_about_with_the_closest_and_escapes_no_rule(rulebook: Rulebook) -> None:
    node = read_yaml(json.dumps({"in_zone": True, "zone": "平顶山化工园区"}).encode(), "case.yaml")[0]
    decision = Reviewer(rulebook).review(case_of(node, rulebook.vocabulary, "project", "case"), DAY, DAY)
    ((_, doubt),) = decision.doubts
    assert "是否为 平顶山化工产业集聚区?" in doubt.reason.zh
    assert (doubt.written, doubt.at.line) == ("平顶山化工园区", 1)
    (downgraded,) = (f for f in decision.findings if f.rule.id == "HZA14-downgraded-zone")
    assert (downgraded.outcome, [item.path for item in downgraded.missing]) == (Outcome.UNDETERMINED, ["zone"])


def reasons(rulebook: Rulebook, given: dict[str, object]) -> list[tuple[str, str]]:
    """Each doubt about a project of which that is stated: its field, and why."""
    node = read_yaml(json.dumps(given).encode(), "case.yaml")[0]
    found = consistent(case_of(node, rulebook.vocabulary, "project", "case"), rulebook, DAY)
    return [(doubt.field, doubt.reason.en) for doubt in found.doubts]
