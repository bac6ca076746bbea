"""What every engine says of a case: a ruling for each rule.  `engines.reference` is the meaning of each outcome."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from compliance.case import Case, Record
from compliance.engines.evaluation import Evaluation
from compliance.rulebook.model import Rule


class Outcome(StrEnum):
    """The outcome of one rule on one case.  The definition is in reference.py."""

    PASS = "pass"
    FAIL = "fail"
    UNDETERMINED = "undetermined"
    MANUAL = "manual"
    NOT_APPLICABLE = "not_applicable"
    OVERRIDDEN = "overridden"


class Ruling(NamedTuple):
    """The outcome of a rule on a case, or on one record of it (a building) when the rule is about records.

    `seen` holds the values that the outcome was found on.
    """

    rule: Rule
    outcome: Outcome
    seen: Evaluation

    @property
    def record(self) -> Record | None:
        """The record ruled on; None for the case itself."""
        return self.seen.record


class Engine(Protocol):
    """Evaluates one case against an edition of a rulebook.  All engines give the same rulings."""

    def evaluate(self, case: Case, as_of: date) -> tuple[Ruling, ...]:
        """A ruling for every rule of the edition, in its order; for a rule about records, one for each record."""
        ...
