"""Known: whether a value was given; never unknown itself."""

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

TABLE: Table = (
    Example("known(cod)", [({"cod": "0"}, PASS), ({}, FAIL)]),
    Example("not known(cod)", [({"cod": "0"}, FAIL), ({}, PASS)]),
    Example("known(in_zone)", [({"in_zone": "否"}, PASS), ({}, FAIL)]),
    Example("known(polluting)", [({"是否重污染": "否"}, PASS), ({}, FAIL)]),
    Example("known(source)", [({"source": "new"}, PASS), ({}, FAIL)]),
    Example("known(conditions)", [({"conditions": "绿地率"}, PASS), ({}, FAIL)]),
    Example("known(code)", [({"code": "31"}, PASS), ({}, FAIL)]),
    Example("known(agreed)", [({"agreed": "2015-06-01"}, PASS), ({}, FAIL)]),
    Example("known(unit_named)", [({"unit_named": "招商局"}, PASS), ({}, FAIL)]),
    Example("known(buildings)", [({"buildings": []}, PASS), ({"buildings": [{}]}, PASS), ({}, FAIL)]),
    Example(
        "every building satisfies known(storeys)",
        [
            ({"buildings": [{"storeys": "1"}]}, PASS),
            ({"buildings": [{"storeys": "1"}, {}]}, FAIL),
            ({"buildings": []}, PASS),
            ({}, UNDETERMINED),
        ],
    ),
    Example("known(cod) and cod <= 100 吨/年", [({"cod": "100"}, PASS), ({"cod": "100.000001"}, FAIL), ({}, FAIL)]),
    # before its stage too: that nothing was given is known
    Example("known(cod)", [(at("lead"), FAIL), (at("lead", {"cod": "0"}), PASS)]),
    Example("known(cod) and cod <= 100 吨/年", [(at("lead"), FAIL)]),
    Example("land_area >= 500 亩", when="known(cod)", cases=[(at("lead"), NOT_APPLICABLE)]),
    Example("not known(cod) and land_area >= 500 亩", [(at("lead"), DEFERRED), (at("application"), UNDETERMINED)]),
)


def test_known_is_true_or_false_and_never_unknown(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
