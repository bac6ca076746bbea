"""Compose the memo on the year's targets and the allocation of a ledger, in one language."""

from collections.abc import Iterator, Sequence

from compliance.assessment.allocate import Distribution
from compliance.assessment.attainment import Assessment
from compliance.intake.office import NO_PROFILE, Profile
from compliance.intake.progress_ledger import LedgerReading
from compliance.report import phrases as p
from compliance.report.assessment.overview import compose_overview
from compliance.report.memo.content import Memo
from compliance.report.memo.draft import Draft, Heading
from compliance.report.memo.targets_annexes import add_annexes
from compliance.report.memo.targets_body import add_body
from compliance.text import Lang, Text

LINES = 48  # so many have the lists of the body together


def compose_targets_memo(
    found: Assessment,
    distributions: Sequence[Distribution],
    reading: LedgerReading,
    lang: Lang,
    profile: Profile = NO_PROFILE,
) -> Memo:
    """The memo on a ledger: who met and missed what and what to do on a few pages, then all of it as annexes."""
    draft = Draft(lang, _written_by_others(found, distributions, reading))
    page = compose_overview(found, reading, lang, LINES)
    add_body(draft, found, page, lang)
    add_annexes(draft, found, distributions, reading, lang)
    title = Text(
        f"{found.as_of.year}年度目标对照和要素分配意见",
        f"Targets of {found.as_of.year} and allocation of resources",
    ).to(lang)
    return draft.memo(Heading(title, title, "", found.as_of, page.result, p.ASSESSMENT_SIGNATURE), profile)


def _written_by_others(
    found: Assessment, distributions: Sequence[Distribution], reading: LedgerReading
) -> Iterator[str]:
    """The words of the documents and of the ledger: quotes, names, what could not be used."""
    for attainment in (*found.attainments, *found.unlisted):
        yield from (attainment.rule.cite.quote, attainment.case.name)
    yield from (rule.cite.quote for rule in found.unheld)
    yield from (award.project.name for one in distributions for award in one.awards)
    yield from (doubt.written for _, doubt in reading.doubts)
    yield from (one.written for one in reading.unread)
