"""Where a pack applies: its rules say nothing elsewhere, and where that is unknown they apply and ask nothing about it."""

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

HERE, ELSEWHERE = {"in_zone": "是"}, {"in_zone": "否"}
MET, BROKEN = {"land_area": "500"}, {"land_area": "499"}
TABLE: Table = (
    Example(
        "land_area >= 500 亩",
        applies="in_zone",
        cases=[
            ({**HERE, **MET}, PASS),
            ({**HERE, **BROKEN}, FAIL),
            (HERE, UNDETERMINED),
            ({**ELSEWHERE, **MET}, NOT_APPLICABLE),
            ({**ELSEWHERE, **BROKEN}, NOT_APPLICABLE),
            (ELSEWHERE, NOT_APPLICABLE),
            (MET, PASS),
            (BROKEN, FAIL),  # not known to lie elsewhere
            ({}, UNDETERMINED),
        ],
    ),
    Example(None, applies="in_zone", cases=[(HERE, PASS), (ELSEWHERE, NOT_APPLICABLE), ({}, PASS)]),
    # what the rule itself says of when it applies is unknown as ever
    Example(
        "land_area >= 500 亩",
        applies="in_zone",
        when="exempted",
        cases=[
            ({"exempted": "是", **BROKEN}, FAIL),
            ({"exempted": "否", **BROKEN}, NOT_APPLICABLE),
            (BROKEN, UNDETERMINED),
            ({**ELSEWHERE, **BROKEN}, NOT_APPLICABLE),
        ],
    ),
    # nobody is asked where a case lies, be it for a person to say or known only later
    Example(
        "exempted", applies="polluting", cases=[({"exempted": "否"}, FAIL), ({"是否重污染": "否"}, NOT_APPLICABLE)]
    ),
    Example("polluting", applies="land_area >= 500 亩", cases=[({}, MANUAL), (BROKEN, NOT_APPLICABLE), (MET, MANUAL)]),
    Example(
        "in_zone",
        applies="land_area >= 500 亩",
        cases=[
            (at("lead", ELSEWHERE), FAIL),
            (at("lead", ELSEWHERE, BROKEN), NOT_APPLICABLE),
            (at("lead"), UNDETERMINED),
        ],
    ),
    Example("land_area >= 500 亩", applies="in_zone", cases=[(at("lead"), DEFERRED), (at("lead", HERE), DEFERRED)]),
    # of a denial, and of several fields: false as soon as it is known to be
    Example(
        "exempted",
        applies="not in_zone",
        cases=[({"exempted": "否"}, FAIL), ({**HERE, "exempted": "否"}, NOT_APPLICABLE)],
    ),
    Example(
        "exempted",
        applies="in_zone and land_area >= 500 亩",
        cases=[
            ({"exempted": "否", **HERE}, FAIL),
            ({"exempted": "否", **BROKEN}, NOT_APPLICABLE),
            ({"exempted": "否", **ELSEWHERE}, NOT_APPLICABLE),
        ],
    ),
    # about each building, by where the project lies
    Example(
        "storeys >= 3 层",
        applies="in_zone",
        subject="building",
        cases=[
            ({"buildings": [{"storeys": "3"}, {"storeys": "2"}]}, (PASS, FAIL)),
            ({**ELSEWHERE, "buildings": [{"storeys": "3"}, {"storeys": "2"}]}, (NOT_APPLICABLE, NOT_APPLICABLE)),
            ({"buildings": [{}]}, (UNDETERMINED,)),
            (ELSEWHERE, NOT_APPLICABLE),
        ],
    ),
)


def test_a_rule_says_nothing_where_its_pack_is_known_not_to_apply(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
