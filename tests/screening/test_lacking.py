"""What a ledger lacks is told exactly for up to three columns, and step by step beyond."""

import json
from collections.abc import Mapping
from itertools import combinations
from random import Random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.screening import lacking
from compliance.screening.lacking import EXACT, Fields, MissingSets, Step, what_is_lacking

FIELDS = "abcdefg"


def counted(counts: Mapping[str, int]) -> MissingSets:
    """So many leads that lack the fields named by the letters of each word."""
    sets = MissingSets()
    for missing, leads in counts.items():
        sets.add(tuple(missing), leads)
    return sets


def settled_by(columns: Fields, sets: MissingSets) -> int:
    """How many leads those columns settle, counted one set after another."""
    return sum(leads for missing, leads in sets.counts.items() if set(missing) <= set(columns))


def some_sets(most: int = 7) -> st.SearchStrategy[MissingSets]:
    """Sets of missing fields with the number of leads that lack each."""
    one = st.sets(st.sampled_from(FIELDS), min_size=1, max_size=most).map(lambda fields: "".join(sorted(fields)))
    return st.dictionaries(one, st.integers(1, 9), max_size=12).map(counted)


@given(some_sets())
def test_up_to_three_columns_are_the_best_there_are(sets: MissingSets) -> None:
    every = [columns for size in range(1, EXACT + 1) for columns in combinations(FIELDS, size)]
    most = max(settled_by(columns, sets) for columns in every)
    best = [columns for columns in every if settled_by(columns, sets) == most]
    expected = Step(best[0], most) if most else None  # the fewest stand first, and of these the first in the order
    assert what_is_lacking(sets, FIELDS.index).fewest == expected


@given(some_sets())
def test_steps_say_what_they_settle_and_go_on_until_nothing_is_left(sets: MissingSets) -> None:
    found = what_is_lacking(sets, FIELDS.index)
    steps = [*([] if found.fewest is None else [found.fewest]), *found.further]
    columns: Fields = ()
    for step in steps:
        assert step.columns
        assert not set(step.columns) & set(columns)
        assert step.columns == tuple(sorted(step.columns))
        before = settled_by(columns, sets)
        columns += step.columns
        assert step.settled == settled_by(columns, sets) > before
    assert settled_by(columns, sets) == found.total == sets.counts.total()


@given(some_sets(), some_sets())
def test_parts_joined_are_the_whole_and_outlast_json(earlier: MissingSets, later: MissingSets) -> None:
    joined = MissingSets.of_data(json.loads(json.dumps(earlier.as_data())))
    joined.join(MissingSets.of_data(json.loads(json.dumps(later.as_data()))))
    assert joined.counts == earlier.counts + later.counts
    assert joined.total == earlier.total + later.total


def test_two_columns_that_settle_as_many_as_three_are_enough() -> None:
    found = what_is_lacking(counted({"a": 4, "b": 3, "ab": 5, "cdef": 1}), FIELDS.index)
    assert found.fewest == Step(("a", "b"), 12)
    assert found.further == (Step(("c", "d", "e", "f"), 13),)


def test_of_equals_the_first_in_the_order_of_the_vocabulary_are_told() -> None:
    found = what_is_lacking(counted({"de": 2, "fg": 2, "abc": 2}), FIELDS.index)
    assert found.fewest == Step(("d", "e"), 2)
    by_letters_backwards = what_is_lacking(counted({"ed": 2, "gf": 2}), "gfedcba".index)
    assert by_letters_backwards.fewest == Step(("g", "f"), 2)


def test_beyond_three_columns_those_that_settle_most_for_each_come_next() -> None:
    # abc settle 10.  Then d alone settles 2 of abd, e and f together 6 of ef and 1 of aef: three and a half for each.
    found = what_is_lacking(counted({"abc": 10, "abd": 2, "ef": 6, "aef": 1}), FIELDS.index)
    assert found.fewest == Step(("a", "b", "c"), 10)
    assert found.further == (Step(("e", "f"), 17), Step(("d",), 19))


def test_where_three_columns_settle_nothing_the_steps_begin_at_nothing() -> None:
    found = what_is_lacking(counted({"abcd": 9, "abcde": 1}), FIELDS.index)
    assert found.fewest is None
    assert found.further == (Step(("a", "b", "c", "d"), 9), Step(("e",), 10))


def test_where_nothing_waits_nothing_is_lacking() -> None:
    found = what_is_lacking(MissingSets(), FIELDS.index)
    assert (found.total, found.fewest, found.further, found.uncounted) == (0, None, (), 0)
    assert found.as_data() == {"waiting": 0, "steps": [], "uncounted": 0}


def test_json_says_which_step_is_exact() -> None:
    assert what_is_lacking(counted({"a": 2, "bcde": 1}), FIELDS.index).as_data() == {
        "waiting": 3,
        "steps": [
            {"columns": ["a"], "settled": 2, "exact": True},
            {"columns": ["b", "c", "d", "e"], "settled": 3, "exact": False},
        ],
        "uncounted": 0,
    }


def test_sets_beyond_the_bound_are_counted_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lacking, "MOST_SETS", 2)
    sets = counted({"a": 1, "b": 2, "c": 4})
    sets.add(("b",))
    sets.join(counted({"a": 1, "d": 3}))
    assert (dict(sets.counts), sets.uncounted) == ({("a",): 2, ("b",): 3}, 7)
    found = what_is_lacking(MissingSets.of_data(sets.as_data()), FIELDS.index)
    assert (found.total, found.fewest, found.uncounted) == (12, Step(("a", "b"), 5), 7)


def test_a_hostile_ledger_takes_seconds_at_most() -> None:
    fields, chance = [f"f{place:02}" for place in range(100)], Random(1)
    sets = MissingSets()
    for number in range(2 * lacking.MOST_SETS):
        sets.add(tuple(sorted(chance.sample(fields, 1 + number % 12))))
    start = perf_counter()
    found = what_is_lacking(sets, fields.index)
    assert perf_counter() - start < 30
    assert len(sets.counts) == lacking.MOST_SETS
    assert sets.uncounted > 0
    assert found.further[-1].settled + found.uncounted == found.total
