"""Codes: an entry covers every code that begins with it, and a coarser code is unknown against it."""

from tests.engines.constructs.examples import FAIL, PASS, UNDETERMINED, Check, Example, Table, at

TABLE: Table = (
    # the list holds 31 and 3011
    Example(
        "code in heavy",
        [
            ({"code": "31"}, PASS),
            ({"code": "3110"}, PASS),
            ({"code": "3011"}, PASS),
            ({"code": "3012"}, FAIL),
            ({"code": "301"}, UNDETERMINED),
            ({"code": "30"}, UNDETERMINED),
            ({"code": "32"}, FAIL),
            ({"code": "13"}, FAIL),
            ({}, UNDETERMINED),
        ],
    ),
    Example(
        "code in {'29', '3011'}",
        [({"code": "2911"}, PASS), ({"code": "30"}, UNDETERMINED), ({"code": "31"}, FAIL), ({}, UNDETERMINED)],
    ),
    Example("not code in heavy", [({"code": "3110"}, FAIL), ({"code": "30"}, UNDETERMINED), ({"code": "29"}, PASS)]),
    Example(
        "code = '31'", [({"code": "31"}, PASS), ({"code": "3110"}, PASS), ({"code": "30"}, FAIL), ({}, UNDETERMINED)]
    ),
    Example(
        "code = '3011'",
        [({"code": "3011"}, PASS), ({"code": "30"}, UNDETERMINED), ({"code": "3012"}, FAIL), ({"code": "31"}, FAIL)],
    ),
    Example(
        "code != '3011'",
        [({"code": "3011"}, FAIL), ({"code": "30"}, UNDETERMINED), ({"code": "3012"}, PASS), ({}, UNDETERMINED)],
    ),
    # on whichever side it stands
    Example("'31' = code", [({"code": "31"}, PASS), ({"code": "3110"}, PASS), ({"code": "30"}, FAIL)]),
    Example("'3011' != code", [({"code": "3011"}, FAIL), ({"code": "30"}, UNDETERMINED), ({"code": "3012"}, PASS)]),
    # a letter is no digit: nothing of the case begins with it
    Example("code = 'C31'", [({"code": "3110"}, FAIL), ({}, UNDETERMINED)]),
    Example("code = '3011'", [(at("lead", {"code": "30"}), UNDETERMINED)]),
)


def test_codes_are_matched_by_hierarchy(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
