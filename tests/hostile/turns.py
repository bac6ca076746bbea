"""When the inputs of a list have their turn among those that are generated."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def in_turn(number: int, one_in: int, listed: Sequence[T]) -> T | None:
    """What has its turn at a number: one in so many, mixed, until all have had theirs; else None."""
    turn, rest = divmod(number, one_in)
    if rest or turn >= len(listed):
        return None
    return Random(0).sample(listed, len(listed))[turn]
