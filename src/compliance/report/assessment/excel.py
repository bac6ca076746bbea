"""An assessment as a workbook: the one page, targets, zones, the records behind each figure, the readings."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import xlsxwriter

from compliance.assessment.attainment import Assessment, Attainment, Status
from compliance.intake.progress_ledger import LedgerReading
from compliance.report import phrases as p
from compliance.report.assessment.excel_overview import write_overview
from compliance.report.assessment.ledger_reading import reading_rows
from compliance.report.assessment.overview import compose_overview, headings
from compliance.report.assessment.page import (
    STATUSES,
    attainment_share,
    deviation,
    figure_words,
    measure_status,
    status_words,
)
from compliance.report.render.format import EXCEL_ROWS
from compliance.report.render.workbook import workbook
from compliance.text import Lang, printable

_COLOURS: dict[Status, str] = {
    Status.MET: "#D1E7DD",
    Status.GAP: "#FFF3CD",
    Status.UNMET: "#F8D7DA",
    Status.LATE: "#F8D7DA",
    Status.UNREPORTED: "#F8D7DA",
    Status.INSUFFICIENT: "#E2E3E5",
    Status.MANUAL: "#E2E3E5",
}
Row = tuple[str, ...]


def write_excel(found: Assessment, reading: LedgerReading, stream: BinaryIO, lang: Lang) -> None:
    """Write the workbook.  Text that looks like a formula or a link stays text; the same input gives the same bytes."""
    with workbook(stream, p.ASSESSMENT_TITLE.to(lang), found.as_of) as book:
        write_overview(book, compose_overview(found, reading, lang), lang)
        _sheet(book, p.SHEET_TARGETS.to(lang), headings(p.TARGET_COLUMNS, lang), _targets(found, lang))
        league = ((s.zone.name, str(s.met), str(s.short), str(s.undecided)) for s in found.league)
        _sheet(book, p.SHEET_ZONES.to(lang), headings(p.ZONE_COLUMNS, lang), ((None, row) for row in league))
        records = ((None, row) for a in found.attainments for row in _records(a, lang))
        _sheet(book, p.SHEET_RECORDS.to(lang), headings(p.RECORD_COLUMNS, lang), records)
        said = [(i.label.to(lang), i.why.to(lang)) for i in found.interpretations]
        said += reading_rows(reading, lang)
        _sheet(book, p.SHEET_NOTES.to(lang), headings(p.NOTE_COLUMNS, lang), ((None, row) for row in said))


def _sheet(book: xlsxwriter.Workbook, name: str, header: Row, rows: Iterable[tuple[Status | None, Row]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    coloured = {
        status: book.add_format({"bg_color": colour, "text_wrap": True, "valign": "top"})
        for status, colour in _COLOURS.items()
    }
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header) - 1, 22)
    for column, words in enumerate(header):
        sheet.write_string(0, column, words, bold)
    last = 0
    for number, (status, row) in zip(range(1, EXCEL_ROWS + 1), rows, strict=False):
        for column, words in enumerate(row):
            style = coloured[status] if status in coloured and column == 0 else wrap
            sheet.write_string(number, column, printable(words), style)
        last = number
    sheet.autofilter(0, 0, max(last, 1), len(header) - 1)


def _targets(found: Assessment, lang: Lang) -> Iterator[tuple[Status, Row]]:
    for a in found.attainments:
        if a.status is Status.NOT_APPLICABLE:
            continue
        head = (a.about.to(lang), a.rule.title.to(lang))
        tail = (a.reason.to(lang), a.rule.cite.clause, a.rule.cite.quote, a.rule.id)
        if not a.measures:
            yield a.status, (status_words(a).to(lang), *head, "", "", "", "", "", *tail)
        for m in a.measures:
            figures = (
                m.label.to(lang),
                figure_words(m).to(lang),
                f"{p.SIGNS[m.comparator]} {m.target.show(lang)}",
                attainment_share(m),
                deviation(m, lang),
            )
            status = measure_status(a, m)
            yield status, (STATUSES[status].to(lang), *head, *figures, *tail)


def _records(a: Attainment, lang: Lang) -> Iterator[Row]:
    if a.members is None:
        return
    head = (a.about.to(lang), a.rule.title.to(lang))
    for record in a.members.counted:
        yield (*head, record.name, p.COUNTED.to(lang), "")
    for member in a.members.open:
        yield (*head, member.record.name, p.OPEN_RECORDS.to(lang), member.why.to(lang))
    for member in a.members.excluded:
        yield (*head, member.record.name, p.NOT_COUNTED.to(lang), member.why.to(lang))
