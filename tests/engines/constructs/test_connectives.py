"""And, or: Kleene's tables in full."""

from tests.engines.constructs.examples import DEFERRED, FAIL, PASS, UNDETERMINED, Check, Example, Table, at

T, F, U = "是", "否", None


def both(zone: str | None, exempted: str | None) -> dict[str, object]:
    """A case that states those of the two answers that are not None."""
    stated = {"in_zone": zone, "exempted": exempted}
    return {field: answer for field, answer in stated.items() if answer is not None}


TABLE: Table = (
    Example(
        "in_zone and exempted",
        [
            (both(T, T), PASS),
            (both(T, F), FAIL),
            (both(T, U), UNDETERMINED),
            (both(F, T), FAIL),
            (both(F, F), FAIL),
            (both(F, U), FAIL),
            (both(U, T), UNDETERMINED),
            (both(U, F), FAIL),
            (both(U, U), UNDETERMINED),
        ],
    ),
    Example(
        "in_zone or exempted",
        [
            (both(T, T), PASS),
            (both(T, F), PASS),
            (both(T, U), PASS),
            (both(F, T), PASS),
            (both(F, F), FAIL),
            (both(F, U), UNDETERMINED),
            (both(U, T), PASS),
            (both(U, F), UNDETERMINED),
            (both(U, U), UNDETERMINED),
        ],
    ),
    Example("true and in_zone", [(both(T, U), PASS), (both(F, U), FAIL), (both(U, U), UNDETERMINED)]),
    Example("false and in_zone", [(both(T, U), FAIL), (both(U, U), FAIL)]),
    Example("true or in_zone", [(both(F, U), PASS), (both(U, U), PASS)]),
    # `and` binds more closely than `or`
    Example("in_zone or exempted and false", [(both(T, F), PASS), (both(F, T), FAIL), (both(U, T), UNDETERMINED)]),
    Example("(in_zone or exempted) and false", [(both(T, F), FAIL), (both(U, U), FAIL)]),
    # K3 does not look through: a thing or its opposite is unknown while the thing is
    Example("in_zone or not in_zone", [(both(T, U), PASS), (both(F, U), PASS), (both(U, U), UNDETERMINED)]),
    # a part that is due can make both false, but not either of two true and false
    Example("in_zone and land_area >= 500 亩", [(at("lead"), UNDETERMINED), (at("lead", {"in_zone": "是"}), DEFERRED)]),
    Example("in_zone or land_area >= 500 亩", [(at("lead"), DEFERRED), (at("lead", {"in_zone": "否"}), DEFERRED)]),
)


def test_and_and_or_come_out_by_kleenes_tables(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
