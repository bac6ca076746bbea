"""A form as a workbook: one sheet to fill in, drop-downs, names for its blanks, and pages of A4."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from typing import Any, BinaryIO
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from compliance.intake.forms.marks import digest_of
from compliance.report.form.content import Blank, Form, Group, Kind, Question, RecordTable
from compliance.report.render.workbook import workbook
from compliance.text import Lang, Text, printable

_SHEET, _OPTIONS = Text("申请表", "Form"), Text("选项", "Options")
_WIDTHS = (26, 27, 12, 40)  # characters
_LAST = len(_WIDTHS) - 1
_LINE, _ROOM = 15.5, 6  # points of a line of text, and between two borders
_A4 = 9  # the number of the size of paper
_GREY, _PALE, _BLANK = "#D9D9D9", "#F2F2F2", "#FFFFFF"
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 20, "align": "center"},
    "subtitle": {"font_name": "楷体", "font_size": 13, "align": "center"},
    "about": {},
    "guide": {"font_size": 10, "valign": "top"},
    "heading": {"font_name": "黑体", "align": "center", "border": 1, "bg_color": _GREY},
    "group": {"font_name": "黑体", "font_size": 12, "border": 1, "bg_color": _GREY},
    "label": {"border": 1, "bg_color": _PALE},
    "note": {"border": 1, "bg_color": _PALE, "font_size": 9},
    "empty": {"border": 1, "bg_color": _PALE},
    # A text stays one, so that a code keeps its zeros and an id its last digits.
    Kind.TEXT.value: {"border": 1, "bg_color": _BLANK, "locked": False, "num_format": "@"},
    Kind.NUMBER.value: {"border": 1, "bg_color": _BLANK, "locked": False, "align": "left"},
    Kind.DATE.value: {"border": 1, "bg_color": _BLANK, "locked": False, "align": "left", "num_format": "yyyy-mm-dd"},
    Kind.CHOICE.value: {"border": 1, "bg_color": _BLANK, "locked": False, "num_format": "@"},
}


def write_excel(form: Form, stream: BinaryIO) -> None:
    """Write the workbook; the same form gives the same bytes."""
    with workbook(stream, form.title, form.day) as book:
        sheet = _Sheet(book, form.lang)
        sheet.across(form.title, "title", 30)
        if form.subtitle:
            sheet.across(form.subtitle, "subtitle", 20)
        for label, text in form.about:
            sheet.about(label, text)
        for text in form.guide:
            sheet.across(text, "guide")
        sheet.headings(form.columns)
        for group in form.groups:
            sheet.group(group, form.unit_row)
        sheet.asides(form.asides)
        sheet.finish()
        for name, value in replace(form.mark, own=sheet.own).properties().items():
            book.set_custom_property(name, value, "text")


class _Sheet:
    """The sheet as it is written, row by row, with a hidden one beside it that holds what drop-downs offer."""

    def __init__(self, book: xlsxwriter.Workbook, lang: Lang) -> None:
        self._book = book
        self._name, self._options_name = _SHEET.to(lang), _OPTIONS.to(lang)
        self._sheet = book.add_worksheet(self._name)
        self._options = book.add_worksheet(self._options_name)
        self._options.hide()
        self._offered: dict[tuple[str, ...], str] = {}
        self._formats = {name: book.add_format({**_FONT, **style}) for name, style in _STYLES.items()}
        self._row = 0
        self._own: set[str] = set()
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)

    @property
    def own(self) -> frozenset[str]:
        """The digests of all texts that the form itself holds."""
        return frozenset(self._own)

    def across(self, text: str, style: str, height: float | None = None) -> None:
        """A text over the whole width."""
        with self._next_row(height or _height(text, sum(_WIDTHS))):
            self._say(0, text, style, wide=True)

    def about(self, label: str, text: str) -> None:
        """A line with its label."""
        with self._next_row(_height(text, sum(_WIDTHS[1:]))):
            self._say(0, label, "about")
            self._say(1, text, "about", wide=True)

    def headings(self, columns: tuple[str, ...]) -> None:
        """The headings of the columns, which each page repeats."""
        self._sheet.repeat_rows(self._row)
        with self._next_row():
            for column, text in enumerate(columns):
                self._say(column, text, "heading")

    def group(self, group: Group, unit_row: str) -> None:
        """A group: its title, its questions, its tables."""
        with self._next_row(22):
            self._say(0, group.title, "group", wide=True)
        for question in group.questions:
            self._question(question)
        for table in group.tables:
            self._table(table, unit_row)

    def asides(self, blanks: tuple[Blank, ...]) -> None:
        """Blanks for people, two beside one another."""
        with self._next_row(8):
            pass
        for first in range(0, len(blanks), 2):
            with self._next_row(24):
                for place, blank in enumerate(blanks[first : first + 2]):
                    self._say(2 * place, blank.label, "label")
                    self._blank(2 * place + 1, blank)

    def finish(self) -> None:
        """How it is printed and protected: without a password, so that an office can change it."""
        sheet = self._sheet
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        sheet.protect("", {"format_rows": True, "format_columns": True})
        for row, (options, _) in enumerate(self._offered.items()):
            for column, option in enumerate(options):
                self._options.write_string(row, column, option)

    def _question(self, question: Question) -> None:
        notes = "\n".join(question.notes)
        with self._next_row(max(_height(notes, _WIDTHS[3] * 1.15, 12.5), _height(question.heading, _WIDTHS[0]))):
            self._say(0, question.heading, "label")
            self._blank(1, question.blank)
            if question.unit is None:
                self._sheet.write_blank(self._row, 2, None, self._formats["empty"])
            else:
                self._blank(2, question.unit)
            self._say(3, notes, "note")

    def _table(self, table: RecordTable, unit_row: str) -> None:
        self.across("\n".join((table.heading, *table.notes)), "note")
        last = len(table.columns) - 1
        with self._next_row():
            for column, text in enumerate(table.columns):
                self._say(column, text, "heading", wide=column == last)
        if any(table.units):
            with self._next_row():
                for column, unit in enumerate(table.units):
                    if unit is None:
                        self._say(column, unit_row if column == 0 else "", "label", wide=column == last)
                    else:
                        self._blank(column, unit, wide=column == last)
        for row in table.rows:
            with self._next_row():
                for column, blank in enumerate(row):
                    self._blank(column, blank, wide=column == len(row) - 1)

    def _blank(self, column: int, blank: Blank, *, wide: bool = False) -> None:
        """A blank with its name, and what it offers; a wide one reaches to the edge of the form."""
        self._write(column, _tidy(blank.value), self._formats[blank.kind.value], wide=wide)
        place = xl_rowcol_to_cell(self._row, column, row_abs=True, col_abs=True)
        self._book.define_name(blank.mark, f"='{self._name}'!{place}")
        if blank.options:
            # Another word may be written: it is read, or asked about, like anywhere.
            offered = {"validate": "list", "source": self._list(blank.options), "show_error": False}
            self._sheet.data_validation(self._row, column, self._row, column, offered)

    def _list(self, options: tuple[str, ...]) -> str:
        """Where the hidden sheet holds those options: in a row of their own."""
        if options not in self._offered:
            row = len(self._offered)
            first, last = (xl_rowcol_to_cell(row, n, row_abs=True, col_abs=True) for n in (0, len(options) - 1))
            self._offered[options] = f"='{self._options_name}'!{first}:{last}"
        return self._offered[options]

    @contextmanager
    def _next_row(self, height: float | None = None) -> Iterator[None]:
        """The row to write, with its height; the next one is below it."""
        self._sheet.set_row(self._row, height or _height("", 1))
        yield
        self._row += 1

    def _say(self, column: int, text: str, style: str, *, wide: bool = False) -> None:
        """A text of the form itself; a wide one reaches to the edge of the form."""
        self._own.add(digest_of(_tidy(text)))
        self._write(column, _tidy(text), self._formats[style], wide=wide)

    def _write(self, column: int, text: str, style: Any, *, wide: bool) -> None:
        if wide and column < _LAST:
            self._sheet.merge_range(self._row, column, self._row, _LAST, text, style)
        elif text:
            self._sheet.write_string(self._row, column, text, style)
        else:
            self._sheet.write_blank(self._row, column, None, style)


def _tidy(text: str) -> str:
    """The text without what could disturb a sheet, its lines kept."""
    return "\n".join(printable(line) for line in text.split("\n"))


def _height(text: str, width: float, line: float = _LINE) -> float:
    """The height of a row, in points, in which a text is seen whole that has so many characters of room."""
    lines = sum(max(1, ceil(_width(part) / (width - 2))) for part in text.split("\n"))
    return lines * line + _ROOM


def _width(text: str) -> float:
    """How many characters wide a text is; a Chinese one counts twice."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text) * 1.05
