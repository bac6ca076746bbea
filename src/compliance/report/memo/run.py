"""The job of `compliance memo` and the memo it gives; `many.py` writes a folder of memos."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from compliance.case import Case
from compliance.errors import Problem, RequestError
from compliance.facts import NO_FACTS, Facts
from compliance.intake.forms.material import read_material
from compliance.intake.forms.reading import FormReading
from compliance.intake.forms.supplements import Supplements
from compliance.intake.leads.leads import Leads
from compliance.intake.leads.reading import LeadChoice
from compliance.intake.office import NO_PROFILE, Profile
from compliance.report.letters.kinds import PaperKind
from compliance.report.memo.content import Memo
from compliance.report.memo.selection import MemoKind, Selection
from compliance.review.decision import Verdict
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Edition, Rulebook
from compliance.screening.summary import Screening, ScreeningSummary, screening_of
from compliance.text import Lang, Text
from compliance.vocabulary.stages import Stage, StageAsked

LISTED = 100  # so many leads stand in the memo on a screening
OnProgress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class MemoJob:
    """What memos are on, in which language, and under the rules of which day.

    `sources` are files of applications or forms, which `forms` says how to read, or one ledger; `leads` are those of a
    lead ledger.  `as_of` is None for the date of acceptance of each application, and `today` where there is none.
    `stage` is that chosen for every case; None for the stage that each states, or else that of a lead or of an
    application.  `facts` are what the office knows beside what cases say; `profile` gives the memos its name, number
    and signatories.  `supplements` are the sheets that applicants sent back.  `paper` is what is written on a case: a
    memo, or a letter.
    """

    sources: tuple[str, ...]
    leads: Leads | None
    selection: Selection
    rulebook: Rulebook
    as_of: date | None
    today: date
    lang: Lang
    stage: Stage | None = None
    facts: Facts = NO_FACTS
    profile: Profile = NO_PROFILE
    forms: FormReading = field(default_factory=FormReading)
    supplements: tuple[str, ...] = ()
    paper: PaperKind = PaperKind.MEMO

    @property
    def asked(self) -> StageAsked | None:
        """The stage that cases are judged at, leads as a screening judges them and applications as a review does."""
        stages = self.rulebook.vocabulary.stages
        return stages.for_review(self.stage) if self.leads is None else stages.for_screening(self.stage)

    @property
    def day(self) -> date:
        """The day of a ledger: the one asked for, else today."""
        return self.as_of or self.today

    @property
    def ledger(self) -> str:
        """The name of the first source."""
        return Path(self.sources[0]).name


class Written(NamedTuple):
    """A memo, and the verdicts of the cases that it is on; of a whole ledger none.

    `notes` tell what is amiss with the reading of forms; `enclosed` is the form that goes with a letter, if any.
    """

    memo: Memo
    verdicts: tuple[Verdict, ...]
    notes: tuple[Problem, ...] = ()
    enclosed: bytes | None = None


def _on_case(job: MemoJob, _: OnProgress) -> Written:
    from compliance.report.letters.papers import paper_of

    case, notes = _case(job)
    decision = Reviewer(job.rulebook, job.asked, job.facts).review(case, job.as_of, job.today)
    paper = paper_of(job.paper, decision, job.rulebook, job.lang, job.profile)
    return Written(paper.memo, (decision.verdict,), notes, paper.enclosed)


def _case(job: MemoJob) -> tuple[Case, tuple[Problem, ...]]:
    """The one case that a memo in a file is on, and notes on how it was read.  Raises: InputError, RequestError."""
    asked = job.selection
    vocabulary, digest = job.rulebook.vocabulary, job.rulebook.digest
    supplements = Supplements(job.supplements, vocabulary, digest)
    if job.leads is not None:
        if len(asked.ids) + len(asked.rows) != 1:
            raise RequestError(
                Text(
                    "写一条线索的备忘录须用一个 --row 或 --ids 指定;写多条时 -o 用文件夹",
                    "name one lead by --row or --ids; for several, -o is a folder",
                )
            )
        lead = supplements.on(LeadChoice(next(iter(asked.rows), None), next(iter(asked.ids), None)).of(job.leads))
        if (idle := supplements.unmatched()) is not None:
            raise idle
        return lead, ()
    read = [read_material(source, vocabulary, job.forms, digest) for source in job.sources]
    cases = [supplements.on(case) for material in read for case in material.cases]
    if (idle := supplements.unmatched()) is not None:
        raise idle
    cases = [case for case in cases if not asked.ids or case.id in asked.ids]
    if len(cases) != 1:
        raise RequestError(
            Text(
                f"一个文件写一个项目,材料中有 {len(cases)} 个;写多个时 -o 用文件夹",
                f"a file is on one project; here are {len(cases)}; for several, -o is a folder",
            )
        )
    return cases[0], tuple(note for material in read for note in material.notes)


def _on_screening(job: MemoJob, on_progress: OnProgress) -> Written:
    from compliance.engines.columnar.backends import Polars
    from compliance.report.memo.screening import compose_screening_memo
    from compliance.screening.screener import Screener

    assert job.leads is not None, "a screening is of a ledger of leads"
    screener = Screener(job.rulebook, job.day, Polars(), asked=job.asked, facts=job.facts)
    summary = ScreeningSummary(LISTED)
    for _ in screener.results(job.leads, summary):
        on_progress(summary.total)
    screening = screened(job, job.leads, screener.edition, summary)
    return Written(compose_screening_memo(screening, job.lang, job.profile), ())


def screened(job: MemoJob, leads: Leads, edition: Edition, summary: ScreeningSummary) -> Screening:
    """The finished screening of the ledger that memos are on."""
    return screening_of(job.ledger, leads, edition, job.day, summary, facts=job.facts)


def _on_targets(job: MemoJob, _: OnProgress) -> Written:
    from compliance.assessment.allocate import allocate
    from compliance.assessment.assess import assess
    from compliance.assessment.run import LedgerJob
    from compliance.report.memo.targets import compose_targets_memo

    asked = LedgerJob(job.rulebook, Path(job.sources[0]), job.day, job.facts, job.stage)
    ledger = asked.read()
    assessment = assess(job.rulebook, ledger.cases, job.day, ledger.unlisted)
    distributions = allocate(job.rulebook, ledger.city, job.day, asked.asked, job.facts)
    return Written(compose_targets_memo(assessment, distributions, ledger.reading, job.lang, job.profile), ())


# What a memo can be on (--of), with what writes it.  Each raises InputError, RequestError.
MEMOS: Mapping[MemoKind, Callable[[MemoJob, OnProgress], Written]] = {
    MemoKind.application: _on_case,
    MemoKind.screening: _on_screening,
    MemoKind.targets: _on_targets,
}
