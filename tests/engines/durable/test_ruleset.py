"""What durable_rules would get wrong is refused or avoided; each trap that was measured has its guard here."""

from typing import Any

import pytest

from compliance.engines.durable import ruleset
from compliance.engines.durable.formula import Formula, Key, both, either
from compliance.engines.durable.ruleset import MOST_KEYS, MOST_RULES, EngineError, Production, Ruleset


def one(formula: Formula, name: str = "r", priority: int = 0) -> Ruleset:
    """A ruleset of one production."""
    return Ruleset((Production(name, formula, priority),))


@pytest.mark.parametrize(
    ("productions", "said"),
    [
        (tuple(Production(f"r{i}", Key("a", "=", i), 0) for i in range(MOST_RULES)), "more than 50 rules"),
        ((Production("r", both([Key(f"k{i}", "=", 1) for i in range(MOST_KEYS + 1)]), 0),), "more than 200 keys"),
        ((Production("r", Key("sid", "=", 1), 0),), "cannot be the key"),
        ((Production("r", Key("id", "=", 1), 0),), "cannot be the key"),
        ((Production("r", Key("_x", "=", 1), 0),), "cannot be the key"),
        ((Production("r", Key("a.b", "=", 1), 0),), "cannot be the key"),
        ((Production("r", Key("$s", "=", 1), 0),), "cannot be the key"),
        ((Production("r", both([Key("costarring", "=", 1), Key("liquid", "=", 1)]), 0),), "cannot tell the keys"),
        ((Production("r", Key("a", "=", 2**53), 0),), "too large"),
        ((Production("r", Key("a", "=", -(2**53)), 0),), "too large"),
        ((Production("r", Key("a", "=", "长" * 1001), 0),), "text too long"),
        ((Production("r", Key("a", "=", "a\nb"), 0),), "not printable"),
        ((Production("r", Key("a", "=", 1.5), 0),), "float cannot be stated"),  # type: ignore[arg-type]  # the point
        ((Production("r", Key("a", "=", None), 0),), "NoneType cannot be stated"),  # type: ignore[arg-type]  # the point
        ((Production("r", Key("a", "=", 1), 0), Production("r", Key("a", "=", 2), 0)), "must be unique"),
        ((Production("drained", Key("a", "=", 1), 0),), "must be unique"),
        ((Production("r", Key("a", "=", 1), -1),), "a priority must lie"),
        ((Production("r", Key("a", "=", 1), 65535),), "a priority must lie"),
    ],
)
def test_what_lies_outside_the_safe_subset_is_refused(productions: tuple[Production, ...], said: str) -> None:
    with pytest.raises(EngineError, match=said):
        Ruleset(productions)


@pytest.mark.parametrize("value", [2**53, 1.0, None, "x" * 1001])
def test_a_fact_that_cannot_be_stated_exactly_is_refused(value: Any) -> None:
    with pytest.raises(EngineError):
        one(Key("a", "=", 1)).fire({"a": value})


def test_a_missing_key_is_silent_in_every_comparison() -> None:
    for test in ("=", "!=", "<", "<=", ">", ">="):
        assert one(Key("a", test, 0)).fire({"other": 1}) == frozenset()


def test_a_disjunction_true_in_both_branches_counts_once() -> None:
    assert one(either([Key("a", "=", 1), Key("b", "=", 1)])).fire({"a": 1, "b": 1}) == {"r"}


def test_true_and_1_and_a_text_are_told_apart_by_the_keys_they_have() -> None:
    truth, number = one(Key("t", "=", True)), one(Key("s", "=", 1))
    assert truth.fire({"t": True}) == {"r"}
    assert truth.fire({"t": False}) == frozenset()
    assert number.fire({"s": 1}) == {"r"}
    assert number.fire({"s": -1}) == frozenset()


def test_the_largest_integers_compare_exactly() -> None:
    assert one(Key("a", ">", 2**53 - 2)).fire({"a": 2**53 - 1}) == {"r"}
    assert one(Key("a", ">", 2**53 - 2)).fire({"a": 2**53 - 2}) == frozenset()


def test_chinese_quotes_and_emoji_in_a_text_compare_exactly() -> None:
    word = "“钢铁”\"深'加工\U0001f600"
    assert one(Key("e", "=", word)).fire({"e": word}) == {"r"}
    assert one(Key("e", "!=", word)).fire({"e": word}) == frozenset()


def test_priorities_fire_lowest_first_but_names_do_not_depend_on_it() -> None:
    rules = tuple(Production(f"r{i}", Key("a", "=", 1), 49 - i) for i in range(MOST_RULES - 1))
    assert Ruleset(rules).fire({"a": 1}) == {f"r{i}" for i in range(MOST_RULES - 1)}


def test_an_agenda_that_is_not_drained_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = one(Key("a", "=", 1))
    monkeypatch.setattr(ruleset.library, "complete_and_start_action", lambda *_: None)
    with pytest.raises(EngineError, match="before its agenda was drained"):
        rules.fire({"a": 1})


def test_a_ruleset_that_fires_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = one(Key("a", "=", 1))
    monkeypatch.setattr(ruleset.library, "complete_and_start_action", lambda *_: '{"r": {}}')
    with pytest.raises(EngineError, match="without end"):
        rules.fire({"a": 1})


def test_nothing_passes_from_one_fact_to_the_next() -> None:
    rules = one(either([Key("a", "=", 1), Key("b", "=", 1)]))
    assert [
        bool(rules.fire({"a": 1})),
        bool(rules.fire({})),
        bool(rules.fire({"b": 1})),
        bool(rules.fire({})),
    ] == [
        True,
        False,
        True,
        False,
    ]
