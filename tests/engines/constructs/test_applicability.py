"""When a rule applies: not at all where it is known not to, and a demand that is met is met either way."""

from tests.engines.constructs.examples import FAIL, MANUAL, NOT_APPLICABLE, PASS, UNDETERMINED, Check, Example, Table

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
)


def test_a_rule_says_nothing_where_it_does_not_apply(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
