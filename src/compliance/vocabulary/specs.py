"""The shape of a vocabulary file, as pydantic checks it; the head of rules/vocabulary.yaml describes it for authors."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from compliance.text import Text

Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_File = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+\.csv$")]


class Spec(BaseModel):
    """A part of a vocabulary file, with no key but its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Label(Spec):
    """A name in both languages."""

    zh: Word
    en: Word

    def text(self) -> Text:
        """The same as a `Text`."""
        return Text(self.zh, self.en)


class SheetSpec(Label):
    """The names of the sheets that list a subject."""

    aliases: tuple[Word, ...] = ()


class SubjectSpec(Spec):
    """An entry of `subjects`."""

    label: Label
    sheet: SheetSpec | None = None
    part_of: str | None = None
    reviewed: bool = False
    single: bool = False


class ClassificationSpec(Spec):
    """An entry of `classifications`."""

    label: Label
    lists: Label
    file: _File
    other_editions: tuple[str, ...] = ()


class RegisterSpec(Spec):
    """An entry of `registers`."""

    lists: Label
    file: _File
    statuses: dict[Word, Label] = {}
    columns: tuple[Word, ...] = ()
    none: tuple[Word, ...] = ()
    within: Annotated[tuple[Word, ...], Field(max_length=4)] = ()
    followed_by: tuple[Word, ...] = ()
    expected: tuple[Word, ...] = ()
    infer: Any = None


class StageSpec(Spec):
    """An entry of `stages`."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    label: Label
    reached: Any = None
    screened: bool = False
    reviewed: bool = False


class GroupSpec(Spec):
    """An entry of `groups`."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    label: Label


class OfficeSpec(Spec):
    """An entry of `offices`."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    label: Label
    finds: tuple[Word, ...] = ()
    looks_up: tuple[Word, ...] = ()
    jointly: dict[Word, Label] = {}


class SummarySpec(Spec):
    """An entry of `summary`."""

    label: Label
    fields: tuple[Word, ...]


class BesideVerdictSpec(Spec):
    """An entry of `beside_verdict`."""

    field: str | None = None
    label: Label | None = None
    headings: tuple[Word, ...] = ()
    role: Literal["applicant", "office", "person"] | None = None


_Sentence = Annotated[str, StringConstraints(min_length=1, max_length=400)]


class Help(Spec):
    """What helps to fill in a field, in both languages."""

    zh: _Sentence
    en: _Sentence

    def text(self) -> Text:
        """The same as a `Text`."""
        return Text(self.zh, self.en)


_Decimal = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$")]


class LookalikeSpec(Spec):
    """An entry of `lookalikes`."""

    names: tuple[Word, ...]
    means: Label


class TellingSpec(Spec):
    """An entry of `tells`."""

    words: tuple[Word, ...]
    field: str
    value: bool


class ValueSpec(Spec):
    """An entry of `values`; a bare text is the Chinese label."""

    zh: Word
    en: Word | None = None
    aliases: tuple[Word, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, written: object) -> object:
        return {"zh": written} if isinstance(written, str) else written


class FieldSpec(Spec):
    """A field of a subject."""

    kind: Literal["text", "code", "bool", "enum", "number", "date", "set", "list"]
    label: Label
    unit: str | None = None
    min: _Decimal | None = None
    max: _Decimal | None = None
    aliases: tuple[Word, ...] = ()
    lookalikes: tuple[LookalikeSpec, ...] = ()
    values: dict[Word, ValueSpec] | Literal["stages"] | None = None
    of: str | None = None
    required: bool = False
    decided_by: Literal["person"] | None = None
    against: bool | None = None
    classification: str | None = None
    register_: str | None = Field(None, alias="register")
    stage: str | None = None
    tells: tuple[TellingSpec, ...] = ()
    aliases_with_unit: tuple[Word, ...] = ()
    whole: str | None = None
    identifies: bool = False
    counted_by: str | None = None
    group: str | None = None
    help: Help | None = None
    example: Word | None = None
    units: tuple[Word, ...] = ()
