"""A screening as a workbook: a summary, one row for each lead, the rules used with their quotes, notes on reading."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import polars as pl
import xlsxwriter

from compliance.report import phrases as p
from compliance.report.render.workbook import workbook
from compliance.report.screening.page import NOTES, TITLE, lacking_rows, rule_rows, summary_rows
from compliance.report.screening.words import COLUMNS, Wording
from compliance.review.decision import Verdict
from compliance.screening.summary import Screening
from compliance.text import Lang, Text, printable

SUMMARY = Text("汇总", "Summary")
RESULTS = Text("筛查结果", "Results")
RULES = Text("依据的规则", "Rules used")

_COLOURS = {
    Verdict.PASS: "#D1E7DD",
    Verdict.CONDITIONAL: "#FFF3CD",
    Verdict.REFERRED: "#CFE2FF",
    Verdict.UNDETERMINED: "#E2E3E5",
    Verdict.FAIL: "#F8D7DA",
}
_WIDTHS = {
    "rank": 6,
    "points": 6,
    "sheet": 14,
    "row": 6,
    "id": 14,
    "name": 32,
    "verdict": 16,
    "stage": 10,
    "reasons": 60,
    "missing": 40,
    "doubts": 40,
}
_SHOWN = (
    "row",
    "id",
    "name",
    "verdict",
    "stage",
    "reasons",
    "missing",
    "manual",
    "entitlements",
    "prospective",
    "doubts",
    "failed",
    "deferred",
)
_SHEET, _FOUND, _ORDER, _WHY = "sheet", "found", ("rank", "points"), ("priorities", "unsettled")
_NUMBERS = ("row", *_ORDER)
_LONGEST = 32_000  # characters in a cell; Excel's limit is 32,767
_CUT = "…"
_A4 = 9  # the number of the size of paper


def write_excel(screening: Screening, frames: Iterable[pl.DataFrame], stream: BinaryIO, lang: Lang) -> None:
    """Write the workbook; see `workbook`."""
    with workbook(stream, TITLE.to(lang), screening.as_of) as book:
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        head = (TITLE.to(lang), p.SIGNATURE.to(lang))
        summary = [head, *summary_rows(screening, lang), *lacking_rows(screening, lang)]
        _table(book, SUMMARY.to(lang), (), summary, (50, 60), wrap, bold)
        _results(book, screening, frames, lang, wrap, bold)
        heads = (p.ID, p.MEANING, p.FORCE, p.BASIS, p.SOURCE, p.QUOTE)
        rules = rule_rows(screening, lang)
        _table(book, RULES.to(lang), [h.to(lang) for h in heads], rules, (34, 34, 12, 26, 34, 80), wrap, bold)
        notes = [(note.place.to(lang), note.message.to(lang)) for note in screening.notes]
        _table(book, NOTES.to(lang), [h.to(lang) for h in p.NOTE_COLUMNS], notes, (40, 80), wrap, bold)


def _results(
    book: xlsxwriter.Workbook,
    screening: Screening,
    frames: Iterable[pl.DataFrame],
    lang: Lang,
    wrap: Any,
    bold: Any,
) -> None:
    sheet = book.add_worksheet(RESULTS.to(lang))
    coloured = {
        verdict.value: book.add_format({"bg_color": colour, "text_wrap": True, "valign": "top"})
        for verdict, colour in _COLOURS.items()
    }
    wording = Wording(screening.edition, lang, screening.ranking)
    ranked = screening.ranking is not None
    of_leads = (_SHEET, *_SHOWN) if screening.by_sheet else _SHOWN
    of_leads = (*of_leads, _FOUND) if screening.summary.named else of_leads
    shown = (*_ORDER, *of_leads, *_WHY) if ranked else of_leads
    sheet.freeze_panes(1, shown.index("name") + 1)
    for place, column in enumerate(shown):
        sheet.set_column(place, place, _WIDTHS.get(column, 26))
        sheet.write_string(0, place, COLUMNS[column].to(lang), bold)
    number = 0
    for frame in frames:
        for row in frame.iter_rows(named=True):
            number += 1
            for place, column in enumerate(shown):
                value = row[column]
                if column in _NUMBERS:
                    sheet.write_number(number, place, value, wrap)
                elif column == "verdict":
                    said = wording.verdict(value, row["stage"], outside=row["outside"])
                    sheet.write_string(number, place, said, coloured[value])
                elif column == "missing":
                    asked = wording.asked(value, row["undetermined"], row["stage"])
                    sheet.write_string(number, place, _tidy(asked), wrap)
                elif value:
                    sheet.write_string(number, place, _tidy(wording.cell(column, value)), wrap)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(number, 1), len(shown) - 1)


def _table(
    book: xlsxwriter.Workbook,
    name: str,
    header: Sequence[str],
    rows: Iterable[tuple[str, ...]],
    widths: Sequence[int],
    wrap: Any,
    bold: Any,
) -> None:
    sheet = book.add_worksheet(name)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    first = 0
    if header:
        sheet.freeze_panes(1, 0)
        first = 1
        for place, title in enumerate(header):
            sheet.write_string(0, place, title, bold)
    for number, row in enumerate(rows, start=first):
        for place, text in enumerate(row):
            sheet.write_string(number, place, _tidy(text), wrap)


def _tidy(text: str) -> str:
    """The text without what could disturb a sheet, its lines kept, and cut with a mark where a cell is too small."""
    lines = "\n".join(printable(line) for line in text.split("\n"))
    return lines if len(lines) <= _LONGEST else lines[:_LONGEST] + _CUT
