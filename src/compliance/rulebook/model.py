"""What a rulebook is, once read: frozen types that every engine and report shares."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from compliance.caching import Cache
from compliance.errors import Place
from compliance.language import tree as t
from compliance.language.types import TRUTH, Type
from compliance.language.verbalize import Meaning
from compliance.quantity.units import Unit
from compliance.rulebook.digest import digest_over
from compliance.text import Text
from compliance.vocabulary.fields import Field, Vocabulary
from compliance.vocabulary.stages import Stage

Hit = Literal["unique", "first", "max", "min", "sum"]

# The interpretation that says by what share of itself a number may be off that is written with 约 or 左右.
ABOUT_SHARE = "about_share"


class Force(StrEnum):
    """How strongly a clause binds."""

    PROHIBITION = "prohibition"
    OBLIGATION = "obligation"
    CONDITION = "condition"
    PRIORITY = "priority"
    GUIDANCE = "guidance"
    PROCEDURE = "procedure"
    TARGET = "target"
    DEADLINE = "deadline"

    @property
    def decides(self) -> bool:
        """Whether breaking or not settling such a rule bears on the verdict."""
        return self in _DECIDING


_DECIDING = (Force.PROHIBITION, Force.OBLIGATION, Force.CONDITION)


class Tone(StrEnum):
    """How the text words what a target demands."""

    STRIVE = "strive"
    ABOUT = "about"


class Authority(StrEnum):
    """Who issued a policy document, highest first."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"

    @property
    def rank(self) -> int:
        """0 for the highest."""
        return list(Authority).index(self)


class Uncheckable(StrEnum):
    """Why a passage of a policy document cannot be checked."""

    PRINCIPLE = "principle"
    WORK_DIRECTION = "work_direction"
    VAGUE_OUTCOME = "vague_outcome"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def includes(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from.  A quote is verbatim; a figure without a quote has a source and a confidence."""

    document: str
    clause: str
    quote: str = ""
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document that no rule reads: a heading, or something that cannot be checked, and why."""

    quote: str
    reason: Uncheckable | None
    why: Text | None
    at: Place


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What no source at hand says of a document's matter, and where it is to be had."""

    question: Text
    ask: Text


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How a vague word is read, why, and by whom it was set."""

    id: str
    label: Text
    why: Text
    set_by: Text
    value: t.Number | t.Choice | None
    cite: Citation | None
    at: Place


@dataclass(frozen=True, slots=True)
class DefinedCondition:
    """A condition with a name; a term that is true or false is one too."""

    id: str
    pack: str
    subject: str
    label: Text
    meaning: t.Condition
    cite: Citation | None
    at: Place

    @property
    def type(self) -> Type:
        """The type of what has the name."""
        return TRUTH

    @property
    def unit(self) -> None:
        """No unit: it is true or false."""
        return


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A term with a name: a quantity, which is shown in `unit`, or a date, text or code, which has none."""

    id: str
    pack: str
    subject: str
    label: Text
    meaning: t.Term
    type: Type
    unit: Unit | None
    cite: Citation | None
    at: Place


Definition = DefinedCondition | DefinedTerm


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a cell for each input (None accepts anything) and the result, in base units."""

    cells: tuple[t.Interval | t.Choice | None, ...]
    result: Fraction | bool
    source: str
    confidence: str
    at: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table.  `stage` is that from which it is looked up, None for any."""

    id: str
    pack: str
    label: Text
    inputs: tuple[t.Term, ...]
    output: Unit | None
    hit: Hit
    rows: tuple[Row, ...]
    cite: Citation | None
    stage: Stage | None
    at: Place


@dataclass(frozen=True, slots=True)
class Exemption:
    """When a rule gives way: an exception of its own, or a superior rule on the same matter."""

    condition: t.Condition
    cite: Citation
    reason: Text
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    """A class of projects that comes before those after it."""

    label: Text
    condition: t.Condition
    cite: Citation


@dataclass(frozen=True, slots=True)
class Resource:
    """Something limited that projects ask for.

    `capacity` is the city's field of how much there is; `demand` and `offset` are the projects' fields of how much each
    needs and how much of that it has found elsewhere.
    """

    capacity: Field
    demand: Field
    offset: Field | None


@dataclass(frozen=True, slots=True)
class Allocation:
    """In which order projects draw on limited resources.

    `others_draw` says whether projects of no class draw last, or must find offsets; `order` are the fields that break
    ties within a class, smallest first, before the order of the ledger.
    """

    id: str
    pack: str
    label: Text
    cite: Citation
    applies: t.Condition
    priorities: tuple[Priority, ...]
    resources: tuple[Resource, ...]
    others_draw: bool
    order: tuple[Field, ...]
    basis: Text
    at: Place


@dataclass(frozen=True, slots=True)
class Ranking:
    """In which order leads are looked at: the points of each rule, by its id, that grants a lead something.

    The weights are a convention of the office, as `basis` says; no document states them.
    """

    id: str
    pack: str
    label: Text
    weights: Mapping[str, int]
    basis: Text
    at: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand (`require`) or entitlement (`grants`) of a policy document.

    `stage` is that from which it is due, None where its fields alone say when.  `decider` is the department that the
    document names to find what only a person can; None where it names none.
    """

    id: str
    pack: str
    title: Text
    cite: Citation
    subject: str
    force: Force
    matter: str
    when: t.Condition
    require: t.Condition | None
    grants: Text | None
    exemptions: tuple[Exemption, ...]
    interprets: tuple[str, ...]
    basis: Text | None
    advice: Text | None
    in_force: Period
    stage: Stage | None
    tone: tuple[Tone, ...]
    at: Place

    def conditions(self) -> tuple[t.Condition, ...]:
        """Everything the outcome depends on."""
        demand = () if self.require is None else (self.require,)
        return (self.when, *demand, *(exemption.condition for exemption in self.exemptions))


@dataclass(frozen=True, slots=True)
class Pack:
    """One policy document as rules.

    `applies` says of a case where the document applies; None for everywhere.  `reported` says that its first day in
    force is only that of a report on it.
    """

    id: str
    prefix: str
    version: str
    document: str
    title: Text
    issuer: Text
    authority: Authority
    in_force: Period
    reported: bool
    plan_year: int | None
    yields_to: tuple[Authority, ...]
    yields_cite: Citation | None
    applies: t.Condition | None
    text: str
    passages: tuple[Passage, ...]
    open_questions: tuple[OpenQuestion, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Check:
    """A consistency that data must have; when it does not hold, the doubted fields cannot be relied on."""

    id: str
    subject: str
    holds: t.Condition
    doubts: tuple[str, ...]
    message: Text


@dataclass(frozen=True, slots=True)
class Inference:
    """What a yes-or-no or text field of the reviewed subject is where a case does not state it, when, and why."""

    field: Field
    value: bool | str
    when: t.Condition
    why: Text


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Packs and everything their conditions name.

    `inferences` stand in the order in which they are drawn.  `reached` has the stages of a case that can be seen from
    its data, in their order, each with the condition for it.

    `digest` is one SHA-256 over every file that it was read from, as effective, and over the packs where only some of
    them are wanted.
    """

    vocabulary: Vocabulary
    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    allocations: tuple[Allocation, ...]
    rankings: tuple[Ranking, ...]
    definitions: Mapping[str, Definition]
    tables: Mapping[str, Table]
    interpretations: Mapping[str, Interpretation]
    list_labels: Mapping[str, Text]
    checks: tuple[Check, ...]
    inferences: tuple[Inference, ...]
    reached: tuple[tuple[Stage, t.Condition], ...]
    digest: str
    cache: Cache = attribute(init=False, repr=False, compare=False, default_factory=Cache)
    _packs: Mapping[str, Pack] = attribute(init=False, repr=False, compare=False)
    _confined: tuple[Rule, ...] = attribute(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_packs", {pack.id: pack for pack in self.packs})
        object.__setattr__(self, "_confined", tuple(self._confined_to_territories()))

    def pack(self, id_: str) -> Pack:
        """The pack with that id."""
        return self._packs[id_]

    def territory(self, rule: Rule) -> t.Condition | None:
        """Where the pack of a rule by which cases are reviewed applies; None for everywhere, and for other rules."""
        is_judged = rule.subject in self.vocabulary.judged_with(self.vocabulary.reviewed)
        return self.pack(rule.pack).applies if is_judged else None

    @property
    def about_share(self) -> Fraction | None:
        """By what share of itself a rough number (约) may be off; None if the rulebook does not say."""
        reading = self.interpretations.get(ABOUT_SHARE)
        return reading.value.quantity.base if reading is not None and isinstance(reading.value, t.Number) else None

    def only(self, packs: Collection[str]) -> "Rulebook":
        """The rulebook with the rules of those packs alone; definitions and tables stay, since rules share them."""
        return replace(
            self,
            packs=tuple(pack for pack in self.packs if pack.id in packs),
            rules=tuple(rule for rule in self.rules if rule.pack in packs),
            allocations=tuple(allocation for allocation in self.allocations if allocation.pack in packs),
            rankings=tuple(ranking for ranking in self.rankings if ranking.pack in packs),
            digest=digest_over([self.digest, *sorted(set(packs))]),
        )

    def condition(self, id_: str) -> t.Condition:
        """The condition that has that name.

        Raises: TypeError if a term has it; checked rules name none where a condition must stand.
        """
        definition = self.definitions[id_]
        if not isinstance(definition, DefinedCondition):
            raise TypeError(f"{id_} is the name of a term")
        return definition.meaning

    def meaning(self, id_: str) -> Meaning:
        """What the words for a definition need."""
        definition = self.definitions[id_]
        return Meaning(definition.label, definition.meaning, definition.unit)

    def table(self, id_: str) -> tuple[Text, Unit | None]:
        """The label of a table and the unit of its results."""
        table = self.tables[id_]
        return table.label, table.output

    def list_label(self, id_: str) -> Text:
        """The label of a list."""
        return self.list_labels[id_]

    def edition(self, as_of: date) -> "Edition":
        """The rules in force on a day, each with the superior rules it yields to that day."""
        packs = tuple(pack for pack in self.packs if pack.in_force.includes(as_of))
        ids = {pack.id for pack in packs}
        rules = [r for r in self._confined if r.pack in ids and r.in_force.includes(as_of)]
        return Edition(self, packs, tuple(self._yielding(rule, rules) for rule in rules))

    def _confined_to_territories(self) -> Iterator[Rule]:
        """The rules; those by which cases are reviewed apply only where their packs do.

        What was one condition stays one (D-029).
        """
        confined: dict[tuple[str, int], t.Condition] = {}
        for rule in self.rules:
            applies = self.territory(rule)
            if applies is None:
                yield rule
            else:
                when = t.All((t.Presumed(applies), rule.when))
                yield replace(rule, when=confined.setdefault((rule.pack, id(rule.when)), when))

    def _yielding(self, rule: Rule, others: list[Rule]) -> Rule:
        pack = self.pack(rule.pack)
        superiors = [
            other
            for other in others
            if rule.matter
            and other.matter == rule.matter
            and other.subject == rule.subject
            and self.pack(other.pack).authority in pack.yields_to
            and self.pack(other.pack).authority.rank < pack.authority.rank
        ]
        overrides = tuple(self._override(pack, superior) for superior in superiors)
        return replace(rule, exemptions=rule.exemptions + overrides) if overrides else rule

    def _override(self, pack: Pack, superior: Rule) -> Exemption:
        document = self.pack(superior.pack).document
        reason = Text(
            f"同一事项另有规定,从其规定:{document}({superior.title.zh})",
            f"a superior rule governs the same matter: {document} ({superior.title.en})",
        )
        return Exemption(superior.when, pack.yields_cite or superior.cite, reason, superior.id)


@dataclass(frozen=True, slots=True)
class Edition:
    """A rulebook as it stands on a day."""

    rulebook: Rulebook
    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]

    @property
    def territorial(self) -> tuple[tuple[Pack, t.Condition], ...]:
        """The packs that do not apply everywhere, each with the condition that says where it does."""
        return tuple((pack, pack.applies) for pack in self.packs if pack.applies is not None)

    def about(self, subject: str) -> "Edition":
        """The edition with the rules for cases of that subject: those about it and those about its parts."""
        judged = self.rulebook.vocabulary.judged_with(subject)
        return replace(self, rules=tuple(rule for rule in self.rules if rule.subject in judged))
