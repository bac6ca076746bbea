"""Numbers of columns are compared exactly."""

from compliance.engines.columnar.outcomes import Status
from tests.engines.columnar.comparison import BACKENDS, DAY, differences, expected
from tests.strategies import case_from, edition_of, make_rule


def test_no_float_and_no_overflow_decides() -> None:
    """Twice the sixth decimal apart, at the largest numbers that columns hold, on either side of a threshold."""
    rule = make_rule(1, require="investment / land_area >= 20 万元/亩")
    texts = [
        ("19999999.999999", "999999.99999995"),
        ("20000000", "1000000"),
        ("20000000.000001", "1000000"),
        ("19999999.999999", "1000000"),
        ("999999999.999999", "49999999.999999"),
        ("999999999.999999", "50000000"),
    ]
    several = [case_from({"investment": money, "用地面积": land}) for money, land in texts]
    for backend in BACKENDS.values():
        assert differences(edition_of([rule]), DAY, several, backend) == []
    outcomes = [expected(edition_of([rule]), case, DAY)[0]["CITY-1"] for case in several]
    assert [Status(o).name for o in outcomes] == ["PASS", "PASS", "PASS", "FAIL", "PASS", "FAIL"]
