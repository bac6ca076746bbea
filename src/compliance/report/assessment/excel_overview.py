"""The first sheet of an assessment's workbook: the one page, with every body and every figure."""

from collections.abc import Iterable

import xlsxwriter
from rich.cells import cell_len

from compliance.report import phrases as p
from compliance.report.assessment.overview import (
    BODY_COLUMNS,
    FIGURE_COLUMNS,
    MISSED_COLUMNS,
    OPEN_COLUMNS,
    SHORT_STATUSES,
    Overview,
    headings,
)
from compliance.text import Lang, Text, printable

_A4 = 9
_FIRST, _OTHER, _LAST = 34, 18, 5  # the widths of the first column and of the others, and the last of them
_LINE = 15  # points
Block = list[tuple[str | int, ...]]


def write_overview(book: xlsxwriter.Workbook, page: Overview, lang: Lang) -> None:
    """Add the sheet: who is responsible, then the figures, what is missed and what is open, below each other."""
    sheet = book.add_worksheet(p.SHEET_OVERVIEW.to(lang))
    sheet.set_column(0, 0, _FIRST)
    sheet.set_column(1, _LAST, _OTHER)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    plain, bold = book.add_format({"valign": "top"}), book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    number = 0
    for row in ((page.title,), *page.facts, (page.result,), (page.reading,)):
        for column, words in enumerate(row):
            sheet.write_string(number, column, printable(words), plain)
        number += 1
    for columns, lines in _blocks(page, lang):
        number += 1
        for column, words in enumerate(headings(columns, lang)):
            sheet.write_string(number, column, words, bold)
        for line in lines:
            number += 1
            _write(sheet, number, line, wrap)
        number += 1


def _blocks(page: Overview, lang: Lang) -> Iterable[tuple[tuple[Text, ...], Block]]:
    """The tables of the sheet, each with its headings; one without lines is left out."""
    result, what, *others = FIGURE_COLUMNS
    blocks: tuple[tuple[tuple[Text, ...], Block], ...] = (
        (BODY_COLUMNS, [(line.name, *line.tally) for line in (*page.bodies, page.total)]),
        (
            (what, result, *others),
            [(f.what, SHORT_STATUSES[f.status].to(lang), f.figure, f.gap, f.shown) for f in page.figures],
        ),
        (MISSED_COLUMNS, [(line.what, line.who, line.state) for line in page.missed]),
        (OPEN_COLUMNS, [(line.who, line.number, line.what) for line in page.open]),
    )
    return (block for block in blocks if block[1])


def _write(sheet: xlsxwriter.worksheet.Worksheet, number: int, line: tuple[str | int, ...], style: object) -> None:
    """A line; what it ends with stands across the columns that are left, on as many lines as it takes."""
    *cells, last = line
    room = _OTHER * (_LAST - len(cells) + 1)
    if isinstance(last, str) and cell_len(last) > _OTHER:
        sheet.set_row(number, _LINE * -(-cell_len(last) // (room - 2)))
        sheet.merge_range(number, len(cells), number, _LAST, printable(last), style)
    else:
        cells.append(last)
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(number, column, cell, style)
        else:
            sheet.write_string(number, column, printable(cell), style)
