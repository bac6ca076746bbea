"""Not: the opposite of what is known, and unknown of what is not."""

from tests.engines.constructs.examples import DEFERRED, FAIL, MANUAL, PASS, UNDETERMINED, Check, Example, Table, at

TABLE: Table = (
    Example("not in_zone", [({"in_zone": "是"}, FAIL), ({"in_zone": "否"}, PASS), ({}, UNDETERMINED)]),
    Example("not not in_zone", [({"in_zone": "是"}, PASS), ({"in_zone": "否"}, FAIL), ({}, UNDETERMINED)]),
    Example(
        "not land_area >= 500 亩",
        [({"land_area": "499.999999"}, PASS), ({"land_area": "500"}, FAIL), ({}, UNDETERMINED)],
    ),
    Example(
        "not land_area <= 500 亩",
        [({"land_area": "500"}, FAIL), ({"land_area": "500.000001"}, PASS), ({}, UNDETERMINED)],
    ),
    Example("not source = new", [({"source": "new"}, FAIL), ({"source": "stock"}, PASS), ({}, UNDETERMINED)]),
    Example("not source in {new}", [({"source": "new"}, FAIL), ({"source": "stock"}, PASS), ({}, UNDETERMINED)]),
    Example("not land_area between 100 亩 and 500 亩", [({"land_area": "500"}, FAIL), ({"land_area": "99"}, PASS)]),
    # De Morgan, with one side unknown
    Example(
        "not (in_zone and exempted)",
        [({"in_zone": "否"}, PASS), ({"in_zone": "是"}, UNDETERMINED), ({"in_zone": "是", "exempted": "是"}, FAIL)],
    ),
    Example(
        "not (in_zone or exempted)",
        [({"in_zone": "是"}, FAIL), ({"in_zone": "否"}, UNDETERMINED), ({"in_zone": "否", "exempted": "否"}, PASS)],
    ),
    Example("not polluting", [({"是否重污染": "是"}, FAIL), ({"是否重污染": "否"}, PASS), ({}, MANUAL)]),
    Example("not land_area >= 500 亩", [(at("lead"), DEFERRED), (at("application"), UNDETERMINED)]),
    Example("not (in_zone or land_area >= 500 亩)", [(at("lead"), UNDETERMINED)]),
    Example("not (in_zone and land_area >= 500 亩)", [(at("lead"), DEFERRED)]),
)


def test_the_opposite_of_unknown_is_unknown(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
