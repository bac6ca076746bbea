"""The shape of rule files, as pydantic checks it.  docs/rule-language.md describes it for authors."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from compliance.rulebook.model import Authority, Force, Hit, Tone, Uncheckable
from compliance.text import Text
from compliance.vocabulary.specs import (
    BesideVerdictSpec,
    ClassificationSpec,
    FieldSpec,
    GroupSpec,
    OfficeSpec,
    RegisterSpec,
    StageSpec,
    SubjectSpec,
    SummarySpec,
)

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

    id: str = Field(min_length=1, description="The name by which rules, conditions and reports refer to the entry.")


class PeriodSpec(_Spec):
    """`in_force`: both days included."""

    start: date | None = Field(default=None, validation_alias="from", description="The first day; open if left out.")
    end: date | None = Field(
        default=None, validation_alias="to", description="The last day, included; open if left out."
    )


class PackPeriodSpec(PeriodSpec):
    """`in_force` of a pack."""

    reported: bool = Field(
        default=False,
        description="True where the first day is only that of a report on the document, whose own day is not known.",
    )


class CiteSpec(_Spec):
    """`cite`."""

    clause: str = Field(min_length=1, description="Where in the document, such as 二(六)4.")
    quote: str = Field(default="", description="The words of the document, verbatim; checked against its text.")
    document: str = Field(default="", description="The document, when it is not the pack's own.")
    source: str = Field(
        default="", description="Where a figure was read, when the document's full text is not at hand."
    )
    confidence: Literal["", "A", "B", "C"] = Field(
        default="", description="A: seen in the official text; B: two sources agree; C: a single source."
    )


class YieldsSpec(_Spec):
    """`yields`: to which authorities the pack gives way, and where it says so."""

    to: list[Authority] = Field(description="The authorities whose rules on the same matter prevail.")
    cite: CiteSpec = Field(description="Where the document says so.")


class PackSpec(_Spec):
    """pack.yaml."""

    id: str = Field(min_length=1, description="The pack's name, that of its folder.")
    prefix: str = Field(min_length=1, description="What every rule id of the pack begins with.")
    version: str = Field(min_length=1, description="The version of the pack.")
    document: str = Field(min_length=1, description="The number of the policy document.")
    title: Wording = Field(description="The title of the document.")
    issuer: Wording = Field(description="Who issued the document.")
    authority: Authority = Field(description="The level of whoever issued it.")
    in_force: PackPeriodSpec = Field(
        default=PackPeriodSpec(), description="When the document is in force; both days included."
    )
    plan_year: int | None = Field(default=None, description="The year that the document plans for.")
    source: str | None = Field(
        default=None, description="The file with the document's text, against which quotes are checked."
    )
    yields: YieldsSpec | None = Field(default=None, description="To whose rules the pack gives way.")
    applies: Condition | None = Field(
        default=None, description="Of which cases the rules are; of every case if left out, and of one in doubt."
    )


class DefinitionSpec(EntrySpec):
    """One entry of `define`."""

    label: Wording = Field(description="The name as reports show it.")
    subject: str | None = Field(default=None, description="What the definition is about.")
    holds: Condition | None = Field(
        default=None, description="The condition that has this name; either this or `value`."
    )
    value: str | None = Field(default=None, description="The quantity that has this name; either this or `holds`.")
    unit: str | None = Field(default=None, description="The unit in which the quantity is shown.")
    cite: CiteSpec | None = Field(default=None, description="Where the definition comes from.")


class InterpretationSpec(EntrySpec):
    """One entry of `interpretations`."""

    label: Wording = Field(description="The word that is interpreted.")
    value: str | list[str] | None = Field(default=None, description="A quantity or a list that conditions may name.")
    why: Wording = Field(description="Why it is read so.")
    set_by: Wording = Field(description="Who set the reading.")
    cite: CiteSpec | None = Field(default=None, description="Where the word stands.")


class ListSpec(EntrySpec):
    """One entry of `lists`."""

    label: Wording = Field(description="The name as reports show it.")
    values: list[str] = Field(
        min_length=1, description="Codes, each of which covers all that begin with it, or enum values."
    )
    cite: CiteSpec | None = Field(default=None, description="Where the list comes from.")


class OutputSpec(_Spec):
    """What a table gives: a number in a unit, or a truth."""

    unit: str | None = Field(default=None, description="The unit of the results; '' for a pure number.")
    kind: Literal["number", "truth"] = Field(default="number", description="Whether results are numbers or truths.")


class TableSpec(EntrySpec):
    """One entry of `tables`."""

    label: Wording = Field(description="The name as reports show it.")
    inputs: list[str] = Field(min_length=1, description="The fields or definitions looked up, one for each column.")
    output: OutputSpec = Field(description="What the results are.")
    hit: Hit = Field(
        default="unique",
        description="Which row counts: the only one, the first, or the greatest, least or sum of all that apply.",
    )
    cite: CiteSpec | None = Field(default=None, description="Where the table comes from.")
    rows: list[list[str]] | None = Field(
        default=None,
        description="One cell for each input, then the result; '-' accepts anything. Either this or `file`.",
    )
    file: str | None = Field(
        default=None, description="A CSV file of the pack, such as tables/NAME.csv. Either this or `rows`."
    )
    stage: str | None = Field(
        default=None,
        description="The first stage at which the look-up is due; before it, only a figure that is found counts.",
    )


class UnlessSpec(_Spec):
    """`unless`: an exception."""

    condition: Condition = Field(description="When the rule does not apply after all.")
    cite: CiteSpec = Field(description="Where the exception stands.")
    reason: Wording = Field(description="The exception in words, for the report.")


class RuleSpec(EntrySpec):
    """One entry of `rules`."""

    title: Wording = Field(description="What the rule demands or grants, in a few words.")
    cite: CiteSpec = Field(description="The clause that the rule states.")
    subject: str | None = Field(default=None, description="What the rule is about.")
    force: Force = Field(description="How strongly the clause binds, and so what breaking it means.")
    matter: str = Field(default="", description="What it regulates; a superior rule on the same matter may prevail.")
    when: Condition | None = Field(default=None, description="To which cases the rule applies; to all if left out.")
    require: Condition | None = Field(default=None, description="The demand; either this or `grants`.")
    grants: Wording | None = Field(
        default=None, description="What a case that meets `when` is entitled to; either this or `require`."
    )
    unless: UnlessSpec | None = Field(default=None, description="An exception.")
    interprets: list[str] = Field(default=[], description="The ids of the interpretations that the rule rests on.")
    basis: Wording | None = Field(default=None, description="How a vague word was made decidable.")
    advice: Wording | None = Field(default=None, description="What would meet the demand.")
    in_force: PeriodSpec = Field(
        default=PeriodSpec(), description="When the rule is in force, if not as long as its pack."
    )
    stage: str | None = Field(
        default=None,
        description="The first stage at which the rule is due; before it, only what is known already counts.",
    )
    tone: list[Tone] = Field(
        default=[], description="How the text words a target: to be striven for (力争), about (左右)."
    )


class PrioritySpec(_Spec):
    """One class of projects in the order of an allocation."""

    label: Wording = Field(description="The class as reports show it.")
    when: Condition = Field(description="Which projects belong to it.")
    cite: CiteSpec = Field(description="Where the document puts them first.")


class ResourceSpec(_Spec):
    """One resource of an allocation, by the ids of its fields."""

    capacity: str = Field(description="The city's field of how much there is.")
    demand: str = Field(description="The project's field of how much it needs.")
    offset: str | None = Field(
        default=None, description="The project's field of how much of that it has found elsewhere."
    )


class AllocationSpec(EntrySpec):
    """One entry of `allocations`."""

    label: Wording = Field(description="The allocation as reports show it.")
    cite: CiteSpec = Field(description="The clause that orders it.")
    when: Condition = Field(description="Which projects take part.")
    priorities: list[PrioritySpec] = Field(
        min_length=1, description="The classes in their order; a project belongs to the first that holds."
    )
    resources: list[ResourceSpec] = Field(min_length=1, description="What is allocated.")
    others: Literal["draw", "offset"] = Field(
        description="Whether projects of no class draw last or must find offsets."
    )
    order: list[str] = Field(default=[], description="The fields that break ties within a class, smallest first.")
    basis: Wording = Field(description="How the text was made into an order.")


class WeightSpec(_Spec):
    """One rule of a ranking, and what it counts."""

    rule: str = Field(min_length=1, description="The id of a rule about projects that grants something.")
    weight: int = Field(ge=1, description="The points of a project that the rule grants it to.")


class RankingSpec(EntrySpec):
    """One entry of `rankings`."""

    label: Wording = Field(description="The ranking as reports show it.")
    weights: list[WeightSpec] = Field(min_length=1, description="What counts, and how much.")
    basis: Wording = Field(description="Whose convention the weights are.")


class PassageSpec(_Spec):
    """One entry of `not_checkable`: what the document says that no rule can check, and why not."""

    quote: str = Field(min_length=1, description="The passage, verbatim.")
    reason: Uncheckable = Field(description="The kind of reason why no rule can check it.")
    why: Wording = Field(description="Why no rule can check it, in words.")


class OpenQuestionSpec(_Spec):
    """One entry of `open_questions`: what no source at hand says, and who may."""

    question: Wording = Field(description="What is not known, and what is done meanwhile.")
    ask: Wording = Field(description="Where it is to be had.")


class FileSpec(_Spec):
    """A rule file."""

    define: list[DefinitionSpec] = Field(default=[], description="Conditions and quantities with a name.")
    interpretations: list[InterpretationSpec] = Field(default=[], description="How vague words are read.")
    lists: list[ListSpec] = Field(default=[], description="Named lists of codes or enum values.")
    tables: list[TableSpec] = Field(default=[], description="Decision tables.")
    rules: list[RuleSpec] = Field(default=[], description="What the document demands or grants.")
    allocations: list[AllocationSpec] = Field(
        default=[], description="In which order projects draw on something limited."
    )
    rankings: list[RankingSpec] = Field(default=[], description="In which order leads are looked at.")
    not_checkable: list[PassageSpec] = Field(
        default=[], description="Passages that no rule can check, each with the reason."
    )
    open_questions: list[OpenQuestionSpec] = Field(
        default=[], description="What no source at hand says, and where it is to be had."
    )
    headings: list[str] = Field(default=[], description="Passages that are headings, verbatim.")


class CheckSpec(_Spec):
    """One entry of `checks` in vocabulary.yaml."""

    id: str = Field(min_length=1)
    subject: str | None = None
    holds: Condition
    doubts: list[str] = Field(min_length=1)
    message: Wording


class ChecksSpec(BaseModel):
    """The part of vocabulary.yaml that states what data must agree on."""

    checks: list[CheckSpec] = []


class InferenceSpec(_Spec):
    """One entry of `infer` in vocabulary.yaml."""

    field: str
    value: str
    when: Condition
    why: Wording


class InferencesSpec(BaseModel):
    """The part of vocabulary.yaml that states what follows from data where a field is not given."""

    infer: list[InferenceSpec] = []


class RegisterInferenceSpec(_Spec):
    """One entry of `infer` of a register in vocabulary.yaml."""

    field: str
    value: str | None = None
    statuses: list[str] = []
    or_unknown: bool = False
    column: str | None = None
    among: list[str] = []


class RegisterInferencesSpec(BaseModel):
    """The part of a register in vocabulary.yaml that states what follows from its entries."""

    infer: list[RegisterInferenceSpec] = []


class VocabularySpec(BaseModel):
    """vocabulary.yaml: what is declared, and below the name of each subject its fields."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, dict[str, FieldSpec]]

    subjects: dict[str, SubjectSpec] = Field(description="What cases and rules can be about.")
    stages: list[StageSpec] = Field(default=[], description="What a project passes through, in order.")
    groups: list[GroupSpec] = Field(default=[], description="In which forms ask for fields, in order.")
    offices: list[OfficeSpec] = Field(default=[], description="Who finds what only a person decides.")
    summary: list[SummarySpec] = Field(default=[], description="What a case is about, in a few lines.")
    beside_verdict: list[BesideVerdictSpec] = Field(default=[], description="What results repeat of a ledger.")
    classifications: dict[str, ClassificationSpec] = Field(default={}, description="Lists of codes, by CSV files.")
    registers: dict[str, RegisterSpec] = Field(default={}, description="Lists of names, by CSV files.")
    checks: list[CheckSpec] = Field(default=[], description="What data must agree on.")
    infer: list[InferenceSpec] = Field(default=[], description="What follows from data where a field is not given.")
