"""What is known of one subject: stated values, doubts about them, and where each was written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from compliance.errors import Place
from compliance.quantity.imprecise import Days, Imprecise
from compliance.quantity.quantity import Quantity
from compliance.text import Text
from compliance.vocabulary.fields import Field

Value: TypeAlias = "bool | Quantity | Imprecise | str | date | Days | frozenset[str] | tuple[Record, ...]"


class Datum(NamedTuple):
    """A value that can be used, as it was written and where.

    `inferred` says why a value that nobody stated follows from another, which `written` and `at` are about.
    """

    value: Value
    written: str
    at: Place
    inferred: Text | None = None

    @property
    def is_imprecise(self) -> bool:
        """Whether its author says no more than between what it lies."""
        return isinstance(self.value, Imprecise | Days)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stated value that cannot be used (two numbers, out of bounds): its field counts as unknown."""

    field: str
    label: Text
    at: Place
    written: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was written and is not used: a key with its value, a column, a cell, a whole row.

    `name` is what the key or heading says, empty where there is none; `written` is what stands under it, cut to a sane
    length and empty for a column as a whole.  `closest` is the field that it may mean or only looks like, if any.
    """

    name: str
    written: str
    at: Place
    reason: Text
    closest: Field | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One of several things that belong to a case, such as a building.  `index` counts from 1."""

    subject: str
    name: str
    index: int
    data: Mapping[str, Datum]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One subject of a review.  A field that is not in `data` is unknown.

    `data` is read-only and keyed by field id.  `unread` is what was written beside that and is not used, such as a key
    that names no field; those of a ledger are looked for only when they are asked for.
    """

    subject: str
    id: str
    name: str
    data: Mapping[str, Datum]
    doubts: tuple[Doubt, ...]
    unread: Collection[Unread]
    at: Place
