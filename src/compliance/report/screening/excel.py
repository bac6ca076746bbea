"""A screening as a workbook: a summary, one row for each lead, the work to do, the rules used, notes on reading."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

import polars as pl
import xlsxwriter

from compliance.report import phrases as p
from compliance.report.render.row_heights import height_of
from compliance.report.render.workbook import workbook
from compliance.report.screening import work
from compliance.report.screening.ledger_columns import LedgerColumn, ledger_columns, number_of
from compliance.report.screening.page import NOTES, TITLE, lacking_rows, rule_rows, summary_rows
from compliance.report.screening.words import COLUMNS, Wording
from compliance.review.decision import Verdict
from compliance.screening.summary import Screening
from compliance.text import Lang, Text, printable

SUMMARY = Text("汇总", "Summary")
RESULTS = Text("筛查结果", "Results")
WORK = Text("须办事项", "Work to do")
RULES = Text("依据的规则", "Rules used")
_MORE_WORK = Text("项未列出", "more are not listed")
_PAGE = Text("第 &P 页,共 &N 页", "Page &P of &N")

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
    "sheet": 12,
    "row": 6,
    "id": 12,
    "name": 22,
    "verdict": 15,
    "stage": 9,
    "reasons": 38,
    "missing": 30,
    "doubts": 40,
}
_OTHERS, _OF_LEDGER, _OF_AMOUNTS = 24, 12, 11
# Behind the verdict stands what the ledger itself says.
_LEADING = ("row", "id", "name", "verdict")
_PRINTED = ("stage", "reasons", "missing", "manual")
_BEHIND = ("entitlements", "prospective", "doubts", "failed", "deferred")
_SHEET, _FOUND, _ORDER, _WHY = "sheet", "found", ("rank", "points"), ("priorities", "unsettled")
_NUMBERS = ("row", *_ORDER)
_LONGEST = 32_000  # characters in a cell; Excel's limit is 32,767
_CUT = "…"
_A4 = 9  # the number of the size of paper
_MARGIN = 0.4  # inches
_TITLE_HEIGHT = 20  # points of a line

Value = str | int | float
Frames = Callable[[], Iterable[pl.DataFrame]]


class _Column(NamedTuple):
    """A column of the results: its heading, its width, and what it says of a lead."""

    heading: str
    width: float
    value: Callable[[Mapping[str, Any]], Value]


def write_excel(screening: Screening, frames: Frames, stream: BinaryIO, lang: Lang) -> None:
    """Write the workbook; `frames` gives the results anew at each call.  See `workbook`."""
    with workbook(stream, TITLE.to(lang), screening.as_of) as book:
        writer = _Writer(book, lang)
        summary = [
            (TITLE.to(lang), p.SIGNATURE.to(lang)),
            *summary_rows(screening, lang),
            *lacking_rows(screening, lang),
        ]
        writer.summary(summary)
        _results(writer, screening, frames(), lang)
        _work(writer, screening, frames(), lang)
        heads = (p.ID, p.MEANING, p.FORCE, p.BASIS, p.SOURCE, p.QUOTE)
        writer.table(RULES, heads, rule_rows(screening, lang), (34, 34, 12, 26, 34, 60))
        notes = [(note.place.to(lang), note.message.to(lang)) for note in screening.notes]
        writer.table(NOTES, p.NOTE_COLUMNS, notes, (40, 80))


class _Writer:
    """Writes the sheets of a workbook, each with rows as high as their text and pages as wide as the sheet."""

    def __init__(self, book: xlsxwriter.Workbook, lang: Lang) -> None:
        self._book = book
        self._lang = lang
        self.wrap = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
        self._whole, self._broken = (
            book.add_format({"valign": "top", "num_format": form}) for form in ("#,##0_ ", "#,##0.######_ ")
        )
        self.count = book.add_format({"valign": "top", "align": "left", "num_format": "#,##0"})
        self._title = book.add_format({"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"})
        self._bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.coloured = {
            verdict.value: book.add_format({"bg_color": colour, "text_wrap": True, "valign": "top"})
            for verdict, colour in _COLOURS.items()
        }

    def sheet(self, name: Text, heads: Sequence[str], widths: Sequence[float], *, landscape: bool = True) -> Any:
        """A new sheet with its headings, which are repeated on each page."""
        sheet = self._book.add_worksheet(name.to(self._lang))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.hide_gridlines(0)  # they are printed too
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 2 * _MARGIN)
        sheet.set_footer(f"&C{_PAGE.to(self._lang)}")
        if heads:
            sheet.repeat_rows(0)
            sheet.freeze_panes(1, 0)
            self.row(sheet, 0, heads, widths, dict.fromkeys(range(len(heads)), self._bold))
        return sheet

    def row(
        self,
        sheet: Any,
        number: int,
        values: Sequence[Value],
        widths: Sequence[float],
        formats: Mapping[int, Any] | None = None,
    ) -> None:
        """Write a row, numbers as numbers; `formats` are those of cells that are not as the others, by place."""
        tidied = [_tidy(value) if isinstance(value, str) else value for value in values]
        texts = ((text, width) for text, width in zip(tidied, widths, strict=True) if isinstance(text, str))
        sheet.set_row(number, height_of(texts))
        formats = formats or {}
        for place, value in enumerate(tidied):
            if isinstance(value, str):
                if value or place in formats:
                    sheet.write_string(number, place, value, formats.get(place, self.wrap))
            else:
                usual = self._whole if float(value).is_integer() else self._broken
                sheet.write_number(number, place, value, formats.get(place, usual))

    def summary(self, rows: Sequence[tuple[str, Value]]) -> None:
        """The sheet that comes first: labels with counts or words, one page wide."""
        widths = (46, 60)
        sheet = self.sheet(SUMMARY, (), widths, landscape=False)
        for number, row in enumerate(rows):
            of_second = {} if isinstance(row[1], str) else {1: self.count}
            self.row(sheet, number, row, widths, {0: self._title} if number == 0 else of_second)
        sheet.set_row(0, 2 * _TITLE_HEIGHT)

    def table(
        self, name: Text, heads: Sequence[Text], rows: Iterable[Sequence[Value]], widths: Sequence[float]
    ) -> None:
        """A sheet of nothing but headings and rows."""
        sheet = self.sheet(name, [head.to(self._lang) for head in heads], widths)
        for number, row in enumerate(rows, start=1):
            self.row(sheet, number, row, widths)


def _results(writer: _Writer, screening: Screening, frames: Iterable[pl.DataFrame], lang: Lang) -> None:
    wording = Wording(screening.edition, lang, screening.ranking)
    of_ledger = ledger_columns(screening, lang)
    leading = [_column(name, wording, lang) for name in _leading(screening)]
    printed = [_column(name, wording, lang) for name in _PRINTED]
    behind = [_column(name, wording, lang) for name in _trailing(screening)]
    columns = [*leading, *map(_repeated, of_ledger), *printed, *behind]
    widths = [column.width for column in columns]
    sheet = writer.sheet(RESULTS, [column.heading for column in columns], widths)
    sheet.freeze_panes(1, len(leading) - 1)
    verdict = len(leading) - 1
    number = 0
    for frame in frames:
        for row in frame.iter_rows(named=True):
            number += 1
            values = [column.value(row) for column in columns]
            writer.row(sheet, number, values, widths, {verdict: writer.coloured[row["verdict"]]})
    last = max(number, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.print_area(0, 0, last, len(columns) - len(behind) - 1)


def _leading(screening: Screening) -> tuple[str, ...]:
    order = () if screening.ranking is None else _ORDER
    return (*order, *((_SHEET,) if screening.by_sheet else ()), *_LEADING)


def _trailing(screening: Screening) -> tuple[str, ...]:
    found = (_FOUND,) if screening.summary.named else ()
    return (*_BEHIND, *found, *(() if screening.ranking is None else _WHY))


def _repeated(column: LedgerColumn) -> _Column:
    return _Column(column.heading, _OF_AMOUNTS if column.is_number else _OF_LEDGER, column.value)


def _column(name: str, wording: Wording, lang: Lang) -> _Column:
    """A column of the results by its name."""

    def value(row: Mapping[str, Any]) -> Value:
        match name:
            case "id":
                return number_of(row)
            case "verdict":
                return wording.verdict(row["verdict"], row["stage"], outside=row["outside"])
            case "missing":
                return wording.asked(row["missing"], row["undetermined"], row["stage"])
            case "deferred":
                return wording.few([wording.title(id_) for id_ in row["deferred"]])
            case _ if name in _NUMBERS:
                return int(row[name])
            case _:
                return wording.cell(name, row[name])

    return _Column(COLUMNS[name].to(lang), _WIDTHS.get(name, _OTHERS), value)


def _work(writer: _Writer, screening: Screening, frames: Iterable[pl.DataFrame], lang: Lang) -> None:
    found = work.work_of(screening, frames, lang)
    rows: list[Sequence[Value]] = [item.cells(by_sheet=screening.by_sheet) for item in found.items]
    columns = work.columns(by_sheet=screening.by_sheet)
    if found.more:
        rows.append((f"{found.more:,} {_MORE_WORK.to(lang)}", *("" for _ in columns[1:])))
    writer.table(WORK, [column.heading for column in columns], rows, [column.width for column in columns])


def _tidy(text: str) -> str:
    """The text without what could disturb a sheet, its lines kept, and cut with a mark where a cell is too small."""
    lines = "\n".join(printable(line) for line in text.split("\n"))
    return lines if len(lines) <= _LONGEST else lines[:_LONGEST] + _CUT
