"""Many things, a bounded number of them at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in their order, so many at a time, the last of them perhaps fewer; none where there is nothing."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
