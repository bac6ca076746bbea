"""Limited resources go to projects in the plan's order, exactly, and never more than there is."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.assessment.allocate import Distribution, Share, allocate
from compliance.intake.application import case_of
from compliance.nodes.from_json import read_json
from tests.rulebooks import shipped

DAY = date(2015, 12, 31)
CLEAN: dict[str, object] = {"cod": 0, "ammonia_nitrogen": 0, "so2": 0, "nox": 0}
KEY = {"total_investment": "2亿元", "zone_leading_industry": "是", "industry_cluster": "其他"}
LEADING = {"total_investment": "2000万元", "zone_leading_industry": "是", "industry_cluster": "其他"}
GENERAL = {"total_investment": "2亿元", "zone_leading_industry": "否", "industry_cluster": "其他"}


def shared(projects: list[dict[str, Any]], **city: object) -> Distribution:
    """The pollution capacity shared among projects in a zone; four resources, none short but those given."""
    capacities = {f"{name}_capacity": 1000 for name in CLEAN} | city
    rows = [{"in_zone": "是", **CLEAN, **project} for project in projects]
    (node,) = read_json(json.dumps({**capacities, "projects": rows}, ensure_ascii=False).encode(), "city.json")
    case = case_of(node, shipped().vocabulary, "city", "city")
    (found,) = (d for d in allocate(shipped(), case, DAY) if d.allocation.id == "pollution_capacity")
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
    assert shared([{"name": "甲", **KEY, "in_zone": "否", "cod": 1}]).awards == ()


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
