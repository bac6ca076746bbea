"""The job of `compliance assess` and `compliance allocate`, and their results."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from compliance.assessment.allocate import Distribution, allocate
from compliance.assessment.assess import assess
from compliance.assessment.attainment import Assessment
from compliance.assessment.repeated import with_repeats_open
from compliance.assessment.unlisted import with_unlisted
from compliance.assessment.usable import usable_ledger
from compliance.facts import NO_FACTS, Facts
from compliance.garbage import no_search_for_garbage
from compliance.intake.progress_ledger import Ledger, LedgerReading, read_ledger
from compliance.rulebook.model import Rulebook
from compliance.source import Readable
from compliance.vocabulary.stages import Stage, StageAsked


@dataclass(frozen=True, slots=True)
class LedgerJob:
    """A progress ledger, and the day whose rules it is held against.

    `facts` are what the office knows beside it; `stage` is that at which the ledger's projects are judged, None for the
    stage that each states or has reached, or else that of an application.
    """

    rulebook: Rulebook
    ledger: Readable
    as_of: date
    facts: Facts = NO_FACTS
    stage: Stage | None = None

    @property
    def asked(self) -> StageAsked | None:
        """The stage that projects are judged at."""
        return self.rulebook.vocabulary.stages.for_review(self.stage)

    def read(self) -> Ledger:
        """What can be used of the ledger.  Raises: InputError if it cannot be read, or a finding cannot be used."""
        ledger = with_repeats_open(read_ledger(self.ledger, self.rulebook.vocabulary), self.rulebook)
        return with_unlisted(usable_ledger(ledger, self.rulebook, self.as_of, self.facts), self.rulebook, self.as_of)


class Assessed(NamedTuple):
    """The year's targets beside a ledger, and what its keeper should know of its reading."""

    assessment: Assessment
    reading: LedgerReading


class Allocated(NamedTuple):
    """What was shared out on a day among the projects of a ledger, and what its keeper should know of its reading."""

    distributions: tuple[Distribution, ...]
    as_of: date
    rulebook_digest: str
    reading: LedgerReading


def run_assessment(job: LedgerJob) -> Assessed:
    """How every target in force stands.  Raises: InputError for a ledger that cannot be read."""
    # All that is read is kept to the end.
    with no_search_for_garbage():
        ledger = job.read()
        return Assessed(assess(job.rulebook, ledger.cases, job.as_of, ledger.unlisted), ledger.reading)


def run_allocation(job: LedgerJob) -> Allocated:
    """The capacity and land that the city has, shared out.  Raises: InputError for a ledger that cannot be read."""
    ledger = job.read()
    distributions = allocate(job.rulebook, ledger.city, job.as_of, job.asked, job.facts)
    return Allocated(distributions, job.as_of, job.rulebook.digest, ledger.reading)
