"""Exemptions: a rule gives way to what it names, whatever its demand would say."""

from tests.engines.constructs.examples import (
    FAIL,
    MANUAL,
    NOT_APPLICABLE,
    OVERRIDDEN,
    PASS,
    UNDETERMINED,
    Check,
    Example,
    Table,
)

DEMAND = "land_area >= 500 亩"
MET, BROKEN, ZONE = {"land_area": "500"}, {"land_area": "499.999999"}, {"in_zone": "是"}
EXEMPT, BOUND = {"exempted": "是"}, {"exempted": "否"}
TABLE: Table = (
    Example(
        DEMAND,
        unless=["exempted"],
        cases=[
            ({**MET, **BOUND}, PASS),
            ({**BROKEN, **BOUND}, FAIL),
            ({**MET, **EXEMPT}, OVERRIDDEN),
            ({**BROKEN, **EXEMPT}, OVERRIDDEN),
            (EXEMPT, OVERRIDDEN),
            (MET, PASS),
            (BROKEN, UNDETERMINED),
            (BOUND, UNDETERMINED),
            ({}, UNDETERMINED),
        ],
    ),
    Example(
        DEMAND,
        when="in_zone",
        unless=["exempted"],
        cases=[
            ({**ZONE, **BROKEN, **BOUND}, FAIL),
            ({**ZONE, **BROKEN, **EXEMPT}, OVERRIDDEN),
            ({"in_zone": "否", **EXEMPT}, NOT_APPLICABLE),
            (EXEMPT, OVERRIDDEN),
        ],
    ),
    Example(
        DEMAND,
        unless=["exempted", "source = stock"],
        cases=[
            ({**BROKEN, **BOUND, "source": "stock"}, OVERRIDDEN),
            ({**BROKEN, **EXEMPT}, OVERRIDDEN),
            ({**BROKEN, **BOUND, "source": "new"}, FAIL),
            ({**BROKEN, **BOUND}, UNDETERMINED),
        ],
    ),
    # an exemption that only a person can find
    Example(
        DEMAND,
        unless=["polluting"],
        cases=[
            (BROKEN, MANUAL),
            (MET, PASS),
            ({}, UNDETERMINED),
            ({**BROKEN, "是否重污染": "是"}, OVERRIDDEN),
            ({**BROKEN, "是否重污染": "否"}, FAIL),
        ],
    ),
    Example(
        None,
        when="in_zone",
        unless=["exempted"],
        cases=[
            ({**ZONE, **BOUND}, PASS),
            ({**ZONE, **EXEMPT}, OVERRIDDEN),
            (ZONE, UNDETERMINED),
            ({"in_zone": "否"}, NOT_APPLICABLE),
            (BOUND, UNDETERMINED),
        ],
    ),
)


def test_an_exemption_comes_before_the_demand(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
