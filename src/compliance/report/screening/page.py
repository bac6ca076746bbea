"""The page of a screening: its counts, its rules, and what the keeper of the ledger should know."""

from collections.abc import Iterable, Iterator, Mapping

from compliance.errors import shown
from compliance.report import phrases as p
from compliance.report.content import Page
from compliance.report.screening.lacks import LACKING, lack_sentences
from compliance.report.screening.words import Wording
from compliance.report.settings import settings_of
from compliance.review.decision import Verdict
from compliance.review.territory import presumption
from compliance.rulebook.model import Citation, Force
from compliance.rulebook.notices import notices_on
from compliance.screening.summary import OUTSIDE, PRESUMED, Screening
from compliance.text import Lang, Text

NOTES = Text("读取说明", "Notes on reading")
TITLE = Text("招商线索合规筛查(初筛,供人工复核)", "Screening of leads (preliminary, for a person to confirm)")
HINT = Text(
    "任一项目按其阶段的完整理由:compliance review 台账 --row 行号 --stage 阶段 --as-of 日期",
    "The full reasons for any lead at its stage: compliance review LEDGER --row ROW --stage STAGE --as-of DAY",
)
HINT_BY_SHEET = Text(
    "任一项目按其阶段的完整理由:compliance review 台账 --sheet 工作表 --row 行号 --stage 阶段 --as-of 日期",
    "The full reasons for any lead at its stage: compliance review LEDGER --sheet SHEET --row ROW --stage STAGE "
    "--as-of DAY",
)
NO_TEXT = Text("(未取得原文)", "(its text was not at hand)")
TOTAL = Text("合计", "Total")
EVERY_LACKS = Text("每条线索都缺", "Every lead lacks")
MOST_MISSING = Text("最常缺的资料", "What is missing most often")
MOST_FAILED = Text("最常不符合的规则", "The rules most often not met")


def compose_screening(screening: Screening, lang: Lang) -> Page:
    """The summary as a page, with what the keeper of the ledger should know."""
    notes = ((NOTES.to(lang), note.line(lang)) for note in screening.notes)
    counted = ((label, _said(value)) for label, value in summary_rows(screening, lang))
    facts = (*counted, *notes, *lacking_rows(screening, lang))
    return Page(TITLE.to(lang), facts, None, (), p.SIGNATURE.to(lang))


def _said(value: str | int) -> str:
    return value if isinstance(value, str) else f"{value:,}"


def summary_rows(screening: Screening, lang: Lang) -> Iterable[tuple[str, str | int]]:
    """The lines of a summary: what, and how many or what of it.

    What every lead lacks tells none from another and stands apart from what is missing most often.
    """
    wording = Wording(screening.edition, lang)
    yield p.AS_OF.to(lang), screening.as_of.isoformat()
    summary = screening.summary
    yield TOTAL.to(lang), summary.total
    for verdict in Verdict:
        yield p.COUNTED_VERDICTS[verdict].to(lang), summary.verdicts[verdict]
    if outside := summary.places[OUTSIDE]:
        yield p.COUNTED_OUTSIDE.to(lang), outside
    for rule, count in _most(summary.failed):
        yield f"{MOST_FAILED.to(lang)}: {wording.title(rule)}", count
    by_all = summary.lacked_by_all(screening.edition.rulebook.vocabulary)
    for path, count in _most({path: count for path, count in summary.missing.items() if path not in by_all}):
        yield f"{MOST_MISSING.to(lang)}: {wording.path(path)}", count
    if by_all:
        yield EVERY_LACKS.to(lang), wording.listed([wording.path(path) for path in by_all])
    for pack in screening.edition.packs:
        yield (
            p.BASIS.to(lang),
            f"{pack.document} {pack.title.to(lang)} ({pack.version}, {pack.sha256[: p.SHOWN_OF_DIGEST]})",
        )
    yield p.DIGEST.to(lang), screening.edition.rulebook.digest[: p.SHOWN_OF_DIGEST]
    if screening.facts.digest is not None:
        yield p.FACTS_DIGEST.to(lang), screening.facts.digest[: p.SHOWN_OF_DIGEST]
    for one in settings_of(screening.facts, screening.edition.rulebook.vocabulary):
        label, where = one.field.label.to(lang), one.where.to(lang)
        yield f"{p.SETTINGS.to(lang)}: {label}", f"“{shown(one.datum.written)}” ({where})"
    if screening.ranking is not None:
        yield screening.ranking.label.to(lang), screening.ranking.basis.to(lang)
    for notice in notices_of(screening):
        yield p.NOTICES.to(lang), notice.to(lang)
    yield p.NOTE.to(lang), (HINT_BY_SHEET if screening.by_sheet else HINT).to(lang)


def lacking_rows(screening: Screening, lang: Lang) -> Iterable[tuple[str, str]]:
    """The lines on what the whole ledger lacks; none where no lead waits for data."""
    for sentence in lack_sentences(screening):
        yield LACKING.to(lang), sentence.to(lang)


def notices_of(screening: Screening) -> Iterator[Text]:
    """What is to be known of the documents' dates, and of the leads that they are taken to apply to."""
    yield from notices_on(screening.edition.rulebook, screening.as_of)
    if count := screening.summary.places[PRESUMED]:
        told = presumption(screening.edition)
        yield Text(f"{count:,} 条线索:{told.zh}", f"{count:,} leads: {told.en}")


def rule_rows(screening: Screening, lang: Lang) -> Iterable[tuple[str, ...]]:
    """The rules used: id, title, force, document, clause with the source where no text was at hand, quote."""
    documents = {pack.id: pack.document for pack in screening.edition.packs}
    for rule in screening.edition.rules:
        yield (
            rule.id,
            rule.title.to(lang),
            p.FORCES[Force(rule.force)].to(lang),
            documents[rule.pack],
            rule.cite.clause if rule.cite.quote else _sourced(rule.cite, lang),
            rule.cite.quote or NO_TEXT.to(lang),
        )


def _sourced(cite: Citation, lang: Lang) -> str:
    confidence = p.CONFIDENCE.to(lang)
    return f"{cite.clause}\n{cite.source}\n{confidence} {cite.confidence}"


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]
