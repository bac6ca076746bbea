"""Definitions: conditions and quantities with a name, within one another and within records."""

from tests.engines.constructs.examples import DEFERRED, FAIL, MANUAL, PASS, UNDETERMINED, Check, Example, Table, at

BIG, SMALL = {"investment": "1亿元"}, {"investment": "9999"}
DENSE = {"investment": "10000", "land_area": "500"}
TABLE: Table = (
    Example("big", [(BIG, PASS), (SMALL, FAIL), ({}, UNDETERMINED)]),
    Example("大项目", [(BIG, PASS), (SMALL, FAIL), ({}, UNDETERMINED)]),
    Example("not big", [(BIG, FAIL), (SMALL, PASS), ({}, UNDETERMINED)]),
    Example(
        "intensity >= 20 万元/亩",
        [(DENSE, PASS), ({**DENSE, "land_area": "500.000001"}, FAIL), ({**DENSE, "land_area": "0"}, UNDETERMINED)],
    ),
    Example(
        "dense",
        [
            ({**DENSE, "是否重污染": "否"}, PASS),
            ({**DENSE, "是否重污染": "是"}, FAIL),
            (DENSE, MANUAL),
            ({"investment": "9999", "land_area": "500"}, FAIL),
            ({}, UNDETERMINED),
        ],
    ),
    # (dense or big) and in_zone
    Example(
        "welcome",
        [
            ({**BIG, "in_zone": "是"}, PASS),
            ({**DENSE, "in_zone": "是"}, PASS),
            ({"investment": "9999", "land_area": "10", "in_zone": "是"}, MANUAL),
            ({"in_zone": "否"}, FAIL),
            (BIG, UNDETERMINED),
        ],
    ),
    Example("big = true", [(BIG, PASS), (SMALL, FAIL), ({}, UNDETERMINED)]),
    Example(
        "big = in_zone",
        [({**SMALL, "in_zone": "否"}, PASS), ({**BIG, "in_zone": "否"}, FAIL), ({"in_zone": "否"}, UNDETERMINED)],
    ),
    # of a building, with the project's own definition in it: storeys >= 3 层 and big
    Example(
        "every building satisfies tall",
        [
            ({**BIG, "buildings": [{"storeys": "3"}]}, PASS),
            ({**BIG, "buildings": [{"storeys": "3"}, {"storeys": "2"}]}, FAIL),
            ({"buildings": [{"storeys": "2"}]}, FAIL),
            ({"buildings": [{"storeys": "3"}]}, UNDETERMINED),
            ({**SMALL, "buildings": [{}]}, FAIL),
        ],
    ),
    Example("count(building where tall) = 1", [({**BIG, "buildings": [{"storeys": "3"}, {"storeys": "2"}]}, PASS)]),
    # a definition waits for what it stands for: dense for a site area and a finding, from an application on
    Example("dense", [(at("lead"), DEFERRED), (at("application"), UNDETERMINED)]),
    Example("welcome", [(at("lead"), UNDETERMINED), (at("lead", {"in_zone": "是"}), DEFERRED)]),
    Example("big = in_zone", [(at("lead"), UNDETERMINED)]),
)


def test_a_definition_is_what_it_stands_for(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
