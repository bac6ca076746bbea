"""The results of an assessment as values: what each zone, county, department and the city has attained."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from compliance.case import Case, Doubt, Record
from compliance.engines.evaluation import Evaluation
from compliance.engines.missing import Gap, Input, gap
from compliance.engines.shared_records import names_in
from compliance.errors import shown
from compliance.language import tree as t
from compliance.quantity.quantity import Quantity
from compliance.review.explanation import explain
from compliance.rulebook.model import Interpretation, Pack, Rule
from compliance.text import Text, join

_IN_LIST = re.compile(r"(\w+)\[(\d+)\]\.\w+")  # the path of a record's field


class Status(StrEnum):
    """How a demand on a zone, county, department or the city stands.

    Unreported is one whose last day is past and of which nothing was reported.
    """

    MET = "met"
    GAP = "gap"
    UNMET = "unmet"
    LATE = "late"
    UNREPORTED = "unreported"
    INSUFFICIENT = "insufficient"
    MANUAL = "manual"
    NOT_APPLICABLE = "not_applicable"


REPEATED = Text(
    "可能与台账中前面的同一项目重复,待核实", "may be the same as an earlier one of the ledger: to be decided"
)
OPEN = (Status.UNREPORTED, Status.INSUFFICIENT, Status.MANUAL)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure beside the figure demanded; `value` is None where the data do not give it.

    `least` and `most` are the bounds of a count or sum that some records leave open; `wanted` is how much more of
    the dividend a ratio that falls short would take.  `met` is None where the data leave it open.
    """

    label: Text
    comparator: t.Comparator
    value: Quantity | None
    target: Quantity
    least: Quantity | None
    most: Quantity | None
    gap: Quantity | None
    wanted: tuple[Text, Quantity] | None
    met: bool | None

    @property
    def attainment(self) -> Fraction | None:
        """The share of the target reached; None where the data do not say, or the target is no number to come up to."""
        if self.value is None or self.target.base <= 0 or self.comparator in ("<", "<="):
            return None
        return self.value.base / self.target.base


class Member(NamedTuple):
    """A record that a count or sum looked at, and the condition that keeps it out or that its data leave open."""

    record: Record
    condition: t.Condition
    whole: Evaluation

    @property
    def why(self) -> Text:
        """Why it does not count, or cannot be decided."""
        seen = self.whole.within(self.record)
        if self.record.repeated and seen.truth(self.condition) is True:
            return REPEATED
        if seen.truth(self.condition) is None:
            return _open_words(self.condition, seen)
        return _with_doubts(explain(self.condition, seen), self.condition, seen)


@dataclass(frozen=True, slots=True)
class Members:
    """The records behind a figure: counted, left open by their data, and not counted.

    `together` are the conditions that a counted record must all meet.
    """

    counted: tuple[Record, ...]
    open: tuple[Member, ...]
    excluded: tuple[Member, ...]
    together: tuple[t.Condition, ...]

    @property
    def marginal(self) -> tuple[Member, ...]:
        """The excluded records that one condition alone keeps out."""
        if not self.excluded:
            return ()
        records, whole = tuple(member.record for member in self.excluded), self.excluded[0].whole
        columns = [whole.truths(condition, records) for condition in self.together]
        rows = zip(records, zip(*columns, strict=True), strict=True)
        return tuple(
            Member(record, self.together[truths.index(False)], whole)
            for record, truths in rows
            if truths.count(False) == 1
        )


@dataclass(frozen=True, slots=True)
class Attainment:
    """How one demand stands for one subject, with the figures and the records behind it; `about` names the subject."""

    rule: Rule
    case: Case
    about: Text
    status: Status
    reason: Text
    measures: tuple[Measure, ...]
    members: Members | None
    missing: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A zone in the league table: how many of its targets are met, not met and undecided, and all of them."""

    zone: Case
    met: int
    short: int
    undecided: int
    attainments: tuple[Attainment, ...]

    @property
    def reported(self) -> bool:
        """Whether anything was reported that decides a target."""
        return self.met + self.short > 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything a report on a ledger says.

    `unlisted` is what is demanded of those that the ledger should list and does not; `unheld` are demands on those of
    whom it lists nobody.  `kinds` has what each kind of body is called, by its subject: the whole first.
    """

    as_of: date
    packs: tuple[Pack, ...]
    rulebook_digest: str
    attainments: tuple[Attainment, ...]
    league: tuple[Standing, ...]
    interpretations: tuple[Interpretation, ...]
    unlisted: tuple[Attainment, ...]
    unheld: tuple[Rule, ...]
    kinds: Mapping[str, Text]


def _open_words(condition: t.Condition, inside: Evaluation) -> Text:
    needed = gap(condition, inside)
    doubts = {} if inside.record is None else {doubt.field: doubt for doubt in inside.record.doubts}
    labels = [_awaited(item.field.label, doubts.get(item.field.id)) for item in needed.missing.values()]
    listed = join((*labels, *(item.what for item in needed.open.values())), "、", ", ")
    return Text(f"缺{listed.zh}", f"missing: {listed.en}")


def _with_doubts(why: Text, condition: t.Condition, inside: Evaluation) -> Text:
    """Why a record does not count, and which of what it states is in doubt and so was not used."""
    named = set(names_in(condition, inside.rulebook))
    doubts = [] if inside.record is None else [one for one in inside.record.doubts if one.field in named]
    if not doubts:
        return why
    said = join(tuple(_awaited(one.label, one) for one in doubts), "、", ", ")
    return Text(f"{why.zh};{said.zh}", f"{why.en}; {said.en}")


def awaited(gap_: Gap, seen: Evaluation, anyone_of: Collection[str] = ()) -> tuple[Text, ...]:
    """What a gap waits for; beside what is in doubt stands what was written.

    `anyone_of` are the fields of records of which any one is enough: of these nobody is asked by name.
    """
    missing = (_awaited(_asked(item, item.label, anyone_of), _doubt_of(item, seen)) for item in gap_.missing.values())
    opened = (one.what if one.input is None else _asked(one.input, one.what, anyone_of) for one in gap_.open.values())
    return tuple(dict.fromkeys((*missing, *opened)))


def _asked(item: Input, named: Text, anyone_of: Collection[str]) -> Text:
    of_record = _IN_LIST.fullmatch(item.path)
    return item.field.label if of_record is not None and of_record[1] in anyone_of else named


def _awaited(label: Text, doubt: Doubt | None) -> Text:
    if doubt is None:
        return label
    said, at = shown(doubt.written), doubt.at.base
    return Text(
        f"{label.zh}({at.to('zh')} 所填“{said}”存疑)",
        f"{label.en} (given at {at.to('en')} as “{said}”, which is in doubt)",
    )


def _doubt_of(item: Input, seen: Evaluation) -> Doubt | None:
    """What is in doubt of an input: of the case, or of the record that its path names."""
    of_record = _IN_LIST.fullmatch(item.path)
    doubts = seen.case.doubts
    if of_record is not None:
        datum = seen.case.data.get(of_record[1])
        records = datum.value if datum is not None and isinstance(datum.value, tuple) else ()
        doubts = next((one.doubts for one in records if one.index == int(of_record[2])), ())
    return next((doubt for doubt in doubts if doubt.field == item.field.id), None)
