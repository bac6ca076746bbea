"""What every engine says of a case: a ruling for each rule.  `engines.reference` is the meaning of each outcome."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from compliance.case import Case, PersonFinding, Record
from compliance.rulebook.model import Rule
from compliance.vocabulary.stages import StageAsked


class Outcome(StrEnum):
    """The outcome of one rule on one case.  The definition is in reference.py."""

    PASS = "pass"
    FAIL = "fail"
    UNDETERMINED = "undetermined"
    MANUAL = "manual"
    DEFERRED = "deferred"
    NOT_APPLICABLE = "not_applicable"
    OVERRIDDEN = "overridden"


class Ruling(NamedTuple):
    """The outcome of a rule on a case, or on one record of it (a building) when the rule is about records.

    A value: it can be stored, compared and sent.  `record` is the record ruled on, None for the case itself; `found` is
    what a person has found, where that gives the outcome.
    """

    rule: Rule
    outcome: Outcome
    record: Record | None = None
    found: PersonFinding | None = None


class Engine(Protocol):
    """Evaluates one case against an edition of a rulebook.  All engines give the same rulings."""

    def evaluate(self, case: Case, as_of: date, asked: StageAsked | None = None) -> tuple[Ruling, ...]:
        """A ruling for every rule of the edition, in its order; for a rule about records, one for each record.

        `asked` is the stage to judge the case at; None judges as if everything could be known.
        """
        ...
