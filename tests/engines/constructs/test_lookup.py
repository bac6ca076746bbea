"""Tables: the row that applies, by each hit policy, and never a default."""

from tests.engines.constructs.examples import DEFERRED, FAIL, MANUAL, PASS, UNDETERMINED, Check, Example, Table, at

TABLE: Table = (
    # unique: '31' 20, '291' 10, '292' 15
    Example(
        "least(code) = 20 万元/亩",
        [
            ({"code": "31"}, PASS),
            ({"code": "3140"}, PASS),
            ({"code": "2911"}, FAIL),
            ({"code": "29"}, UNDETERMINED),
            ({"code": "2931"}, MANUAL),
            ({"code": "43"}, MANUAL),
            ({}, UNDETERMINED),
        ],
    ),
    Example("least(code) = 15 万元/亩", [({"code": "2921"}, PASS), ({"code": "2911"}, FAIL), ({"code": "31"}, FAIL)]),
    # first: [0..100) anything 1, [100..500] new 2, anything stock 3
    Example(
        "step(land_area, source) = 1",
        [
            ({"land_area": "99.999999"}, PASS),
            ({"land_area": "99.999999", "source": "stock"}, PASS),
            ({"land_area": "100", "source": "new"}, FAIL),
            ({"source": "stock"}, UNDETERMINED),
        ],
    ),
    Example(
        "step(land_area, source) = 2",
        [
            ({"land_area": "100", "source": "new"}, PASS),
            ({"land_area": "500", "source": "new"}, PASS),
            ({"land_area": "500.000001", "source": "new"}, MANUAL),
            ({"land_area": "200", "source": "stock"}, FAIL),
            ({"land_area": "200"}, UNDETERMINED),
            ({"land_area": "600"}, UNDETERMINED),
            ({"source": "new"}, UNDETERMINED),
            ({}, UNDETERMINED),
        ],
    ),
    Example(
        "step(land_area, source) = 3",
        [({"land_area": "200", "source": "stock"}, PASS), ({"land_area": "50", "source": "stock"}, FAIL)],
    ),
    # max: [0..500] 1, [100..100000] 2
    Example(
        "most(land_area) = 2",
        [
            ({"land_area": "99.999999"}, FAIL),
            ({"land_area": "100"}, PASS),
            ({"land_area": "500"}, PASS),
            ({"land_area": "500.000001"}, PASS),
            ({"land_area": "100000.000001"}, MANUAL),
            ({}, UNDETERMINED),
        ],
    ),
    # min: [0..500] 2, [100..100000] 1
    Example(
        "fewest(land_area) = 1",
        [
            ({"land_area": "99.999999"}, FAIL),
            ({"land_area": "100"}, PASS),
            ({"land_area": "500.000001"}, PASS),
            ({"land_area": "100000.000001"}, MANUAL),
            ({}, UNDETERMINED),
        ],
    ),
    # sum: [0..500] anything 1, anything new 2, [100..100000] stock 4
    Example(
        "points(land_area, source) = 3",
        [
            ({"land_area": "50", "source": "new"}, PASS),
            ({"land_area": "50", "source": "stock"}, FAIL),
            ({"land_area": "600", "source": "new"}, FAIL),
            ({"land_area": "50"}, UNDETERMINED),
            ({"source": "new"}, UNDETERMINED),
            ({"land_area": "100001", "source": "stock"}, MANUAL),
        ],
    ),
    Example(
        "points(land_area, source) = 5",
        [({"land_area": "100", "source": "stock"}, PASS), ({"land_area": "501", "source": "stock"}, FAIL)],
    ),
    Example("allowed(source)", [({"source": "new"}, PASS), ({"source": "stock"}, FAIL), ({}, UNDETERMINED)]),
    Example("not allowed(source)", [({"source": "new"}, FAIL), ({"source": "stock"}, PASS), ({}, UNDETERMINED)]),
    # what is looked up is calculated with and compared, and may be of a building's project
    Example(
        "intensity >= least(code)",
        [
            ({"investment": "10000", "land_area": "500", "code": "3110"}, PASS),
            ({"investment": "9999", "land_area": "500", "code": "3110"}, FAIL),
            ({"investment": "9999", "land_area": "500", "code": "43"}, MANUAL),
            ({"code": "3110"}, UNDETERMINED),
            ({"code": "43"}, MANUAL),
        ],
    ),
    Example("most(land_area) * 2 - 1 = 3", [({"land_area": "100"}, PASS), ({"land_area": "50"}, FAIL)]),
    # a table may have a stage: least that of land, points that of construction, the others none
    Example(
        "least(code) = 20 万元/亩",
        [
            (at("lead"), DEFERRED),
            (at("application", {"code": "29"}), DEFERRED),
            (at("application", {"code": "43"}), DEFERRED),
            (at("lead", {"code": "3140"}), PASS),
            (at("lead", {"code": "2911"}), FAIL),
            (at("land"), UNDETERMINED),
            (at("land", {"code": "29"}), UNDETERMINED),
            (at("land", {"code": "43"}), MANUAL),
        ],
    ),
    Example(
        "intensity >= least(code)",
        [
            (at("application", {"investment": "9999", "land_area": "500", "code": "43"}), DEFERRED),
            (at("application", {"investment": "9999", "land_area": "500", "code": "31"}), FAIL),
            (at("land", {"investment": "9999", "land_area": "500", "code": "43"}), MANUAL),
        ],
    ),
    Example(
        "points(land_area, source) = 3",
        [
            (at("land", {"land_area": "100001", "source": "stock"}), DEFERRED),
            (at("construction", {"land_area": "100001", "source": "stock"}), MANUAL),
            (at("construction"), UNDETERMINED),
        ],
    ),
    # without one it can be looked up once its arguments are there
    Example(
        "step(land_area, source) = 2",
        [
            (at("lead"), DEFERRED),
            (at("lead", {"land_area": "200"}), DEFERRED),
            (at("lead", {"land_area": "501", "source": "new"}), MANUAL),
            (at("application", {"land_area": "200"}), UNDETERMINED),
        ],
    ),
)


def test_a_table_gives_the_row_that_applies_and_never_a_default(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
