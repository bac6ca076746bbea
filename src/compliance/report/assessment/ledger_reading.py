"""What the keeper of a progress ledger should know of its reading, as every report on the ledger shows it."""

from collections.abc import Iterator
from typing import Any

from compliance.intake.progress_ledger import LedgerReading
from compliance.report import phrases as p
from compliance.report.content import Item, Section
from compliance.report.unread import doubt_data, doubted, said, unread_data
from compliance.text import Lang


def of_reading(reading: LedgerReading, lang: Lang) -> tuple[Section, ...]:
    """The sections of a page: cells in doubt, what was not used, notes; those that would be empty have no items."""
    doubts = (
        Item(
            doubted(record, doubt, lang),
            str(doubt.at),
            ((p.WRITTEN.to(lang), doubt.written), (p.IN_DOUBT.to(lang), doubt.reason.to(lang))),
        )
        for record, doubt in reading.doubts
    )
    unread = (Item(said(one, lang), str(one.at), ((p.NOTE.to(lang), one.reason.to(lang)),)) for one in reading.unread)
    notes = (Item(str(note.place), "", ((p.NOTE.to(lang), note.message.to(lang)),)) for note in reading.notes)
    return (
        Section(p.CONFLICTS.to(lang), "open", tuple(doubts)),
        Section(p.UNREAD.to(lang), "open", tuple(unread)),
        Section(p.LEDGER_NOTES.to(lang), "plain", tuple(notes)),
    )


def reading_rows(reading: LedgerReading, lang: Lang) -> Iterator[tuple[str, str]]:
    """The same as rows of a table: where, and what."""
    mark = ":" if lang == "zh" else ": "
    for record, doubt in reading.doubts:
        yield str(doubt.at), mark.join((doubted(record, doubt, lang), doubt.written, doubt.reason.to(lang)))
    for one in reading.unread:
        yield str(one.at), mark.join((said(one, lang), one.reason.to(lang)))
    for note in reading.notes:
        yield str(note.place), note.message.to(lang)


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
