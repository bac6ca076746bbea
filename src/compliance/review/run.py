"""The job of `compliance review`, and its results."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from compliance.case import Case
from compliance.errors import InputError, Problem
from compliance.facts import NO_FACTS, Facts
from compliance.intake.forms.material import read_material
from compliance.intake.forms.reading import FormReading
from compliance.intake.forms.supplements import Supplements
from compliance.intake.leads.reading import LeadChoice, LeadReading
from compliance.review.decision import Decision
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.stages import Stage


@dataclass(frozen=True, slots=True)
class ReviewJob:
    """Applications to review, or one lead of a ledger, under the rules of a day.

    `sources` are files of applications (- is standard input) or forms, which `forms` says how to read; or the one
    ledger of which `lead` names a row.
    `as_of` is None for the date of acceptance of each case, and `today` where it states none.  `stage` is that chosen
    for every case; None for the stage that each states, or else that of an application.  `facts` are what the office
    knows beside what cases say.  `supplements` are the sheets that applicants sent back.
    """

    rulebook: Rulebook
    sources: tuple[str, ...]
    as_of: date | None
    today: date
    lead: LeadChoice | None = None
    reading: LeadReading = field(default_factory=LeadReading)
    stage: Stage | None = None
    facts: Facts = NO_FACTS
    forms: FormReading = field(default_factory=FormReading)
    supplements: tuple[str, ...] = ()


class Reviewed(NamedTuple):
    """The decisions, in the order of the sources and of the cases in each; the faults of sources that none came of.

    `notes` tell what is amiss with the reading of forms, and name the findings of persons on cases that are in none of
    the sources.
    """

    decisions: tuple[Decision, ...]
    faults: tuple[InputError, ...]
    notes: tuple[Problem, ...] = ()


def run(job: ReviewJob) -> Reviewed:
    """Review every case of every source that can be read.

    Raises: InputError for a ledger or a supplement that cannot be read, RequestError for a lead that is not there, and
    for a ledger of which no lead is named.
    """
    reviewer = Reviewer(job.rulebook, job.rulebook.vocabulary.stages.for_review(job.stage), job.facts)
    supplements = Supplements(job.supplements, job.rulebook.vocabulary, job.rulebook.digest)
    if job.lead is not None:
        leads = job.reading.leads(Path(job.sources[0]), job.rulebook.vocabulary)
        lead = supplements.on(job.lead.of(leads))
        if (idle := supplements.unmatched()) is not None:
            raise idle
        return Reviewed((reviewer.review(lead, job.as_of, job.today),), ())
    decisions: list[Decision] = []
    faults: list[InputError] = []
    notes: list[Problem] = []
    for source in job.sources:
        try:
            material = read_material(source, job.rulebook.vocabulary, job.forms, job.rulebook.digest)
            notes += material.notes
            decisions += [reviewer.review(supplements.on(case), job.as_of, job.today) for case in material.cases]
        except InputError as error:
            faults.append(error)
    if (idle := supplements.unmatched()) is not None and not faults:
        faults.append(idle)
    named = {key for decision in decisions for key in job.facts.named(decision.case)}
    notes += () if faults else job.facts.unmatched(named)
    return Reviewed(tuple(decisions), tuple(faults), tuple(notes))


def review_each(
    cases: Iterable[Case],
    rulebook: Rulebook,
    as_of: date | None,
    today: date,
    stage: Stage | None = None,
    facts: Facts = NO_FACTS,
) -> tuple[Decision, ...]:
    """The decision on each case, in their order, at a stage or that of an application; see `Reviewer.review`."""
    reviewer = Reviewer(rulebook, rulebook.vocabulary.stages.for_review(stage), facts)
    return tuple(reviewer.review(case, as_of, today) for case in cases)
