"""Who could settle what is unknown: more data of the case, or only a person or a figure."""

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

TABLE: Table = (
    Example("polluting", [({"是否重污染": "是"}, PASS), ({"是否重污染": "否"}, FAIL), ({}, MANUAL)]),
    # data could make it come out one way, if not the other
    Example(
        "polluting and in_zone",
        [
            ({}, UNDETERMINED),
            ({"in_zone": "是"}, MANUAL),
            ({"in_zone": "否"}, FAIL),
            ({"是否重污染": "是"}, UNDETERMINED),
        ],
    ),
    Example(
        "polluting or in_zone",
        [
            ({}, UNDETERMINED),
            ({"in_zone": "是"}, PASS),
            ({"in_zone": "否"}, MANUAL),
            ({"是否重污染": "否"}, UNDETERMINED),
        ],
    ),
    Example(
        "not polluting",
        when="in_zone",
        cases=[({}, UNDETERMINED), ({"in_zone": "是"}, MANUAL), ({"in_zone": "否"}, NOT_APPLICABLE)],
    ),
    # a figure that the rulebook lacks is no data of the case
    Example(
        "most(land_area) = 2 or in_zone",
        [({"land_area": "100001"}, UNDETERMINED), ({"land_area": "100001", "in_zone": "否"}, MANUAL)],
    ),
    # two things that only persons settle do not become data's by being joined
    Example("polluting and least(code) > 1 万元/亩", [({"code": "43"}, MANUAL), ({"code": "29"}, UNDETERMINED)]),
    # a finding has its stage too: on pollution from an application on, on acceptance from construction on
    Example("polluting", [(at("lead"), DEFERRED), (at("application"), MANUAL)]),
    Example("accepted", [(at("land"), DEFERRED), (at("construction"), MANUAL)]),
    Example(
        "polluting and in_zone",
        [
            (at("lead"), UNDETERMINED),
            (at("lead", {"in_zone": "是"}), DEFERRED),
            (at("application", {"in_zone": "是"}), MANUAL),
        ],
    ),
    # what could only make it pass need not be asked while nothing can make it fail
    Example(
        "polluting or in_zone",
        [
            (at("lead"), DEFERRED),
            (at("lead", {"in_zone": "否"}), DEFERRED),
            (at("application"), UNDETERMINED),
            (at("application", {"in_zone": "否"}), MANUAL),
        ],
    ),
    Example(
        "polluting or accepted",
        [(at("application"), DEFERRED), (at("construction"), MANUAL), (at("application", {"accepted": "是"}), PASS)],
    ),
)


def test_what_no_data_could_settle_is_manual(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
