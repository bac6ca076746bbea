"""What a condition means: exact, and unknown where data are missing."""

from datetime import date

import pytest

from compliance.engines.evaluation import Evaluation
from tests.strategies import base, case_from, checked

DAY = date(2015, 6, 1)


def truth(text: str, **given: object) -> bool | None:
    """The truth of a condition on a case with those fields."""
    return Evaluation(base(), case_from(given), DAY).truth(checked(text))


def test_missing_is_neither_zero_nor_false() -> None:
    assert truth("land_area < 500 亩") is None
    assert truth("in_zone = false") is None
    assert truth("not in_zone") is None
    assert truth("unit_named != ''") is None
    assert truth("known(cod)") is False


@pytest.mark.parametrize(
    ("amount", "found"),
    [("499.999", (False, False, True)), ("500", (True, False, True)), ("500.001", (True, True, False))],
)
def test_at_least_and_at_most_include_the_number(amount: str, found: tuple[bool, bool, bool]) -> None:
    texts = ("land_area >= 500 亩", "land_area > 500 亩", "land_area <= 500 亩")
    assert tuple(truth(text, land_area=amount) for text in texts) == found


def test_comparison_is_exact_where_binary_fractions_are_not() -> None:
    assert truth("cod + 0.2 吨/年 = 0.3 吨/年", cod="0.1") is True
    assert truth("investment / land_area >= 20 万元/亩", investment="10000", land_area="500") is True
    assert truth("investment / land_area >= 20 万元/亩", investment="9999.9999999999999999", land_area="500") is False


def test_a_zero_divisor_is_unknown() -> None:
    assert truth("investment / land_area >= 20 万元/亩", investment="10000", land_area="0") is None


def test_ranges_include_what_their_brackets_say() -> None:
    assert truth("land_area between 100 亩 and 500 亩", land_area="500") is True
    assert truth("land_area in (100 亩..500 亩]", land_area="100") is False
    assert truth("land_area in [100 亩..500 亩)", land_area="500") is False


def test_a_code_covers_those_that_begin_with_it_and_a_coarser_one_is_unknown() -> None:
    assert truth("code in heavy", code="3110") is True
    assert truth("code in heavy", code="3012") is False
    assert truth("code in heavy", code="30") is None
    assert truth("code = '31'", code="3110") is True


def test_every_and_some_over_buildings() -> None:
    tall = {"storeys": "3"}
    every, some = "every building satisfies storeys >= 3 层", "some building satisfies storeys >= 3 层"
    assert truth(every, buildings=[tall, tall]) is True
    assert truth(every, buildings=[tall, {}]) is None
    assert truth(every, buildings=[{"storeys": "2"}, {}]) is False
    assert truth(some, buildings=[{"storeys": "2"}, {}]) is None
    assert truth(some, buildings=[tall, {}]) is True
    assert truth(every) is None


def test_aggregates_are_unknown_when_anything_in_them_is() -> None:
    areas = [{"storeys": "3", "floor_area": "4000"}, {"storeys": "2", "floor_area": "2000"}]
    assert truth("sum(floor_area over building) = 6000 平方米", buildings=areas) is True
    assert truth("sum(floor_area over building where storeys >= 3 层) = 4000 平方米", buildings=areas) is True
    assert truth("average(floor_area over building) = 3000 平方米", buildings=areas) is True
    assert truth("count(building where storeys >= 3 层) = 1", buildings=areas) is True
    assert truth("sum(floor_area over building) = 6000 平方米", buildings=[*areas, {}]) is None
    assert truth("average(floor_area over building) > 0 平方米", buildings=[]) is None


def test_a_year_later_is_the_same_day_next_year() -> None:
    assert truth("agreed + 1 年 <= as_of", agreed="2014-06-01") is True
    assert truth("agreed + 1 年 <= as_of", agreed="2014-06-02") is False
    assert truth("date('2016-02-29') + 1 年 = date('2017-02-28')") is True
    assert truth("date('2015-01-31') + 1 月 = date('2015-02-28')") is True


def test_tables_give_the_row_that_applies_and_never_a_default() -> None:
    assert truth("least(code) = 20 万元/亩", code="3140") is True
    assert truth("least(code) = 20 万元/亩", code="4310") is None
    assert truth("step(land_area, source) = 1", land_area="50") is True
    assert truth("step(land_area, source) = 2", land_area="200") is None
    assert truth("most(land_area) = 2", land_area="200") is True
