"""What is cached_on_owner is worked out once, on one owner, and is not stored."""

import pickle
from dataclasses import dataclass, field

from compliance.caching import Cache, cached_on_owner


@dataclass
class Owner:
    cache: Cache = field(default_factory=Cache)


def test_a_result_is_worked_out_once_on_each_owner() -> None:
    asked: list[tuple[object, Owner]] = []

    @cached_on_owner
    def found(node: list[int], owner: Owner) -> int | None:
        asked.append((node, owner))
        return node[0] if node else None

    one, other = Owner(), Owner()
    node, equal, empty = [1], [1], []
    assert [found(node, one), found(node, one), found(node, other)] == [1, 1, 1]
    assert [found(empty, one), found(empty, one)] == [None, None]
    assert asked == [(node, one), (node, other), (empty, one)]
    found(equal, one)
    assert asked[-1][0] is equal


def test_the_id_of_something_dropped_is_not_taken_for_another() -> None:
    @cached_on_owner
    def first(node: list[int], _: Owner) -> int:
        return node[0]

    owner = Owner()
    assert [first([number], owner) for number in range(100)] == list(range(100))


def test_a_pickled_memory_is_empty() -> None:
    owner = Owner()
    cached_on_owner(lambda node, _: node)("seen", owner)  # type: ignore[arg-type]  # an owner has a memory
    assert owner.cache.results
    assert not pickle.loads(pickle.dumps(owner)).cache.results
