"""Every and some: `and` and `or` over the records, with the project's own fields in view."""

from tests.engines.constructs.examples import DEFERRED, FAIL, MANUAL, PASS, UNDETERMINED, Check, Example, Table, at

HIGH, LOW, BLANK = {"storeys": "3"}, {"storeys": "2"}, {}


def of(*buildings: dict[str, str], **project: str) -> dict[str, object]:
    """A case with those buildings and fields."""
    return {**project, "buildings": list(buildings)}


TABLE: Table = (
    Example(
        "every building satisfies storeys >= 3 层",
        [
            (of(HIGH, HIGH), PASS),
            (of(HIGH, LOW), FAIL),
            (of(HIGH, BLANK), UNDETERMINED),
            (of(LOW, BLANK), FAIL),
            (of(), PASS),
            ({}, UNDETERMINED),
        ],
    ),
    Example(
        "some building satisfies storeys >= 3 层",
        [
            (of(HIGH, LOW), PASS),
            (of(LOW, LOW), FAIL),
            (of(HIGH, BLANK), PASS),
            (of(LOW, BLANK), UNDETERMINED),
            (of(), FAIL),
            ({}, UNDETERMINED),
        ],
    ),
    Example(
        "not (every building satisfies storeys >= 3 层)",
        [(of(HIGH), FAIL), (of(LOW, BLANK), PASS), (of(BLANK), UNDETERMINED), (of(), FAIL), ({}, UNDETERMINED)],
    ),
    # both of one building, not one of each
    Example(
        "some building satisfies (storeys >= 3 层 and floor_area >= 5000 平方米)",
        [
            (of({"storeys": "3", "floor_area": "4999"}, {"storeys": "2", "floor_area": "5000"}), FAIL),
            (of({"storeys": "3", "floor_area": "5000"}, BLANK), PASS),
            (of({"storeys": "3"}, {"storeys": "2"}), UNDETERMINED),
        ],
    ),
    Example(
        "every building satisfies (storeys >= 3 层 or in_zone)",
        [
            (of(LOW, BLANK, in_zone="是"), PASS),
            (of(HIGH, LOW, in_zone="否"), FAIL),
            (of(HIGH, LOW), UNDETERMINED),
            (of(HIGH), PASS),
        ],
    ),
    # what only a person can settle, seen from every building
    Example(
        "every building satisfies (storeys >= 3 层 or polluting)",
        [(of(HIGH), PASS), (of(LOW), MANUAL), (of(BLANK), UNDETERMINED), (of(LOW, **{"是否重污染": "是"}), PASS)],
    ),
    # the buildings and their storeys are due from an application on, their areas from construction on
    Example(
        "every building satisfies storeys >= 3 层",
        [
            (at("lead"), DEFERRED),
            (at("lead", of(HIGH, BLANK)), DEFERRED),
            (at("lead", of(LOW, BLANK)), FAIL),
            (at("application"), UNDETERMINED),
            (at("application", of(HIGH, BLANK)), UNDETERMINED),
        ],
    ),
    # one building may turn out too low; where none can any more, the areas are waited for
    Example(
        "every building satisfies (storeys >= 3 层 and floor_area >= 5000 平方米)",
        [
            (at("application", of(HIGH, BLANK)), UNDETERMINED),
            (at("application", of(HIGH)), DEFERRED),
            (at("construction", of(HIGH)), UNDETERMINED),
        ],
    ),
    # that one is low decides nothing while its area may make up for it
    Example(
        "every building satisfies (storeys >= 3 层 or floor_area >= 5000 平方米)",
        [
            (at("application", of(BLANK)), DEFERRED),
            (at("application", of(LOW)), DEFERRED),
            (at("construction", of(LOW)), UNDETERMINED),
        ],
    ),
    # all of several must fail for some to fail
    Example(
        "some building satisfies (storeys >= 3 层 and floor_area >= 5000 平方米)",
        [(at("application", of(BLANK, BLANK)), UNDETERMINED), (at("application", of(BLANK, HIGH)), DEFERRED)],
    ),
    Example(
        "every building satisfies (storeys >= 3 层 or polluting)",
        [(at("lead", of(LOW)), DEFERRED), (at("application", of(LOW)), MANUAL)],
    ),
)


def test_every_is_and_over_the_records_and_some_is_or(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
