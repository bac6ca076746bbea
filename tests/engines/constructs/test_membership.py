"""Ranges and lists: an end is included as its bracket says, and an unknown entry leaves open what it may decide."""

from tests.engines.constructs.examples import DEFERRED, FAIL, PASS, UNDETERMINED, Check, Example, Table, at

UNDER, LOW, HIGH, OVER = (
    {"land_area": "99.999999"},
    {"land_area": "100"},
    {"land_area": "500"},
    {"land_area": "500.000001"},
)
TABLE: Table = (
    Example(
        "land_area between 100 亩 and 500 亩",
        [(UNDER, FAIL), (LOW, PASS), (HIGH, PASS), (OVER, FAIL), ({}, UNDETERMINED)],
    ),
    Example("land_area in [100 亩..500 亩)", [(UNDER, FAIL), (LOW, PASS), (HIGH, FAIL), (OVER, FAIL)]),
    Example("land_area in (100 亩..500 亩]", [(UNDER, FAIL), (LOW, FAIL), (HIGH, PASS), (OVER, FAIL)]),
    Example("land_area in (100 亩..500 亩)", [(LOW, FAIL), (HIGH, FAIL), ({"land_area": "300"}, PASS)]),
    # an unknown end decides nothing, and the known one what it can
    Example(
        "land_area in [100 亩..cod * 1 亩 / 1 吨/年]",
        [
            ({"land_area": "50"}, FAIL),
            ({"land_area": "200"}, UNDETERMINED),
            ({"land_area": "200", "cod": "200"}, PASS),
            ({"land_area": "200", "cod": "199"}, FAIL),
            ({"cod": "50"}, UNDETERMINED),
        ],
    ),
    Example(
        "agreed between date('2015-01-01') and as_of",
        [
            ({"agreed": "2014-12-31"}, FAIL),
            ({"agreed": "2015-01-01"}, PASS),
            ({"agreed": "2015-06-01"}, PASS),
            ({"agreed": "2015-06-02"}, FAIL),
            ({}, UNDETERMINED),
        ],
    ),
    Example("source in {new, stock}", [({"source": "new"}, PASS), ({"source": "stock"}, PASS), ({}, UNDETERMINED)]),
    Example("source in {新增}", [({"source": "new"}, PASS), ({"source": "stock"}, FAIL), ({}, UNDETERMINED)]),
    Example(
        "unit_named in {'招商局', '商务局'}",
        [({"unit_named": "商务局"}, PASS), ({"unit_named": "商务"}, FAIL), ({}, UNDETERMINED)],
    ),
    Example(
        "land_area in {100 亩, 4 公顷}",
        [(LOW, PASS), ({"land_area": "60"}, PASS), (HIGH, FAIL), ({}, UNDETERMINED)],
    ),
    Example(
        "in_zone in {true, exempted}",
        [
            ({"in_zone": "是"}, PASS),
            ({"in_zone": "否"}, UNDETERMINED),
            ({"in_zone": "否", "exempted": "否"}, PASS),
            ({"in_zone": "否", "exempted": "是"}, FAIL),
        ],
    ),
    # of a range, too, all must be there
    Example(
        "land_area in [100 亩..cod * 1 亩 / 1 吨/年]",
        [
            (at("application"), DEFERRED),
            (at("application", {"land_area": "50"}), FAIL),
            (at("operation"), UNDETERMINED),
        ],
    ),
)


def test_a_range_includes_what_its_brackets_say_and_a_list_its_entries(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
