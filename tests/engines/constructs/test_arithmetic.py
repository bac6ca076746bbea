"""Sums, differences, products and quotients: exact, and unknown where a side is or the divisor is zero."""

from tests.engines.constructs.examples import DEFERRED, FAIL, PASS, UNDETERMINED, Check, Example, Table, at

DENSE, SPARSE = {"investment": "10000", "land_area": "500"}, {"investment": "9999.999999", "land_area": "500"}
NO_LAND = {"investment": "10000", "land_area": "0"}
TABLE: Table = (
    Example(
        "land_area + 100 亩 <= 600 亩",
        [({"land_area": "500"}, PASS), ({"land_area": "500.000001"}, FAIL), ({}, UNDETERMINED)],
    ),
    Example(
        "land_area - 100 亩 >= 400 亩",
        [({"land_area": "499.999999"}, FAIL), ({"land_area": "500"}, PASS), ({}, UNDETERMINED)],
    ),
    Example(
        "100 亩 - land_area < 0 亩",
        [({"land_area": "100"}, FAIL), ({"land_area": "100.000001"}, PASS), ({}, UNDETERMINED)],
    ),
    Example(
        "investment / land_area >= 20 万元/亩",
        [
            (DENSE, PASS),
            (SPARSE, FAIL),
            (NO_LAND, UNDETERMINED),
            ({"investment": "0", "land_area": "0"}, UNDETERMINED),
            ({"investment": "10000"}, UNDETERMINED),
            ({"land_area": "500"}, UNDETERMINED),
        ],
    ),
    # the same demand without a divisor is known of no land at all
    Example("investment >= land_area * 20 万元/亩", [(DENSE, PASS), (SPARSE, FAIL), (NO_LAND, PASS)]),
    # a negative divisor turns the comparison round: 10000 / -100 is -100
    Example(
        "investment / (land_area - 500 亩) > -100 万元/亩",
        [
            ({"investment": "10000", "land_area": "400"}, FAIL),
            ({"investment": "9999", "land_area": "400"}, PASS),
            ({"investment": "10000", "land_area": "600"}, PASS),
            ({"investment": "10000", "land_area": "500"}, UNDETERMINED),
        ],
    ),
    # products before sums, from the left, and parentheses first
    Example("land_area - 2 * land_area < 0 亩", [({"land_area": "500"}, PASS), ({"land_area": "0"}, FAIL)]),
    Example("land_area - 2 亩 - 3 亩 = 495 亩", [({"land_area": "500"}, PASS), ({"land_area": "494"}, FAIL)]),
    Example("(land_area - 2 亩) * 3 >= 1494 亩", [({"land_area": "499.999999"}, FAIL), ({"land_area": "500"}, PASS)]),
    # what no decimal holds
    Example("1 亩 / 3 * 3 = 1 亩", [({}, PASS)]),
    Example("land_area / 3 * 3 = land_area", [({"land_area": "1"}, PASS), ({}, UNDETERMINED)]),
    Example("cod + 0.2 吨/年 = 0.3 吨/年", [({"cod": "0.1"}, PASS), ({"cod": "0.100001"}, FAIL)]),
    Example("investment * 30% = 3 万元", [({"investment": "10"}, PASS), ({"investment": "10.000001"}, FAIL)]),
    # unlike a divisor of the case, one that the rule states as zero is nobody's to settle
    Example("investment / 0 > 1 万元", [({"investment": "10000"}, UNDETERMINED)]),
    # of a calculation all must be there; and a site of no area is asked about when areas are due
    Example(
        "investment / land_area >= 20 万元/亩",
        [
            (at("lead"), DEFERRED),
            (at("lead", {"land_area": "500"}), UNDETERMINED),
            (at("lead", NO_LAND), DEFERRED),
            (at("lead", SPARSE), FAIL),
            (at("application", NO_LAND), UNDETERMINED),
        ],
    ),
)


def test_calculations_are_exact_and_a_zero_divisor_is_unknown(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
