"""The fields that rules and applications share: names, kinds, units, values."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from compliance.errors import nearest
from compliance.nodes import Node
from compliance.quantity.units import Unit
from compliance.text import Text


class Kind(StrEnum):
    """What sort of value a field has."""

    text = "text"
    code = "code"
    bool = "bool"
    enum = "enum"
    number = "number"
    date = "date"
    set = "set"
    list = "list"


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One of the values of an enum or set."""

    id: str
    label: Text

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the value may be called: id and labels."""
        return (self.id, self.label.zh, self.label.en)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be stated of a subject.

    `minimum` and `maximum` are included in the range and are in `unit`, which only numbers have;
    `values` are those of an enum or set; `of` is the subject of the records of a list; `lookalikes` are headings that
    look like this field and mean something else, each with what it means.
    """

    id: str
    subject: str
    kind: Kind
    label: Text
    unit: Unit | None = None
    aliases: tuple[str, ...] = ()
    lookalikes: tuple[tuple[str, Text], ...] = ()
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    values: tuple[EnumValue, ...] = ()
    of: str | None = None
    required: bool = False
    decided_by_person: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the field may be called: id, labels, aliases."""
        return (self.id, self.label.zh, self.label.en, *self.aliases)

    def value(self, name: str) -> EnumValue | None:
        """The enum value with that id or label, or None."""
        wanted = fold(name)
        return next((value for value in self.values if wanted in map(fold, value.names)), None)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The fields of each subject, and the raw `checks` between them (None if the file has none)."""

    subjects: Mapping[str, tuple[Field, ...]]
    checks: Node | None
    _names: Mapping[tuple[str, str], Field] = field(repr=False)

    def fields(self, subject: str) -> tuple[Field, ...]:
        """The fields of that subject, in the order of the file; none if there is no such subject."""
        return self.subjects.get(subject, ())

    def find(self, subject: str, name: str) -> Field | None:
        """The field with that id, label or alias, or None.  Width, case and spaces do not matter."""
        return self._names.get((subject, fold(name)))

    def field(self, subject: str, name: str) -> Field:
        """The field that `find` finds.  Raises: KeyError if there is none."""
        return self._names[subject, fold(name)]

    def lookalike(self, subject: str, name: str) -> tuple[Field, Text] | None:
        """The field that a name looks like without meaning it, and what it means; None if there is none."""
        wanted = fold(name)
        found = (
            (one, why) for one in self.fields(subject) for written, why in one.lookalikes if fold(written) == wanted
        )
        return next(found, None)

    def suggest(self, subject: str, name: str) -> Field | None:
        """The field that was probably meant by a name that is not one, or None."""
        meant = nearest(fold(name), [known for of, known in self._names if of == subject])
        return self._names[subject, meant] if meant else None


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """The name without differences of width, case and spacing, for comparison only."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
