"""Sets of options: a field that may hold several."""

from tests.engines.constructs.examples import DEFERRED, FAIL, PASS, UNDETERMINED, Check, Example, Table, at

RATIO, GREEN, BOTH = {"conditions": "容积率"}, {"conditions": "绿地率"}, {"conditions": "容积率、绿地率"}
TABLE: Table = (
    Example("容积率 in conditions", [(RATIO, PASS), (GREEN, FAIL), (BOTH, PASS), ({}, UNDETERMINED)]),
    Example("green in conditions", [(RATIO, FAIL), (GREEN, PASS), (BOTH, PASS), ({}, UNDETERMINED)]),
    Example("not ratio in conditions", [(RATIO, FAIL), (GREEN, PASS), (BOTH, FAIL), ({}, UNDETERMINED)]),
    Example("ratio in conditions and green in conditions", [(RATIO, FAIL), (GREEN, FAIL), (BOTH, PASS)]),
    Example("容积率 in conditions", [(at("application"), DEFERRED), (at("land"), UNDETERMINED)]),
)


def test_an_option_is_in_a_set_or_not_and_unknown_where_no_set_is_given(wrong_on_engine: Check) -> None:
    assert wrong_on_engine(TABLE) == []
