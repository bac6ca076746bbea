"""Compose the memo on the year's targets and the allocation of a ledger, in one language."""

from collections.abc import Sequence

from compliance.assessment.allocate import Distribution
from compliance.assessment.attainment import Assessment
from compliance.intake.office import NO_PROFILE, Profile
from compliance.intake.progress_ledger import LedgerReading
from compliance.report import phrases as p
from compliance.report.assessment.overview import compose_overview
from compliance.report.memo.content import Draft, Memo, clean
from compliance.report.memo.targets_annexes import add_annexes
from compliance.report.memo.targets_body import add_body
from compliance.text import Lang, Text

LINES = 60  # so many have the lists of the body together


def compose_targets_memo(
    found: Assessment,
    distributions: Sequence[Distribution],
    reading: LedgerReading,
    lang: Lang,
    profile: Profile = NO_PROFILE,
) -> Memo:
    """The memo on a ledger: who met and missed what and what to do on a few pages, then all of it as annexes."""
    draft, page = Draft(lang), compose_overview(found, reading, lang, LINES)
    add_body(draft, found, page, lang)
    add_annexes(draft, found, distributions, reading, lang)
    title = Text(
        f"{found.as_of.year}年度目标对照和要素分配意见",
        f"Targets of {found.as_of.year} and allocation of resources",
    ).to(lang)
    return Memo(
        lang,
        title,
        p.MEMO_SUBTITLE.to(lang),
        title,
        "",
        found.as_of,
        page.result,
        tuple(section for section in draft.sections.values() if section.number),
        draft.sections,
        p.ASSESSMENT_SIGNATURE.to(lang),
        draft.signature(profile.signatories),
        clean(profile.name, lang),
        clean(profile.document_number, lang),
    )
