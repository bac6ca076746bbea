"""Formulas state each comparison once and have no empty join."""

from compliance.engines.durable.formula import Join, Key, both, either, stated


def test_a_condition_is_stated_with_exactly_one_key_and_no_empty_join() -> None:
    formula = both([Key("a", "=", 1), either([Key("b", "<", 0), Key("c", "!=", "x")])])
    assert isinstance(formula, Join)
    assert stated(formula) == {"$and": [{"a": 1}, {"$or": [{"$lt": {"b": 0}}, {"$neq": {"c": "x"}}]}]}
    assert both([]) is True
    assert either([]) is False
    assert both([Key("a", "=", 1), False]) is False
    assert either([Key("a", "=", 1), True]) is True


def test_what_is_said_over_and_over_is_stated_once() -> None:
    """The library compiles no condition of some hundred and fifty parts."""
    said = [Key("a", "=", 1), Key("b", "<", 0)] * 100
    assert both(said) == both(said[:2])
    assert either(said) == either(said[:2])
