"""What durable_rules would get wrong is refused or avoided; each trap that was measured has its guard here."""

import resource
import threading
from datetime import date
from typing import Any

import pytest

from compliance.engines.durable import Durable, ruleset
from compliance.engines.durable.formula import Formula, Join, Key, both, either, stated
from compliance.engines.durable.ruleset import MOST_KEYS, MOST_RULES, EngineError, Production, Ruleset
from compliance.engines.engine import Outcome
from tests.strategies import case_from, edition_of, make_rule

DAY = date(2015, 6, 1)


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


def test_a_condition_is_stated_with_exactly_one_key_and_no_empty_join() -> None:
    formula = both([Key("a", "=", 1), either([Key("b", "<", 0), Key("c", "!=", "x")])])
    assert isinstance(formula, Join)
    assert stated(formula) == {"$and": [{"a": 1}, {"$or": [{"$lt": {"b": 0}}, {"$neq": {"c": "x"}}]}]}
    assert both([]) is True
    assert either([]) is False
    assert both([Key("a", "=", 1), False]) is False
    assert either([Key("a", "=", 1), True]) is True


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


def test_more_than_64_rules_may_hold_on_one_case() -> None:
    engine = Durable(edition_of([make_rule(i, require="in_zone") for i in range(150)]))
    rulings = engine.evaluate(case_from({"in_zone": "是"}), DAY)
    assert [r.outcome for r in rulings] == [Outcome.PASS] * 150


def test_threads_that_share_an_engine_get_their_own_answers() -> None:
    engine = Durable(edition_of([make_rule(1, when="in_zone", require="land_area >= 500 亩")]))
    case_of = {"是": case_from({"in_zone": "是", "用地面积": "499"}), "否": case_from({"in_zone": "否"})}
    wanted = {"是": Outcome.FAIL, "否": Outcome.NOT_APPLICABLE}
    wrong: list[str] = []

    def work(answer: str) -> None:
        for _ in range(200):
            (ruling,) = engine.evaluate(case_of[answer], DAY)
            if ruling.outcome is not wanted[answer]:
                wrong.append(answer)

    threads = [threading.Thread(target=work, args=(answer,)) for answer in "是否" * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_memory_stays_flat_over_ten_thousand_cases() -> None:
    engine = Durable(edition_of([make_rule(i, require=f"land_area >= {i} 亩") for i in range(20)]))
    case = case_from({"用地面积": "10"})
    for _ in range(2000):
        engine.evaluate(case, DAY)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(10_000):
        engine.evaluate(case, DAY)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 4096  # KiB; the library's own sessions would take 333 KB each


def test_engines_that_are_thrown_away_give_their_memory_back() -> None:
    rules = [make_rule(i, require=f"land_area >= {i} 亩") for i in range(60)]
    for _ in range(20):
        Durable(edition_of(rules))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(60):
        Durable(edition_of(rules))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 16_384  # KiB; 60 kept would take over 80 MB
