"""Comparisons: below, at and above the limit, in any unit, and unknown where a side is."""

from tests.engines.constructs.examples import DEFERRED, FAIL, PASS, UNDETERMINED, Check, Example, Table, at

BELOW, AT, ABOVE = {"land_area": "499.999999"}, {"land_area": "500"}, {"land_area": "500.000001"}
TABLE: Table = (
    Example("land_area < 500 亩", [(BELOW, PASS), (AT, FAIL), (ABOVE, FAIL), ({}, UNDETERMINED)]),
    Example("land_area <= 500 亩", [(BELOW, PASS), (AT, PASS), (ABOVE, FAIL), ({}, UNDETERMINED)]),
    Example("land_area = 500 亩", [(BELOW, FAIL), (AT, PASS), (ABOVE, FAIL), ({}, UNDETERMINED)]),
    Example("land_area != 500 亩", [(BELOW, PASS), (AT, FAIL), (ABOVE, PASS), ({}, UNDETERMINED)]),
    Example("land_area >= 500 亩", [(BELOW, FAIL), (AT, PASS), (ABOVE, PASS), ({}, UNDETERMINED)]),
    Example("land_area > 500 亩", [(BELOW, FAIL), (AT, FAIL), (ABOVE, PASS), ({}, UNDETERMINED)]),
    Example("500 亩 <= land_area", [(BELOW, FAIL), (AT, PASS), (ABOVE, PASS), ({}, UNDETERMINED)]),
    # 4 公顷 are 60 亩, and 1 亩 is 2000/3 平方米
    Example("land_area = 60 亩", [({"land_area": "4公顷"}, PASS), ({"land_area": "4.000001公顷"}, FAIL)]),
    Example("land_area = 2000 平方米", [({"land_area": "3"}, PASS), ({"land_area": "2.999999"}, FAIL)]),
    # a number of more decimals than columns hold is still compared exactly
    Example("investment < 1 亿元", [({"investment": "9999.9999999"}, PASS), ({"investment": "10000"}, FAIL)]),
    Example("1 亩 < 2 亩", [({}, PASS)]),
    Example("source = new", [({"source": "new"}, PASS), ({"source": "存量"}, FAIL), ({}, UNDETERMINED)]),
    Example("存量 != source", [({"source": "新增"}, PASS), ({"source": "stock"}, FAIL), ({}, UNDETERMINED)]),
    Example(
        "unit_named = '招商局'",
        [({"unit_named": "招商局"}, PASS), ({"unit_named": "招商局二科"}, FAIL), ({}, UNDETERMINED)],
    ),
    Example("unit_named != ''", [({"unit_named": "招商局"}, PASS), ({}, UNDETERMINED)]),
    Example("in_zone = false", [({"in_zone": "否"}, PASS), ({"in_zone": "是"}, FAIL), ({}, UNDETERMINED)]),
    Example(
        "in_zone = exempted",
        [
            ({"in_zone": "否", "exempted": "否"}, PASS),
            ({"in_zone": "是", "exempted": "否"}, FAIL),
            ({"in_zone": "是"}, UNDETERMINED),
        ],
    ),
    # a building's field beside the project's: 3 亩 are 2000 平方米
    Example(
        "every building satisfies floor_area <= land_area",
        [
            ({"land_area": "3", "buildings": [{"floor_area": "2000"}]}, PASS),
            ({"land_area": "3", "buildings": [{"floor_area": "2000.000001"}]}, FAIL),
            ({"buildings": [{"floor_area": "2000"}]}, UNDETERMINED),
            ({"land_area": "3", "buildings": [{}]}, UNDETERMINED),
        ],
    ),
    Example("cod <= 100 吨/年", [(at("construction"), DEFERRED), (at("operation"), UNDETERMINED)]),
)


def test_comparisons_are_exact_at_the_limit_and_unknown_where_a_side_is(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
