"""A sheet with columns added, while it streams by: every other byte of it stays as it is."""

from collections.abc import Callable, Iterator
from typing import IO
from xml.sax.saxutils import escape

from compliance.errors import column_letters
from compliance.report.workbook_copy.columns import AddedColumns, AddedRow, Span
from compliance.report.workbook_copy.references import area_of, column_of_cell
from compliance.report.workbook_copy.splice import Attributes, Splicer, local, with_attribute
from compliance.report.workbook_copy.styles import Styles


class SheetWriter:
    """Writes one sheet with columns added at `span`.

    `merged` says that their headings are merged over the rows of headings.
    """

    def __init__(
        self, columns: AddedColumns, span: Span, styles: Styles, write: Callable[[bytes], object], *, merged: bool
    ) -> None:
        self._columns, self._span, self._styles, self._merged = columns, span, styles, merged
        self._splicer = Splicer(write)
        self._splicer.parser.StartElementHandler = self._start
        self._splicer.parser.EndElementHandler = self._end
        self._rows = _all_rows(columns, merged=merged)
        self._next = next(self._rows, None)
        self._depth = 0
        self._part = ""
        self._prefix = ""
        self._row = self._column = self._style = 0
        self._place: int | None = None
        self._cut: tuple[int, bytes] | None = None
        self._tag = b""
        self._widened = False
        self._col = 0, b"", Span(0, 0)

    def run(self, stream: IO[bytes]) -> None:
        """Read the sheet and write it.

        Raises: ValueError, expat.ExpatError for what is no plain sheet, or has not the rows that are to be filled in.
        """
        self._splicer.run(stream)
        if self._next is not None:
            raise ValueError(f"no row {self._next.number}")

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth == 4 and self._part == "sheetData":
            self._cell(attributes)
        elif self._depth == 3:
            if self._part == "sheetData":
                self._begin_row(attributes)
            elif self._part == "cols":
                self._begin_col(attributes)
        elif self._depth == 2:
            self._part = local(name)
            self._begin_part(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._depth == 3 and self._cut is not None:
            begin, tag = self._cut
            self._splicer.replace(begin, self._splicer.end(tag), b"")
            self._cut = None
        elif self._depth == 2:
            if self._part == "sheetData":
                self._end_row()
            elif self._part == "cols":
                self._end_col()
        elif self._depth == 1:
            self._end_part()
            self._part = ""

    def _begin_part(self, name: str, attributes: Attributes) -> None:
        splicer = self._splicer
        splicer.settled()
        prefix, colon, _ = name.rpartition(":")
        self._prefix = prefix + colon
        match self._part:
            case "dimension" | "autoFilter" if (area := area_of(attributes.get("ref", ""))) is not None:
                if self._part == "dimension" or area.top <= self._columns.bottom <= area.bottom:
                    self._replace_tag("ref", str(area.to_column(self._span.last)))
            case "sheetData" if not self._widened:
                splicer.put_in(splicer.at, f"<{self._prefix}cols>{self._widths()}</{self._prefix}cols>".encode())
                self._widened = True
            case "mergeCells" if self._merged and attributes.get("count", "").isdigit():
                self._replace_tag("count", str(int(attributes["count"]) + len(self._columns.headings)))

    def _end_part(self) -> None:
        splicer = self._splicer
        if self._part == "cols" and not self._widened:
            splicer.put_in(splicer.at, self._widths().encode())
            self._widened = True
        elif self._part == "mergeCells" and self._merged:
            top, bottom = self._columns.top, self._columns.bottom
            letters = map(column_letters, range(self._span.first, self._span.last + 1))
            added = "".join(f'<{self._prefix}mergeCell ref="{one}{top}:{one}{bottom}"/>' for one in letters)
            splicer.put_in(splicer.at, added.encode())

    def _replace_tag(self, attribute: str, value: str) -> None:
        tag, at = self._splicer.tag(), self._splicer.at
        self._splicer.replace(at, at + len(tag), with_attribute(tag, attribute, value))

    def _widths(self) -> str:
        """The elements that say how wide the added columns are."""
        numbered = enumerate(self._columns.widths, start=self._span.first)
        return "".join(
            f'<{self._prefix}col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
            for column, width in numbered
        )

    def _begin_col(self, attributes: Attributes) -> None:
        of = Span(int(attributes.get("min", 1)), int(attributes.get("max", 0)))
        self._col = self._splicer.at, self._splicer.tag(), of

    def _end_col(self) -> None:
        """Columns that reach to the added ones leave those out."""
        begin, tag, of = self._col
        if of.last < self._span.first:
            return
        plain = tag if tag.endswith(b"/>") else tag[:-1] + b"/>"

        def of_columns(first: int, last: int) -> bytes:
            return with_attribute(with_attribute(plain, "min", str(first)), "max", str(last)) if first <= last else b""

        before = of_columns(of.first, min(of.last, self._span.first - 1))
        behind = of_columns(max(of.first, self._span.last + 1), of.last)
        widths = b"" if self._widened else self._widths().encode()
        self._widened = True
        self._splicer.replace(begin, self._splicer.end(tag), before + widths + behind)

    def _begin_row(self, attributes: Attributes) -> None:
        self._splicer.settled()
        self._row = int(attributes.get("r", self._row + 1))
        self._column, self._style, self._place = 0, int(attributes.get("s", 0)), None
        if not self._is_filled:
            return
        self._tag, at = self._splicer.tag(), self._splicer.at
        if "spans" in attributes:
            first, _, last = attributes["spans"].rpartition(" ")[2].partition(":")
            spans = f"{first}:{max(int(last), self._span.last)}"
            spans = f"{attributes['spans'].rpartition(' ')[0]} {spans}".strip()
            self._splicer.replace(at, at + len(self._tag), with_attribute(self._tag, "spans", spans))

    @property
    def _is_filled(self) -> bool:
        """Whether the row at hand gets cells."""
        return self._next is not None and self._next.number == self._row

    def _cell(self, attributes: Attributes) -> None:
        self._column = column_of_cell(attributes["r"]) if "r" in attributes else self._column + 1
        if self._column < self._span.first:
            self._style = int(attributes.get("s", 0))
        elif self._is_filled:
            if self._place is None:
                self._place = self._splicer.at
            if self._column <= self._span.last:
                self._cut = self._splicer.at, self._splicer.tag()

    def _end_row(self) -> None:
        if self._next is None or self._next.number != self._row:
            return
        at = self._splicer.at
        if self._tag.endswith(b"/>"):
            raise ValueError(f"row {self._row} has no cells")
        self._splicer.put_in(at if self._place is None else self._place, self._cells(self._next).encode())
        self._next = next(self._rows, None)

    def _cells(self, row: AddedRow) -> str:
        style = self._styles.like(self._style, heading=row.number <= self._columns.bottom)
        styled = "" if style is None else f' s="{style}"'
        return "".join(
            self._written(f"{column_letters(column)}{row.number}", styled, text)
            for column, text in enumerate(row.texts, start=self._span.first)
        )

    def _written(self, reference: str, styled: str, text: str) -> str:
        p = self._prefix
        if not text:
            return f'<{p}c r="{reference}"{styled}/>'
        said = escape(text)
        return f'<{p}c r="{reference}"{styled} t="inlineStr"><{p}is><{p}t xml:space="preserve">{said}</{p}t></{p}is></{p}c>'


def _all_rows(columns: AddedColumns, *, merged: bool) -> Iterator[AddedRow]:
    """The rows to fill in, those of headings first: the headings stand in the last of them, or in the first if merged."""
    for number in range(columns.top, columns.bottom + 1):
        stand_here = number == (columns.top if merged else columns.bottom)
        yield AddedRow(number, columns.headings if stand_here else ("",) * len(columns.headings))
    yield from columns.rows
