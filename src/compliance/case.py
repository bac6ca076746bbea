"""What is known of one subject: stated values, doubts about them, and where each was written."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from compliance.errors import Place
from compliance.quantity.imprecise import Days, Imprecise
from compliance.quantity.quantity import Quantity
from compliance.text import Text
from compliance.vocabulary.fields import Field

Value: TypeAlias = "bool | Quantity | Imprecise | str | date | Days | frozenset[str] | tuple[Record, ...]"


class How(StrEnum):
    """How a value came into a case: who answers for it."""

    GIVEN = "given"  # the material says so
    ATTESTED = "attested"  # the material says so, and whose word counts as a finding
    SET = "set"  # the office, for all cases
    FINDING = "finding"  # a person or an authority, for this case
    INFERRED = "inferred"  # it follows from other values


class Datum(NamedTuple):
    """A value that can be used, as it was written and where.

    `why` says of a value that the material does not state where it comes from; `written` and `at` are then about what
    it was inferred from, or where it was set or found.
    """

    value: Value
    written: str
    at: Place
    how: How = How.GIVEN
    why: Text | None = None

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
class PersonFinding:
    """What a person or an authority has found of a case (认定): the value of a field, or the outcome of a rule.

    `about` is the id of the field or of the rule.  `value` is that of a field, None for a rule; `outcome` is the word
    for that of a rule (pass, fail or not_applicable), empty for a field.  `record` names the record of the case that it
    is about, empty for the case itself.  `unit` is who found it, `day` when; the rest is empty where it is not said.
    """

    about: str
    value: "Value | None"
    outcome: str
    unit: str
    day: date
    written: str
    at: Place
    record: str = ""
    document: str = ""
    person: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One of several things that belong to a case, such as a building.  `index` counts from 1.

    `repeated` says that it may be the same as an earlier one, so that whether it counts is open.
    """

    subject: str
    name: str
    index: int
    data: Mapping[str, Datum]
    doubts: tuple[Doubt, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One subject of a review.  A field that is not in `data` is unknown.

    `data` is read-only and keyed by field id.  `unread` is what was written beside that and is not used, such as a key
    that names no field; those of a ledger are looked for only when they are asked for.  `set_aside` gave way to what
    counts more.  `findings` are those of persons.  `claimed` is what the material says in favour of the case where only
    a finding counts, by field id: no data before it is found.
    """

    subject: str
    id: str
    name: str
    data: Mapping[str, Datum]
    doubts: tuple[Doubt, ...]
    unread: Collection[Unread]
    at: Place
    findings: tuple[PersonFinding, ...] = ()
    claimed: Mapping[str, Datum] = field(default_factory=lambda: MappingProxyType({}))
    set_aside: tuple[Unread, ...] = ()

    @property
    def records(self) -> Iterator[Record]:
        """The records of every list, in the order of the lists and of each."""
        for datum in self.data.values():
            if isinstance(datum.value, tuple):
                yield from datum.value

    @property
    def not_used(self) -> Iterator[Unread]:
        """All that was written and is not used."""
        yield from self.set_aside
        yield from self.unread
