"""Outcomes and verdicts as they stand in columns: numbers to calculate with, words to keep."""

from collections.abc import Callable
from enum import IntEnum

import narwhals as nw

Encode = Callable[[IntEnum], nw.Expr]


class Status(IntEnum):
    """The outcome of a rule on a case in a column; of several records of a case, the greatest counts."""

    NOT_APPLICABLE = 0
    OVERRIDDEN = 1
    PASS = 2
    MANUAL = 3
    UNDETERMINED = 4
    FAIL = 5


class VerdictRank(IntEnum):
    """The verdict on a case in a column."""

    PASS = 0
    CONDITIONAL = 1
    UNDETERMINED = 2
    FAIL = 3


def word(value: IntEnum) -> str:
    """The word for an outcome or a verdict, as reports have it."""
    return value.name.lower()


def words(kind: type[IntEnum]) -> list[str]:
    """The words for all outcomes or verdicts, in their order."""
    return [word(value) for value in kind]


def as_number(value: IntEnum) -> nw.Expr:
    """The number of an outcome or a verdict."""
    return nw.lit(int(value), dtype=nw.Int8())


def as_member(value: IntEnum) -> nw.Expr:
    """Its word, of a type that has no others: it takes no more place than the number."""
    return nw.lit(word(value), dtype=nw.Enum(words(type(value))))


def as_text(value: IntEnum) -> nw.Expr:
    """Its word as text, which has no order."""
    return nw.lit(word(value), dtype=nw.String())
