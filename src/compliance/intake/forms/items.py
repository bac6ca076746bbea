"""How each label of a form was read, for whoever has to look at it before anything is judged."""

from dataclasses import dataclass
from typing import NamedTuple

from compliance.case import Case
from compliance.errors import Place, Problem
from compliance.intake.columns.mapping import How
from compliance.quantity.units import Unit
from compliance.text import Text
from compliance.vocabulary.fields import Field, Kind


class Choice(NamedTuple):
    """A place that a label in question may mean: its name in a mapping file, and what stands there."""

    key: str
    written: str


@dataclass(frozen=True, slots=True)
class Item:
    """How one label was read: its field, or why that or its value is in question, and what stands beside it.

    `unit` is what its bare numbers are in, empty where none is stated.  `fields` are those that it may mean where
    `field` is not certain; `choices` the places that may answer it.
    """

    label: str
    key: str
    at: Place
    written: str
    field: Field | None = None
    unit: str = ""
    how: How = How.none
    question: Text | None = None
    fields: tuple[Field, ...] = ()
    choices: tuple[Choice, ...] = ()
    units: tuple[Unit, ...] = ()
    attested: bool = False

    @property
    def of_list(self) -> bool:
        """Whether it is a list of records, which no label names."""
        return self.field is not None and self.field.kind is Kind.list


@dataclass(frozen=True, slots=True)
class FormRead:
    """A form as a case, with how each of its labels was read; `notes` are about the given mapping and the file."""

    case: Case
    items: tuple[Item, ...]
    notes: tuple[Problem, ...] = ()
