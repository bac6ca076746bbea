"""When a rule applies: not at all where it is known not to, and a demand that is met is met either way."""

from tests.engines.constructs.examples import (
    DEFERRED,
    FAIL,
    MANUAL,
    NOT_APPLICABLE,
    PASS,
    UNDETERMINED,
    Check,
    Example,
    Table,
    at,
)

ZONE, OUTSIDE = {"in_zone": "是"}, {"in_zone": "否"}
MET, BROKEN = {"land_area": "500"}, {"land_area": "499.999999"}
TABLE: Table = (
    Example(
        "land_area >= 500 亩",
        when="in_zone",
        cases=[
            ({**ZONE, **MET}, PASS),
            ({**ZONE, **BROKEN}, FAIL),
            (ZONE, UNDETERMINED),
            ({**OUTSIDE, **MET}, NOT_APPLICABLE),
            ({**OUTSIDE, **BROKEN}, NOT_APPLICABLE),
            (OUTSIDE, NOT_APPLICABLE),
            (MET, PASS),
            (BROKEN, UNDETERMINED),
            ({}, UNDETERMINED),
        ],
    ),
    # whether it applies is a person's to find: only a met demand is settled without
    Example(
        "land_area >= 500 亩",
        when="polluting",
        cases=[(MET, PASS), (BROKEN, MANUAL), ({}, UNDETERMINED), ({"是否重污染": "否"}, NOT_APPLICABLE)],
    ),
    # a grant is never failed, and never given on missing data
    Example(None, when="in_zone", cases=[(ZONE, PASS), (OUTSIDE, NOT_APPLICABLE), ({}, UNDETERMINED)]),
    Example(
        None,
        when="polluting",
        cases=[({"是否重污染": "是"}, PASS), ({"是否重污染": "否"}, NOT_APPLICABLE), ({}, MANUAL)],
    ),
    # before an application the site area is not due, and so whether the rule applies need not be asked yet
    Example(
        "land_area >= 500 亩",
        when="in_zone",
        cases=[
            (at("lead"), DEFERRED),
            (at("lead", ZONE), DEFERRED),
            (at("lead", OUTSIDE), NOT_APPLICABLE),
            (at("lead", MET), PASS),
            (at("lead", BROKEN), UNDETERMINED),
            (at("lead", ZONE, BROKEN), FAIL),
            (at("application"), UNDETERMINED),
        ],
    ),
    # nor is there anything to ask while it cannot be known whether the rule applies
    Example(
        "in_zone",
        when="land_area >= 500 亩",
        cases=[
            (at("lead"), DEFERRED),
            (at("lead", OUTSIDE), DEFERRED),
            (at("lead", ZONE), PASS),
            (at("lead", OUTSIDE, MET), FAIL),
            (at("lead", OUTSIDE, BROKEN), NOT_APPLICABLE),
            (at("application"), UNDETERMINED),
        ],
    ),
    Example(
        "in_zone",
        when="polluting",
        cases=[
            (at("lead", OUTSIDE), DEFERRED),
            (at("application", OUTSIDE), MANUAL),
            (at("application"), UNDETERMINED),
        ],
    ),
    Example(
        None,
        when="in_zone and land_area >= 500 亩",
        cases=[
            (at("lead"), DEFERRED),
            (at("lead", OUTSIDE), NOT_APPLICABLE),
            (at("lead", MET), UNDETERMINED),
            (at("lead", ZONE, MET), PASS),
            (at("application", ZONE), UNDETERMINED),
        ],
    ),
)


def test_a_rule_says_nothing_where_it_does_not_apply(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
