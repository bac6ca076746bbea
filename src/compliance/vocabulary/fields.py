"""The subjects that rules and applications share, and their fields: names, kinds, units, values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from compliance.errors import Place, nearest
from compliance.nodes.tree import Node
from compliance.quantity.units import Unit
from compliance.text import Text
from compliance.vocabulary.folding import fold
from compliance.vocabulary.office import Office
from compliance.vocabulary.register import Register
from compliance.vocabulary.stages import Stage, Stages

DIVISION = 2  # the digits by which a code tells its division


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
    """One of the values of an enum or set; `aliases` are other words for it."""

    id: str
    label: Text
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the value may be called: id, labels, aliases."""
        return (self.id, self.label.zh, self.label.en, *self.aliases)


@dataclass(frozen=True, slots=True, eq=False)
class Classification:
    """One edition of a classification of codes by hierarchy: each code begins with the digits of its division.

    `codes` are those listed and their beginnings down to the division; `names` has the name of each that is listed,
    `named` the code of each name without differences of width, case and spaces, `sections` the letter before the codes
    of a division: all empty where the file does not say.  `label` names the edition, `lists` what a code of it is; `at`
    is where the vocabulary says so.  `other_editions` may use the same codes for something else.
    """

    id: str
    label: Text
    lists: Text
    at: Place
    codes: frozenset[str] = field(repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    sections: Mapping[str, str] = field(default_factory=dict, repr=False)
    other_editions: "tuple[Classification, ...]" = ()
    named: Mapping[str, str] = field(default_factory=dict, repr=False)

    def code_named(self, name: str) -> str | None:
        """The code of that name, or None.  Width, case and spaces do not matter."""
        return self.named.get(fold(name))

    def section_of(self, code: str) -> str | None:
        """The letter that may stand before a code, by this edition or else another; None where none says."""
        editions = (self, *self.other_editions)
        return next((one.sections[code[:DIVISION]] for one in editions if code[:DIVISION] in one.sections), None)


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that, where a field holds them, tell of another field of its subject, a yes-or-no one, whether it is so."""

    words: tuple[str, ...]
    field: str
    value: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together on a form; `place` counts from 0 in the order of the groups."""

    id: str
    label: Text
    place: int


@dataclass(frozen=True, slots=True)
class Filling:
    """How a form asks for a field: in which group, with what help and example, in which units.

    `example` is written as a person would fill it in, empty if there is none.  `units` are those on offer for a number,
    its own among them.
    """

    group: Group | None = None
    help: Text | None = None
    example: str = ""
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be stated of a subject.

    `minimum` and `maximum` are included in the range and are in `unit`, which only numbers have;
    `values` are those of an enum or set; `of` is the subject of the records of a list; `lookalikes` are headings that
    look like this field and mean something else, each with what it means.  `classification` lists the codes there
    are, None if any can stand here; `reviewed` says that the field's subject is the one that reviews are about, so that
    a case under review has the field itself and not by its records.  `stage` is that from which it can be known: before
    it nobody is asked for it; None if it can be asked for at any.  `states_stage` if its values are the stages.
    `tellings` are words that state another field in the place of a value of this one.  `names_with_unit` mean the field
    where a unit that suits it stands beside them; `whole` is the field of which it is a part, as 其中 says it.
    `register` has the names that a text is one of, None if it can be any.  `against` is the value of a field that only
    a person decides which speaks against a case; None if neither does.  `identifies` if it tells which case it is and
    nothing is judged by it.  `counted_by` is the field of how many records a list should have.  `filling` is how a form
    asks for it.
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
    against: bool | None = None
    classification: Classification | None = field(default=None, compare=False)
    reviewed: bool = False
    stage: Stage | None = None
    states_stage: bool = False
    tellings: tuple[Telling, ...] = ()
    names_with_unit: tuple[str, ...] = ()
    whole: str | None = None
    register: Register | None = field(default=None, compare=False)
    identifies: bool = False
    counted_by: str | None = None
    filling: Filling = field(default=Filling(), compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the field may be called: id, labels, aliases."""
        return (self.id, self.label.zh, self.label.en, *self.aliases)

    def value(self, name: str) -> EnumValue | None:
        """The enum value with that id, label or alias, or None."""
        wanted = fold(name)
        return next((value for value in self.values if wanted in map(fold, value.names)), None)

    def speaks_against(self, value: object) -> bool:
        """Whether a value of a field that only a person decides speaks against the case: none of a set does."""
        return value == frozenset() if self.kind is Kind.set else self.against is not None and value is self.against

    def telling(self, written: str) -> Telling | None:
        """What is told of another field by what is written in this one, but for a full stop or brackets, or None."""
        wanted = fold(written[:100]).strip("()。.")
        return next((one for one in self.tellings if wanted in map(fold, one.words)), None)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a case, a record or a rule can be about.

    `sheets` are the names of the sheets or files that list it in a progress ledger, the Chinese and the English one
    first; none if no ledger lists it.  `part_of` is the subject whose cases hold it as records and are reviewed
    together with it.  Of a `single` subject there is one: the whole to which a ledger belongs.
    """

    id: str
    label: Text
    sheets: tuple[str, ...] = ()
    part_of: str | None = None
    single: bool = False

    @property
    def listed_as(self) -> Text:
        """What the subject is called where a ledger lists it."""
        return Text(self.sheets[0], self.sheets[1]) if self.sheets else self.label


@dataclass(frozen=True, slots=True)
class BesideVerdict:
    """Something that a ledger says of a lead and results repeat: a field, or else a column of one of those headings.

    `role` says whether it names the applicant, or through which office or person that is asked; empty for neither.
    """

    label: Text
    field: Field | None = None
    headings: tuple[str, ...] = ()
    role: Literal["", "applicant", "office", "person"] = ""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A line of what a case is about: what it is called, and the ids of the fields that it shows."""

    label: Text
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The subjects with their fields, the classifications, the registers, the stages; `checks` and `infer` raw, if any.

    `reviewed` is the subject that reviews are about; `reached` has the raw condition of each stage that has one, by id.
    `groups` are those in which forms ask for the fields of that subject, in their order.
    `offices` are those that find what only a person decides; `summary` says in a few lines what a case is about.
    """

    subjects: Mapping[str, Subject]
    reviewed: str
    classifications: Mapping[str, Classification]
    registers: Mapping[str, Register]
    checks: Node | None
    infer: Node | None
    stages: Stages
    reached: Mapping[str, Node]
    groups: tuple[Group, ...]
    offices: tuple[Office, ...]
    summary: tuple[SummaryLine, ...]
    _fields: Mapping[str, tuple[Field, ...]] = field(repr=False)
    _names: Mapping[tuple[str, str], Field] = field(repr=False)
    beside: tuple[BesideVerdict, ...] = ()
    _listed: Mapping[str, tuple[Field, ...]] = field(init=False, repr=False, compare=False)
    _by_name: Mapping[str, Mapping[str, Field]] = field(init=False, repr=False, compare=False)
    _decided: Mapping[str, tuple[Field, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        listed = {
            id_: tuple(one for one in of if one.classification or one.register) for id_, of in self._fields.items()
        }
        object.__setattr__(self, "_listed", listed)
        decided = {id_: tuple(one for one in of if one.decided_by_person) for id_, of in self._fields.items()}
        object.__setattr__(self, "_decided", decided)
        by_name: dict[str, dict[str, Field]] = {}
        for (subject, name), one in self._names.items():
            by_name.setdefault(subject, {})[name] = one
        object.__setattr__(self, "_by_name", by_name)

    @property
    def single(self) -> Subject | None:
        """The subject of which there is one, or None."""
        return next((subject for subject in self.subjects.values() if subject.single), None)

    def office_for(self, matter: str) -> Office | None:
        """The office that finds a field of that id, or has the figures of a table of that id; None if none is named."""
        return next((one for one in self.offices if matter in (*one.finds, *one.looks_up)), None)

    def whole_of(self, subject: str) -> str | None:
        """The subject that another is part of; None if it stands for itself."""
        return self.subjects[subject].part_of if subject in self.subjects else None

    def judged_with(self, subject: str) -> tuple[str, ...]:
        """What the rules for a case of that subject are about: the subject, then its parts in the order of the file."""
        return (subject, *(part.id for part in self.subjects.values() if part.part_of == subject))

    def fields(self, subject: str) -> tuple[Field, ...]:
        """The fields of that subject, in the order of the file; none if there is no such subject."""
        return self._fields.get(subject, ())

    @property
    def stage_field(self) -> Field | None:
        """The field of the reviewed subject in which a case states its stage, or None."""
        return next((one for one in self.fields(self.reviewed) if one.states_stage), None)

    def lists(self, subject: str) -> tuple[Field, ...]:
        """The fields of that subject that hold records, in the order of the file."""
        return tuple(one for one in self.fields(subject) if one.kind is Kind.list)

    def listed(self, subject: str) -> tuple[Field, ...]:
        """The fields of that subject whose codes or names a classification or a register lists, in the file's order."""
        return self._listed.get(subject, ())

    def decided_by_persons(self, subject: str) -> tuple[Field, ...]:
        """The fields of that subject that only a person decides, in the order of the file."""
        return self._decided.get(subject, ())

    @property
    def parts_decided_by_persons(self) -> tuple[str, ...]:
        """The parts of the reviewed subject that have a field which only a person decides."""
        return tuple(part for part in self.judged_with(self.reviewed)[1:] if self._decided.get(part))

    def named(self, subject: str) -> Mapping[str, Field]:
        """The fields of that subject by each of their names, folded."""
        return self._by_name.get(subject, {})

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

    def find_by_unit(self, subject: str, name: str) -> Field | None:
        """The field that a name means where a unit stands beside it, or None."""
        wanted = fold(name)
        return next((one for one in self.fields(subject) if wanted in map(fold, one.names_with_unit)), None)

    def suggest(self, subject: str, name: str) -> Field | None:
        """The field that was probably meant by a name that is not one, or None."""
        meant = nearest(fold(name), self.named(subject))
        return self._names[subject, meant] if meant else None
