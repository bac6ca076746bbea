"""Stages: what cannot be known yet is left for later, unless what is known settles the rule.

A stage is stated by the case or seen from what it has reached, whichever is later.
"""

from tests.engines.constructs.examples import (
    DEFERRED,
    FAIL,
    NOT_APPLICABLE,
    PASS,
    UNDETERMINED,
    Check,
    Example,
    Table,
    at,
)

ZONE, OUTSIDE = {"in_zone": "是"}, {"in_zone": "否"}
GRANTED, STARTED = {"land_granted": "是"}, {"started": "是"}
TABLE: Table = (
    # the site area can be known from an application on
    Example(
        "land_area >= 500 亩",
        [
            (at("lead"), DEFERRED),
            (at("application"), UNDETERMINED),
            (at("operation"), UNDETERMINED),
            (at("lead", {"land_area": "500"}), PASS),
            (at("lead", {"land_area": "499.999999"}), FAIL),
        ],
    ),
    # an exemption, from the supply of land on; what is reached implies what comes before it
    Example(
        "exempted",
        [
            (at("application"), DEFERRED),
            (at("land"), UNDETERMINED),
            (at("lead", GRANTED), UNDETERMINED),
            (at("lead", {"land_granted": "否"}), DEFERRED),
            (at("lead", STARTED), UNDETERMINED),
            (at("lead", {"start_date": "2015-06-01"}), UNDETERMINED),
            (at("lead", {"start_date": "2015-06-02"}), DEFERRED),
            (at("lead", {"started": "否", "start_date": "2015-06-01"}), UNDETERMINED),
            (at("lead", {"completed": "2015-06-01"}), UNDETERMINED),
            (at("lead", {"land_granted": "否", **STARTED}), UNDETERMINED),
        ],
    ),
    # emissions, from operation on: the later of what is stated and what is reached counts
    Example(
        "cod <= 100 吨/年",
        [
            (at("construction", GRANTED, STARTED), DEFERRED),
            (at("operation", GRANTED), UNDETERMINED),
            (at("lead", {"completed": "2015-06-01"}), UNDETERMINED),
            (at("lead", {"completed": "2015-06-02"}), DEFERRED),
            (at("lead", GRANTED, STARTED), DEFERRED),
            (at("lead", {"cod": "101"}), FAIL),
        ],
    ),
    # a rule may have a stage of its own, and what is known counts before it
    Example(
        "in_zone",
        since="land",
        cases=[
            (at("application"), DEFERRED),
            (at("land"), UNDETERMINED),
            (at("lead", GRANTED), UNDETERMINED),
            (at("lead", ZONE), PASS),
            (at("lead", OUTSIDE), FAIL),
        ],
    ),
    Example(
        None,
        when="in_zone",
        since="land",
        cases=[
            (at("application"), DEFERRED),
            (at("land"), UNDETERMINED),
            (at("lead", ZONE), PASS),
            (at("lead", OUTSIDE), NOT_APPLICABLE),
        ],
    ),
    # which does not make known what it needs
    Example("land_area >= 500 亩", since="lead", cases=[(at("lead"), DEFERRED), (at("application"), UNDETERMINED)]),
    # the stage that a case states is a field like others
    Example("project_stage in {lead, 供地}", [(at("lead"), PASS), (at("application"), FAIL), ({}, UNDETERMINED)]),
)


def test_what_cannot_be_known_at_a_stage_is_left_for_later_unless_it_is_settled(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
