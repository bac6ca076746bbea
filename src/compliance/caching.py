"""Results that are computed once, and kept as long as the case or the rulebook that they belong to."""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Protocol, TypeVar

_UNSEEN = object()


class Cache:
    """The results of functions, by the identity of what they were computed from.

    What has a result is kept, so that no id is used twice (D-028).  A pickled cache is empty.
    """

    __slots__ = ("keep", "results")

    def __init__(self) -> None:
        kept: list[object] = []
        self.keep = kept.append
        self.results: dict[str, dict[int, object]] = defaultdict(dict)

    def __reduce__(self) -> "tuple[type[Cache], tuple[()]]":
        return Cache, ()


class CacheOwner(Protocol):
    """Anything that has a cache."""

    @property
    def cache(self) -> Cache:
        """The results kept with it."""
        ...


Seen = TypeVar("Seen")
On = TypeVar("On", bound=CacheOwner)
Found = TypeVar("Found")


def cached_on_owner(function: Callable[[Seen, On], Found]) -> Callable[[Seen, On], Found]:
    """The function with its results cached on its second argument, so that what rules share is computed once."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def once(seen: Seen, on: On) -> Found:
        cache, key = on.cache, id(seen)
        results = cache.results[name]
        found = results.get(key, _UNSEEN)
        if found is not _UNSEEN:
            return found  # type: ignore[return-value]  # what the function once gave
        cache.keep(seen)
        result = results[key] = function(seen, on)
        return result

    return once
