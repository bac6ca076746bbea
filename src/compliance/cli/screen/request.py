"""The options of `compliance screen`, once they are read."""

from dataclasses import dataclass
from datetime import date

from compliance.facts import Facts
from compliance.intake.leads.reading import LeadReading
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.stages import Stage


@dataclass(frozen=True, slots=True)
class Request:
    """What is screened, how it is read, under which rules, and where the results go; see `compliance screen --help`."""

    ledger: str
    reading: LeadReading
    output: str | None
    rulebook: Rulebook
    as_of: date
    stage: Stage | None
    engine: str
    resume: bool
    quiet: bool
    facts: Facts
    into_copy: str | None = None
