"""Outcomes and verdicts as they stand in columns: numbers to calculate with, words to keep."""

from collections.abc import Callable, Mapping
from enum import IntEnum

import narwhals as nw

Encode = Callable[[IntEnum], nw.Expr]


class Status(IntEnum):
    """The outcome of a rule on a case in a column; of several records of a case, the greatest counts."""

    NOT_APPLICABLE = 0
    OVERRIDDEN = 1
    PASS = 2
    DEFERRED = 3
    MANUAL = 4
    UNDETERMINED = 5
    FAIL = 6


class VerdictRank(IntEnum):
    """The verdict on a case in a column."""

    PASS = 0
    CONDITIONAL = 1
    UNDETERMINED = 2
    FAIL = 3
    REFERRED = 4


# The words in the order in which files list them, to which new ones are added at the end.
_LISTED: Mapping[type[IntEnum], tuple[IntEnum, ...]] = {
    Status: (
        Status.NOT_APPLICABLE,
        Status.OVERRIDDEN,
        Status.PASS,
        Status.MANUAL,
        Status.UNDETERMINED,
        Status.FAIL,
        Status.DEFERRED,
    ),
    VerdictRank: tuple(VerdictRank),
}


def word(value: IntEnum) -> str:
    """The word for an outcome or a verdict, as reports have it."""
    return value.name.lower()


def words(kind: type[IntEnum]) -> list[str]:
    """The words for all outcomes or verdicts, in the order in which files list them."""
    return [word(value) for value in _LISTED[kind]]


def as_number(value: IntEnum) -> nw.Expr:
    """The number of an outcome or a verdict."""
    return nw.lit(int(value), dtype=nw.Int8())


def as_member(value: IntEnum) -> nw.Expr:
    """Its word, of a type that has no others: it takes no more place than the number."""
    return nw.lit(word(value), dtype=nw.Enum(words(type(value))))


def as_text(value: IntEnum) -> nw.Expr:
    """Its word as text, which has no order."""
    return nw.lit(word(value), dtype=nw.String())
