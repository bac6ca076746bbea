"""Counts, sums, averages, least and greatest of records: unknown if anything that counts is."""

from tests.engines.constructs.examples import DEFERRED, FAIL, PASS, UNDETERMINED, Check, Example, Table, at

TALL, LOW = {"storeys": "3", "floor_area": "4000"}, {"storeys": "2", "floor_area": "2000"}
BLANK, ONE_STOREY, NO_AREA = {}, {"storeys": "1"}, {"storeys": "3"}


def of(*buildings: dict[str, str]) -> dict[str, object]:
    """A case with those buildings."""
    return {"buildings": list(buildings)}


TABLE: Table = (
    Example(
        "count(building) = 2",
        [(of(TALL, LOW), PASS), (of(BLANK, BLANK), PASS), (of(TALL), FAIL), (of(), FAIL), ({}, UNDETERMINED)],
    ),
    Example("count(building) = 0", [(of(), PASS), (of(BLANK), FAIL), ({}, UNDETERMINED)]),
    Example(
        "count(building where storeys >= 3 层) >= 2",
        [
            (of(TALL, TALL), PASS),
            (of(TALL, LOW), FAIL),
            (of(TALL, BLANK), UNDETERMINED),
            (of(TALL, TALL, BLANK), PASS),  # two are enough, whatever the third is
            (of(), FAIL),
            ({}, UNDETERMINED),
        ],
    ),
    Example(
        "sum(floor_area over building) = 6000 平方米",
        [(of(TALL, LOW), PASS), (of(TALL, LOW, BLANK), UNDETERMINED), (of(TALL), FAIL), ({}, UNDETERMINED)],
    ),
    Example("sum(floor_area over building) = 0 平方米", [(of(), PASS), (of(BLANK), UNDETERMINED), (of(LOW), FAIL)]),
    # a value that is missing does not matter where it is not counted
    Example(
        "sum(floor_area over building where storeys >= 3 层) = 4000 平方米",
        [
            (of(TALL, LOW), PASS),
            (of(TALL, ONE_STOREY), PASS),
            (of(TALL, NO_AREA), UNDETERMINED),
            (of(TALL, BLANK), UNDETERMINED),
            (of(LOW), FAIL),
        ],
    ),
    Example("sum(floor_area * 2 over building) = 12000 平方米", [(of(TALL, LOW), PASS), (of(TALL), FAIL)]),
    Example(
        "average(floor_area over building) = 3000 平方米",
        [
            (of(TALL, LOW), PASS),
            (of(TALL), FAIL),
            (of(TALL, BLANK), UNDETERMINED),
            (of(), UNDETERMINED),
            ({}, UNDETERMINED),
        ],
    ),
    # 3 + 2 + 3 over 3 has no finite decimal
    Example("average(storeys over building) * 3 = 8 层", [(of(TALL, LOW, TALL), PASS), (of(TALL), FAIL)]),
    Example(
        "average(floor_area over building where storeys > 3 层) > 0 平方米",
        [(of(TALL, LOW), UNDETERMINED), (of({"storeys": "4", "floor_area": "1"}, LOW), PASS)],
    ),
    Example(
        "min(floor_area over building) >= 2000 平方米",
        [
            (of(TALL, LOW), PASS),
            (of(TALL, {"floor_area": "1999.999999"}), FAIL),
            (of(LOW, BLANK), UNDETERMINED),
            (of(), UNDETERMINED),
            ({}, UNDETERMINED),
        ],
    ),
    Example(
        "max(floor_area over building) <= 4000 平方米",
        [
            (of(TALL, LOW), PASS),
            (of(LOW, {"floor_area": "4000.000001"}), FAIL),
            (of(LOW, BLANK), UNDETERMINED),
            (of(), UNDETERMINED),
        ],
    ),
    # what columns cannot sum exactly: 4000 squared and 2000 squared are 20 million
    Example(
        "sum(floor_area * floor_area over building) > 1 平方米 * 1 平方米",
        [(of(TALL, LOW), PASS), (of(), FAIL), (of(BLANK), UNDETERMINED)],
    ),
    Example(
        "sum(floor_area / storeys over building) > 1 平方米 / 1 层",
        [(of(TALL, LOW), PASS), (of({"floor_area": "1", "storeys": "0"}), UNDETERMINED)],
    ),
    # the buildings and their storeys are due from an application on, their areas from construction on
    Example(
        "count(building) = 2",
        [(at("lead"), DEFERRED), (at("application"), UNDETERMINED), (at("lead", of(TALL)), FAIL)],
    ),
    Example(
        "count(building where storeys >= 3 层) >= 2",
        [(at("lead", of(TALL, BLANK)), DEFERRED), (at("application", of(TALL, BLANK)), UNDETERMINED)],
    ),
    Example(
        "sum(floor_area over building) = 6000 平方米",
        [
            (at("lead"), DEFERRED),
            (at("application"), UNDETERMINED),
            (at("application", of(TALL, NO_AREA)), DEFERRED),
            (at("application", of(TALL)), FAIL),
            (at("construction", of(TALL, NO_AREA)), UNDETERMINED),
        ],
    ),
    Example(
        "sum(floor_area over building where storeys >= 3 层) = 4000 平方米",
        [
            (at("application", of(TALL, BLANK)), DEFERRED),
            (at("application", of(TALL, ONE_STOREY)), PASS),
            (at("construction", of(TALL, BLANK)), UNDETERMINED),
        ],
    ),
)


def test_an_aggregate_is_all_that_what_is_unknown_in_it_leaves_open(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
