"""Exemptions: a demand that is not met gives way to what it names, and a grant does so first."""

from tests.engines.constructs.examples import (
    DEFERRED,
    FAIL,
    MANUAL,
    NOT_APPLICABLE,
    OVERRIDDEN,
    PASS,
    UNDETERMINED,
    Check,
    Example,
    Table,
    at,
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
            ({**MET, **EXEMPT}, PASS),
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
    # the exemption is not due before land is supplied: till then a breach cannot be held against anybody
    Example(
        DEMAND,
        when="in_zone",
        unless=["exempted"],
        cases=[
            (at("application", ZONE, BROKEN), DEFERRED),
            (at("application", ZONE), DEFERRED),
            (at("application", MET), PASS),
            (at("application", ZONE, BROKEN, BOUND), FAIL),
            (at("application", ZONE, BROKEN, EXEMPT), OVERRIDDEN),
            (at("application", BOUND), UNDETERMINED),
            (at("land", ZONE, BROKEN), UNDETERMINED),
        ],
    ),
    # one that is due spares nobody from a demand that is not
    Example(
        "exempted",
        unless=["in_zone"],
        cases=[
            (at("lead"), DEFERRED),
            (at("lead", {"in_zone": "否"}), DEFERRED),
            (at("lead", ZONE), OVERRIDDEN),
            (at("land"), UNDETERMINED),
        ],
    ),
    Example(
        DEMAND,
        unless=["source = stock", "exempted"],
        cases=[
            (at("application", BROKEN), DEFERRED),
            (at("application", BROKEN, BOUND), UNDETERMINED),
            (at("application", BROKEN, {"source": "stock"}), OVERRIDDEN),
            (at("land", BROKEN), UNDETERMINED),
        ],
    ),
    Example(
        DEMAND,
        unless=["accepted"],
        cases=[
            (at("land", BROKEN), DEFERRED),
            (at("construction", BROKEN), MANUAL),
            (at("construction"), UNDETERMINED),
        ],
    ),
    Example(
        None,
        when="in_zone",
        unless=["exempted"],
        cases=[
            (at("lead", ZONE), DEFERRED),
            (at("lead"), DEFERRED),
            (at("lead", ZONE, EXEMPT), OVERRIDDEN),
            (at("lead", ZONE, BOUND), PASS),
            (at("land", ZONE), UNDETERMINED),
        ],
    ),
)


def test_an_exemption_saves_from_a_breach_and_takes_nothing_from_a_demand_that_is_met(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
