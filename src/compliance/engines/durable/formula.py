"""Formulas over the keys of one flat fact: the part of durable_rules that was found to be sound.

Inside: typed comparisons of a key with a literal, joined by `$and` and `$or`.  A key that is absent makes every
comparison silent, which is what unknown must be.  Negation is never stated to durable_rules; it is carried down to
the comparisons, each of which has its opposite.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Scalar = bool | int | str
Test = Literal["=", "!=", "<", "<=", ">", ">="]

_OPERATORS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the fact compared with a literal."""

    key: str
    test: Test
    literal: Scalar


@dataclass(frozen=True, slots=True)
class Join:
    """Formulas of which all (`$and`) or one (`$or`) must hold."""

    operator: Literal["$and", "$or"]
    parts: "tuple[Formula, ...]"


Formula = Key | Join | bool


def both(parts: Iterable[Formula]) -> Formula:
    """The conjunction, with constants folded away and each part once: the library takes so many only."""
    kept: list[Formula] = [part for part in dict.fromkeys(parts) if part is not True]
    if any(part is False for part in kept):
        return False
    return _joined("$and", kept, empty=True)


def either(parts: Iterable[Formula]) -> Formula:
    """The disjunction, likewise."""
    kept: list[Formula] = [part for part in dict.fromkeys(parts) if part is not False]
    if any(part is True for part in kept):
        return True
    return _joined("$or", kept, empty=False)


def _joined(operator: Literal["$and", "$or"], parts: list[Formula], *, empty: bool) -> Formula:
    if not parts:
        return empty
    return parts[0] if len(parts) == 1 else Join(operator, tuple(parts))


def keys(formula: Formula) -> Iterator[str]:
    """The keys that the formula reads."""
    match formula:
        case Key(key=key):
            yield key
        case Join(parts=parts):
            for part in parts:
                yield from keys(part)


def stated(formula: Key | Join) -> dict[str, object]:
    """The formula as durable_rules takes it: a mapping of exactly one key."""
    match formula:
        case Key(key=key, test="=", literal=literal):
            return {key: literal}
        case Key(key=key, test=test, literal=literal):
            return {_OPERATORS[test]: {key: literal}}
        case Join(operator=operator, parts=parts):
            return {operator: [stated(part) for part in parts if not isinstance(part, bool)]}
