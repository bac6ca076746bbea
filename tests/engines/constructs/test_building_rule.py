"""Rules about buildings: an outcome for each, or one for the project that gives none."""

from tests.engines.constructs.examples import (
    DEFERRED,
    FAIL,
    NOT_APPLICABLE,
    OVERRIDDEN,
    PASS,
    UNDETERMINED,
    Check,
    Example,
    Table,
    at,
)

HIGH, LOW, BLANK = {"storeys": "3"}, {"storeys": "2"}, {}
TABLE: Table = (
    Example(
        "storeys >= 3 层",
        subject="building",
        cases=[
            ({"buildings": [HIGH, LOW, BLANK]}, [PASS, FAIL, UNDETERMINED]),
            ({"buildings": [HIGH, BLANK]}, [PASS, UNDETERMINED]),
            ({"buildings": [HIGH]}, PASS),
            ({"buildings": []}, UNDETERMINED),
            ({}, UNDETERMINED),
        ],
    ),
    Example(
        "storeys >= 3 层",
        subject="building",
        when="floor_area >= 5000 平方米",
        unless=["exempted"],
        cases=[
            ({"buildings": [{**LOW, "floor_area": "4999"}, {**HIGH, "floor_area": "5000"}]}, [NOT_APPLICABLE, PASS]),
            ({"exempted": "是", "buildings": [LOW]}, OVERRIDDEN),
            ({"exempted": "否", "buildings": [{**LOW, "floor_area": "5000"}, LOW]}, [FAIL, UNDETERMINED]),
        ],
    ),
    # the project's own fields are in view
    Example(
        "in_zone or tall",
        subject="building",
        cases=[
            ({"in_zone": "是", "buildings": [LOW, BLANK]}, [PASS, PASS]),
            ({"in_zone": "否", "investment": "1亿元", "buildings": [LOW, HIGH]}, [FAIL, PASS]),
            ({"in_zone": "是"}, PASS),
            ({"in_zone": "否"}, UNDETERMINED),
        ],
    ),
    # a building's name, where none is given, is not the project's
    Example(
        "name != ''",
        subject="building",
        cases=[({"buildings": [{"name": "1#"}, HIGH]}, [PASS, UNDETERMINED]), ({}, UNDETERMINED)],
    ),
    # their areas are due from construction on; before that the list of them is asked for all the same, once it is due
    Example(
        "floor_area >= 5000 平方米",
        subject="building",
        cases=[
            (at("lead"), DEFERRED),
            (at("application"), UNDETERMINED),
            (at("application", {"buildings": [HIGH, {"floor_area": "4999"}]}), [DEFERRED, FAIL]),
            (at("construction", {"buildings": [HIGH]}), UNDETERMINED),
        ],
    ),
    # all buildings, seen from each
    Example(
        "count(building) >= 2",
        subject="building",
        cases=[({"buildings": [HIGH, LOW]}, [PASS, PASS]), ({"buildings": [HIGH]}, FAIL)],
    ),
)


def test_a_rule_about_buildings_is_held_against_each(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
