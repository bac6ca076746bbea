"""The shape of rule files, as pydantic checks it.  docs/rule-language.md describes it for authors."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from compliance.rulebook.model import Authority, Force, Hit, Tone, Uncheckable
from compliance.text import Text

Condition = str | dict[str, Any]


class _Spec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Wording(_Spec):
    """A text in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def text(self) -> Text:
        """The same as a `Text`."""
        return Text(self.zh.strip(), self.en.strip())


def text(wording: Wording | None) -> Text | None:
    """The text of a wording that may be left out."""
    return None if wording is None else wording.text()


class EntrySpec(_Spec):
    """What every entry of a rule file has."""

    id: str = Field(min_length=1)


class PeriodSpec(_Spec):
    """`in_force`: both days included."""

    start: date | None = Field(default=None, validation_alias="from")
    end: date | None = Field(default=None, validation_alias="to")


class CiteSpec(_Spec):
    """`cite`."""

    clause: str = Field(min_length=1)
    quote: str = ""
    document: str = ""
    source: str = ""
    confidence: Literal["", "A", "B", "C"] = ""


class YieldsSpec(_Spec):
    """`yields`: to which authorities the pack gives way, and where it says so."""

    to: list[Authority]
    cite: CiteSpec


class PackSpec(_Spec):
    """pack.yaml."""

    id: str = Field(min_length=1)
    prefix: str = Field(min_length=1)
    version: str = Field(min_length=1)
    document: str = Field(min_length=1)
    title: Wording
    issuer: Wording
    authority: Authority
    in_force: PeriodSpec = PeriodSpec()
    plan_year: int | None = None
    source: str | None = None
    yields: YieldsSpec | None = None


class DefinitionSpec(EntrySpec):
    """One entry of `define`."""

    label: Wording
    subject: str = "project"
    holds: Condition | None = None
    value: str | None = None
    unit: str | None = None
    cite: CiteSpec | None = None


class InterpretationSpec(EntrySpec):
    """One entry of `interpretations`."""

    label: Wording
    value: str | list[str] | None = None
    why: Wording
    set_by: Wording
    cite: CiteSpec | None = None


class ListSpec(EntrySpec):
    """One entry of `lists`."""

    label: Wording
    values: list[str] = Field(min_length=1)
    cite: CiteSpec | None = None


class OutputSpec(_Spec):
    """What a table gives: a number in a unit, or a truth."""

    unit: str | None = None
    kind: Literal["number", "truth"] = "number"


class TableSpec(EntrySpec):
    """One entry of `tables`."""

    label: Wording
    inputs: list[str] = Field(min_length=1)
    output: OutputSpec
    hit: Hit = "unique"
    cite: CiteSpec | None = None
    rows: list[list[str]] | None = None
    file: str | None = None


class UnlessSpec(_Spec):
    """`unless`: an exception."""

    condition: Condition
    cite: CiteSpec
    reason: Wording


class RuleSpec(EntrySpec):
    """One entry of `rules`."""

    title: Wording
    cite: CiteSpec
    subject: str = "project"
    force: Force
    matter: str = ""
    when: Condition | None = None
    require: Condition | None = None
    grants: Wording | None = None
    unless: UnlessSpec | None = None
    interprets: list[str] = []
    basis: Wording | None = None
    advice: Wording | None = None
    in_force: PeriodSpec = PeriodSpec()
    tone: list[Tone] = []


class PrioritySpec(_Spec):
    """One class of projects in the order of an allocation."""

    label: Wording
    when: Condition
    cite: CiteSpec


class ResourceSpec(_Spec):
    """One resource of an allocation, by the ids of its fields."""

    capacity: str
    demand: str
    offset: str | None = None


class AllocationSpec(EntrySpec):
    """One entry of `allocations`."""

    label: Wording
    cite: CiteSpec
    when: Condition
    priorities: list[PrioritySpec] = Field(min_length=1)
    resources: list[ResourceSpec] = Field(min_length=1)
    others: Literal["draw", "offset"]
    order: list[str] = []
    basis: Wording


class PassageSpec(_Spec):
    """One entry of `not_checkable`: what the document says that no rule can check, and why not."""

    quote: str = Field(min_length=1)
    reason: Uncheckable
    why: Wording


class FileSpec(_Spec):
    """A rule file."""

    define: list[DefinitionSpec] = []
    interpretations: list[InterpretationSpec] = []
    lists: list[ListSpec] = []
    tables: list[TableSpec] = []
    rules: list[RuleSpec] = []
    allocations: list[AllocationSpec] = []
    not_checkable: list[PassageSpec] = []
    headings: list[str] = []


class CheckSpec(_Spec):
    """One entry of `checks` in vocabulary.yaml."""

    id: str = Field(min_length=1)
    subject: str = "project"
    holds: Condition
    doubts: list[str] = Field(min_length=1)
    message: Wording


class ChecksSpec(BaseModel):
    """The part of vocabulary.yaml that states what data must agree on."""

    checks: list[CheckSpec] = []
