"""Limited resources go to projects in the plan's order, exactly, and never more than there is."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.assessment.allocate import Distribution, Share, allocate
from compliance.case import Case
from compliance.facts import Facts
from compliance.intake.application import case_of
from compliance.intake.person_findings import by_case, read_findings
from compliance.nodes.from_json import read_json
from compliance.source import Source
from tests.projects import forbidden_nothing
from tests.rulebooks import shipped

DAY = date(2015, 12, 31)
CLEAN: dict[str, object] = {"cod": 0, "ammonia_nitrogen": 0, "so2": 0, "nox": 0}
KEY = {"total_investment": "2亿元", "zone_leading_industry": "是", "industry_cluster": "其他"}
LEADING = {"total_investment": "2000万元", "zone_leading_industry": "是", "industry_cluster": "其他"}
GENERAL = {"total_investment": "2亿元", "zone_leading_industry": "否", "industry_cluster": "其他"}


def shared(projects: list[dict[str, Any]], facts: Facts | None = None, **city: object) -> Distribution:
    """The pollution capacity shared among projects in a zone; four resources, none short but those given."""
    capacities = {f"{name}_capacity": 1000 for name in CLEAN} | city
    rows = [{"in_zone": "是", **CLEAN, **project} for project in projects]
    (node,) = read_json(json.dumps({**capacities, "projects": rows}, ensure_ascii=False).encode(), "city.json")
    case = case_of(node, shipped().vocabulary, "city", "city")
    return carried_out("pollution_capacity", case, facts)


def carried_out(allocation: str, city: Case, facts: Facts | None = None) -> Distribution:
    """One allocation of the rulebook; by default no project is forbidden anything."""
    asked = shipped().vocabulary.stages.for_review(None)
    every = allocate(shipped(), city, DAY, asked, forbidden_nothing() if facts is None else facts)
    (found,) = (one for one in every if one.allocation.id == allocation)
    return found


def shares(found: Distribution) -> dict[str, str]:
    """What each project gets, in the order of award."""
    return {award.project.name: award.share.value for award in found.awards}


def test_key_projects_come_before_leading_industries_and_both_before_general_projects() -> None:
    found = shared(
        [
            {"name": "一般", **GENERAL, "cod": 1},
            {"name": "主导", **LEADING, "cod": 6},
            {"name": "重点", **KEY, "cod": 6},
        ],
        cod_capacity=10,
    )
    assert shares(found) == {"重点": "draws", "主导": "short", "一般": "must_offset"}
    assert "余 4 吨/年" in found.awards[1].reason.zh
    assert [stock.left.amount for stock in found.stocks if stock.left] == [4, 1000, 1000, 1000]


def test_what_just_fits_is_drawn_and_what_is_left_serves_a_later_project() -> None:
    found = shared(
        [
            {"name": "大", **KEY, "application_date": "2015-01-01", "cod": 10.1},
            {"name": "中", **KEY, "application_date": "2015-01-02", "cod": 10},
            {"name": "小", **KEY, "application_date": "2015-01-03", "cod": 0.1},
        ],
        cod_capacity=10,
    )
    assert shares(found) == {"大": "short", "中": "draws", "小": "short"}


def test_the_earlier_application_draws_first_and_one_without_a_date_last() -> None:
    projects = [
        {"name": "无日期", **KEY, "cod": 5},
        {"name": "后", **KEY, "application_date": "2015-03-02", "cod": 5},
        {"name": "先", **KEY, "application_date": "2015-03-01", "cod": 5},
    ]
    found = shared(projects, cod_capacity=10)
    assert shares(found) == {"先": "draws", "后": "draws", "无日期": "short"}


def test_a_project_that_is_short_of_one_pollutant_draws_none() -> None:
    found = shared([{"name": "甲", **KEY, "cod": 1, "so2": 5}], so2_capacity=4)
    assert shares(found) == {"甲": "short"}
    assert all(stock.drawn.amount == 0 for stock in found.stocks)


def test_own_offsets_are_used_before_the_capacity() -> None:
    found = shared(
        [{"name": "甲", **KEY, "cod": 5, "cod_offset": 4.5}, {"name": "乙", **GENERAL, "cod": 2, "cod_offset": 2}]
    )
    assert shares(found) == {"甲": "draws", "乙": "offsets"}
    assert found.stocks[0].drawn.amount == Fraction(1, 2)


@pytest.mark.parametrize(
    ("project", "missing"),
    [
        (
            {"zone_leading_industry": "是", "industry_cluster": "其他", "cod": None, "total_investment": "2亿元"},
            "化学需氧量排放量",
        ),
        ({"total_investment": "2亿元", "cod": 1}, "是否属所在集聚区主导产业"),
    ],
)
def test_a_project_whose_class_or_need_is_unknown_waits(project: dict[str, Any], missing: str) -> None:
    (award,) = shared([{"name": "甲", **project}]).awards
    assert award.share is Share.OPEN
    assert missing in award.reason.zh


def test_a_capacity_that_is_not_given_is_asked_for() -> None:
    (award,) = shared([{"name": "甲", **KEY, "cod": 1}], cod_capacity=None).awards
    assert award.share is Share.OPEN
    assert "可用化学需氧量总量" in award.reason.zh


def test_projects_outside_the_zones_take_no_part() -> None:
    found = shared([{"name": "甲", **KEY, "in_zone": "否", "cod": 1}])
    assert shares(found) == {"甲": "out"}
    assert found.awards[0].reason.zh == "“按产业集聚区对待”不成立(“是否拟入驻产业集聚区”为否)"


# Who is served


def test_what_is_completed_draws_no_more_and_is_told_why() -> None:
    rows = [
        {"name": "建成", **KEY, "cod": 5, "completion_date": "2014-10-01"},
        {"name": "当日建成", **KEY, "cod": 5, "completion_date": "2015-12-31"},
        {"name": "未建成", **KEY, "cod": 5, "completion_date": "2016-01-01"},
    ]
    found = shared(rows, cod_capacity=5)
    assert shares(found) == {"未建成": "draws", "建成": "out", "当日建成": "out"}
    assert "建成投产日期 2014-10-01,不晚于 2015-12-31" in found.awards[1].reason.zh


@pytest.mark.parametrize(
    ("stated", "share"),
    [
        ({}, "draws"),
        ({"land_granted": "否", "construction_started": "否"}, "draws"),
        ({"start_date": "2016-01-01"}, "draws"),
        ({"land_granted": "是"}, "out"),
        ({"construction_started": "是"}, "out"),
        ({"start_date": "2015-12-31"}, "out"),
        ({"completion_date": "2015-06-01"}, "out"),
        ({"land_source": "存量"}, "out"),
    ],
)
def test_land_goes_to_projects_that_still_need_it(stated: dict[str, str], share: str) -> None:
    project = {"name": "甲", "in_zone": "是", **KEY, "land_source": "新增", "land_area": "300亩", **stated}
    (node,) = read_json(
        json.dumps({"land_quota_available": "300亩", "projects": [project]}, ensure_ascii=False).encode(), "city.json"
    )
    assert shares(carried_out("land_supply", case_of(node, shipped().vocabulary, "city", "city"))) == {"甲": share}


def test_who_breaks_a_prohibition_gets_nothing_and_the_next_is_served() -> None:
    cement = {**KEY, "industry_code": "3011", "adds_capacity": "是", "capacity_replacement": "否"}
    rows = [
        {"name": "水泥", **cement, "application_date": "2015-01-01", "cod": 5},
        {"name": "轴承", **KEY, "application_date": "2015-03-01", "cod": 5},
    ]
    found = shared(rows, cod_capacity=5)
    assert shares(found) == {"轴承": "draws", "水泥": "barred"}
    assert "严禁产能过剩项目入驻" in found.awards[1].reason.zh
    assert found.awards[1].needs == ()


def test_of_whom_it_is_not_known_nothing_is_drawn_and_what_would_be_is_told() -> None:
    rows = [
        {"name": "先", **KEY, "application_date": "2015-01-01", "cod": 6},
        {"name": "后", **KEY, "application_date": "2015-03-01", "cod": 5},
        {"name": "小", **KEY, "application_date": "2015-04-01", "cod": 4},
    ]
    settings = {id_: one for id_, one in forbidden_nothing().settings.items() if id_ != "heavy_pollution"}
    found = shared(rows, Facts(settings), cod_capacity=10)
    # In the order of award: the second does not fit beside the first, the third does.
    assert [(a.project.name, a.share, a.would) for a in found.awards] == [
        ("先", Share.HELD, Share.DRAWS),
        ("后", Share.HELD, Share.SHORT),
        ("小", Share.HELD, Share.DRAWS),
    ]
    assert found.awards[0].reason.zh == "是否属严禁尚未查清,暂不分配;待查:是否认定为重污染项目"
    assert [stock.drawn.amount for stock in found.stocks] == [0, 0, 0, 0]


def test_a_finding_on_one_project_lets_it_draw_before_those_that_wait() -> None:
    rows = [
        {"name": "先", "project_id": "P1", **KEY, "application_date": "2015-01-01", "cod": 6},
        {"name": "后", "project_id": "P2", **KEY, "application_date": "2015-03-01", "cod": 5},
    ]
    settings = {id_: one for id_, one in forbidden_nothing().settings.items() if id_ != "heavy_pollution"}
    text = "- {case: P2, 事项: 是否认定为重污染项目, 结论: 否, 单位: 市环境保护局, 日期: 2015-06-01}"
    findings = by_case(read_findings(Source("f.yaml", text.encode()), shipped().vocabulary))
    found = shared(rows, Facts(settings, findings), cod_capacity=10)
    assert [(a.project.name, a.share, a.would) for a in found.awards] == [
        ("后", Share.DRAWS, None),
        ("先", Share.HELD, Share.DRAWS),
    ]
    assert found.stocks[0].left is not None
    assert found.stocks[0].left.amount == 5


AMOUNT = st.decimals(min_value=0, max_value=20, places=2).map(str)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([KEY, LEADING, GENERAL]), AMOUNT, AMOUNT, st.dates(date(2015, 1, 1), date(2015, 1, 9))
        ),
        max_size=12,
    ),
    AMOUNT,
)
@settings(max_examples=40)
def test_never_more_is_drawn_than_there_is_and_the_result_is_the_same_again(
    asked: list[tuple[dict[str, str], str, str, date]], capacity: str
) -> None:
    rows = [
        {
            "name": f"P{i:02}",
            "project_id": f"{1000 + i}",
            **kind,
            "cod": cod,
            "so2": so2,
            "application_date": day.isoformat(),
        }
        for i, (kind, cod, so2, day) in enumerate(asked)
    ]
    found = shared(rows, cod_capacity=capacity, so2_capacity=capacity)
    drawn = [n for a in found.awards if a.share is Share.DRAWS for n in a.needs]
    for stock in found.stocks:
        total = sum(n.amount.amount for n in drawn if n.resource is stock.resource)
        assert stock.capacity is not None
        assert stock.left is not None
        assert total == stock.drawn.amount <= stock.capacity.amount
        assert stock.left.amount == stock.capacity.amount - total
    assert shares(shared(list(reversed(rows)), cod_capacity=capacity, so2_capacity=capacity)) == shares(found)
