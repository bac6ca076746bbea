"""The answer to an application as data: what decides, what to do next, and what is met; every product renders it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from compliance.review.decision import Verdict
from compliance.rulebook.model import Rule
from compliance.text import Lang, Text


class Act(StrEnum):
    """What is to be done next."""

    SUPPLY = "supply"
    FIND = "find"
    RECTIFY = "rectify"
    REFUSE = "refuse"
    SIGN = "sign"


class Point(NamedTuple):
    """Something special to the case: what it is, why, and what can be done; `rules` are those that it concerns.

    `key` is what the sentence of the verdict says of it where it is open; None for what is not met, which the sentence
    names anyway.
    """

    heading: str
    why: str
    advice: str
    rules: tuple[Rule, ...]
    key: Text | None


class Matter(NamedTuple):
    """One thing that somebody must supply, find or put right, for the rules that wait for it.

    `special` says that it bears on a point of the case itself; `note` is what else is to be said of it.
    """

    id: str
    what: str
    rules: tuple[Rule, ...]
    special: bool
    note: str


class Step(NamedTuple):
    """What is to be done next, by whom and by when.

    `office` is the id of the office that the rulebook names, empty for the applicant, for the office that reviews, and
    where none is named.
    """

    act: Act
    who: str
    office: str
    what: str
    when: str
    matters: tuple[Matter, ...]


class Doubted(NamedTuple):
    """Values that could not be used for one reason: of what, and why, without a full stop."""

    labels: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one application, in one language.

    `subject` are the lines of what it is about.  `points` are what is special to it, what weighs most first; `steps`
    come in the order of their weight too.  `doubts` are the values that could not be used, `unread` what was written
    beside them and is not used.  `found` are the findings of persons that it rests on; `met` are the clauses that are
    met, `also_met` those that do not bear on the verdict; `support` is what the case is granted, or would be.
    """

    lang: Lang
    name: str
    id: str
    as_of: date
    stage: str
    subject: tuple[tuple[str, str], ...]
    verdict: Verdict
    sentence: str
    points: tuple[Point, ...]
    steps: tuple[Step, ...]
    notices: tuple[str, ...]
    doubts: tuple[Doubted, ...]
    unread: tuple[str, ...]
    found: tuple[str, ...]
    met: tuple[str, ...]
    also_met: tuple[str, ...]
    support: tuple[str, ...]
    granted: bool
    later: tuple[str, ...]
