"""A rulebook as bytes that are data and nothing else: reading them makes values of the classes listed here (D-094).

The bytes are a JSON list with a row for each value, those it is made of before it: a text, number, truth or null as it
is; anything else as a list with the place of its class in `_CLASSES` and the places of its parts among the rows.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from compliance.errors import Place
from compliance.language import tree as t
from compliance.language.types import Type
from compliance.nodes import tree as n
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import Dimension, Unit
from compliance.rulebook import model as m
from compliance.text import Text
from compliance.vocabulary import fields as v
from compliance.vocabulary.office import Office
from compliance.vocabulary.register import Entry, Register
from compliance.vocabulary.stages import Stage, Stages

# Each is made of its parts alone, and making one does nothing else: no class with an effect may stand here.
_STANDARD: tuple[type, ...] = (tuple, dict, frozenset, Fraction, date, Place, Text)
_ENUMS: tuple[type, ...] = (v.Kind, m.Force, m.Tone, m.Authority, m.Uncheckable)
_TREE: tuple[type, ...] = (
    t.Number,
    t.String,
    t.Truth,
    t.Day,
    t.AsOf,
    t.FieldRef,
    t.DefinitionRef,
    t.Member,
    t.Lookup,
    t.Arithmetic,
    t.Aggregate,
    t.Comparison,
    t.Interval,
    t.Choice,
    t.Membership,
    t.Known,
    t.Not,
    t.All,
    t.AnyOf,
    t.Presumed,
    t.Quantified,
)
_RECORDS: tuple[type, ...] = (
    n.Scalar,
    n.Mapping,
    n.Sequence,
    Dimension,
    Unit,
    Quantity,
    Type,
    Stage,
    Stages,
    Entry,
    Register,
    Office,
    v.EnumValue,
    v.Classification,
    v.Telling,
    v.Group,
    v.Filling,
    v.Field,
    v.Subject,
    v.BesideVerdict,
    v.SummaryLine,
    v.Vocabulary,
    m.Period,
    m.Citation,
    m.Passage,
    m.OpenQuestion,
    m.Interpretation,
    m.DefinedCondition,
    m.DefinedTerm,
    m.Row,
    m.Table,
    m.Exemption,
    m.Priority,
    m.Resource,
    m.Allocation,
    m.Ranking,
    m.Rule,
    m.Pack,
    m.Check,
    m.Inference,
    m.Rulebook,
)
_CLASSES = (*_STANDARD, *_ENUMS, *_TREE, *_RECORDS)
_PLACES = {class_: place for place, class_ in enumerate(_CLASSES)}
_PLAIN = (str, int, bool, type(None))


def encode(rulebook: m.Rulebook) -> bytes:
    """The rulebook as bytes that `decode` reads.  Raises: TypeError for a value of a class that is not listed."""
    encoder = _Encoder()
    encoder.place_of(rulebook)
    return json.dumps(encoder.rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def decode(encoded: bytes) -> m.Rulebook:
    """The rulebook of those bytes.  Raises: ValueError for bytes that `encode` does not give."""
    try:
        made = _made(json.loads(encoded.decode("utf-8", "surrogatepass")))
    except (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError) as error:
        raise ValueError("not an encoded rulebook") from error
    if not isinstance(made, m.Rulebook):
        raise ValueError("not an encoded rulebook")
    return made


def _made(rows: Iterable[Any]) -> object:
    """What the last row says."""
    values: list[object] = []
    add, value_at = values.append, values.__getitem__
    for row in rows:
        add(_MAKERS[row[0]](*map(value_at, row[1:])) if type(row) is list else row)
    return values[-1]


def _tuple_of(*parts: object) -> tuple[object, ...]:
    return parts


def _dict_of(*parts: object) -> dict[object, object]:
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _frozenset_of(*parts: object) -> frozenset[object]:
    return frozenset(parts)


def _fraction_of(numerator: int, denominator: int) -> Fraction:
    """Of two integers; a text alone could be 1e99999999, whose fraction takes for ever."""
    return Fraction(numerator, denominator)


def _in_tree(class_: Callable[..., object]) -> Callable[..., object]:
    def made(at: object, *parts: object) -> object:
        return class_(*parts, at=at)

    return made


_MAKERS: tuple[Callable[..., object], ...] = (
    _tuple_of,
    _dict_of,
    _frozenset_of,
    _fraction_of,
    date,
    Place,
    Text,
    *_ENUMS,
    *map(_in_tree, _TREE),
    *_RECORDS,
)


class _Encoder:
    """The rows of a value: one for each object, and one for all that are equal in every part."""

    def __init__(self) -> None:
        self.rows: list[object] = []
        self._by_content: dict[tuple[object, ...], int] = {}
        self._by_identity: dict[int, tuple[object, int]] = {}  # with the object, so that its id stays its own

    def place_of(self, value: object) -> int:
        """The place of the row of that value, which is added if there is none."""
        class_ = type(value)
        if class_ in _PLAIN:
            return self._place((class_, value), value)
        if id(value) not in self._by_identity:
            if class_ not in _PLACES:
                raise TypeError(f"{class_.__name__} is no class of a rulebook that is stored")
            row = [_PLACES[class_], *map(self.place_of, _parts(value))]
            self._by_identity[id(value)] = (value, self._place(tuple(row), row))
        return self._by_identity[id(value)][1]

    def _place(self, content: tuple[object, ...], row: object) -> int:
        if content not in self._by_content:
            self._by_content[content] = len(self.rows)
            self.rows.append(row)
        return self._by_content[content]


def _parts(value: Any) -> Iterable[object]:
    """What the value is made of, in the order in which its maker takes it."""
    match value:
        case dict():
            return [part for pair in value.items() for part in pair]
        case frozenset():
            return sorted(value)
        case date():
            return value.year, value.month, value.day
        case Fraction():
            return value.numerator, value.denominator
        case Enum():
            return (value.value,)
        case tuple():
            return value
        case _:
            return [getattr(value, field.name) for field in fields(value) if field.init]
