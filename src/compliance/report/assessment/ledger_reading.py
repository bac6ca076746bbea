"""What the keeper of a progress ledger should know of its reading, as every report on the ledger shows it."""

from collections.abc import Iterable, Iterator
from typing import Any

from compliance.case import Doubt
from compliance.intake.progress_ledger import LedgerReading
from compliance.report import phrases as p
from compliance.report.content import Item, Section
from compliance.report.unread import doubt_data, doubted, said, unread_data
from compliance.text import Lang, Text


def of_reading(reading: LedgerReading, lang: Lang) -> tuple[Section, ...]:
    """The sections of a page: cells in doubt, what was not used, notes; those that would be empty have no items."""
    doubts = (
        (doubt.reason, record or doubt.label.to(lang), _cell(doubt, lang, labelled=bool(record)))
        for record, doubt in reading.doubts
    )
    unread = ((one.reason, one.at.base.to(lang), said(one, lang)) for one in reading.unread)
    notes = (Item(note.place.to(lang), "", ((p.NOTE.to(lang), note.message.to(lang)),)) for note in reading.notes)
    return (
        Section(p.CONFLICTS.to(lang), "open", tuple(_by_reason(doubts, lang))),
        Section(p.UNREAD.to(lang), "open", tuple(_by_reason(unread, lang))),
        Section(p.LEDGER_NOTES.to(lang), "plain", tuple(notes)),
    )


def _cell(doubt: Doubt, lang: Lang, *, labelled: bool) -> str:
    """What was written, and where; with its field if the line does not begin with it."""
    label = f"{doubt.label.to(lang)} " if labelled else ""
    at = doubt.at.base.to(lang)
    return f"{label}{doubt.written}({at})" if lang == "zh" else f"{label}{doubt.written} ({at})"


def _by_reason(told: Iterable[tuple[Text, str, str]], lang: Lang) -> Iterator[Item]:
    """One entry for each reason, and under it a line for each of those that it is about: many cells fail alike."""
    reasons: dict[Text, dict[str, list[str]]] = {}
    for reason, about, what in told:
        reasons.setdefault(reason, {}).setdefault(about, []).append(what)
    mark = ";" if lang == "zh" else "; "
    for reason, lines in reasons.items():
        yield Item(reason.to(lang), "", tuple((about, mark.join(each)) for about, each in lines.items()))


def reading_rows(reading: LedgerReading, lang: Lang) -> Iterator[tuple[str, str]]:
    """The same as rows of a table: where, and what."""
    mark = ":" if lang == "zh" else ": "
    for record, doubt in reading.doubts:
        yield doubt.at.to(lang), mark.join((doubted(record, doubt, lang), doubt.written, doubt.reason.to(lang)))
    for one in reading.unread:
        yield one.at.to(lang), mark.join((said(one, lang), one.reason.to(lang)))
    for note in reading.notes:
        yield note.place.to(lang), note.message.to(lang)


def reading_data(reading: LedgerReading, lang: Lang) -> dict[str, Any]:
    """The same as JSON takes it."""
    return {
        "conflicts": [
            {"field": doubt.field, "label": doubt.label.to(lang), "record": record, **doubt_data(doubt, lang)}
            for record, doubt in reading.doubts
        ],
        "unread": [unread_data(one, lang) for one in reading.unread],
        "notes": [note.line(lang, folder=False) for note in reading.notes],
    }
