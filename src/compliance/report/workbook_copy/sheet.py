"""A sheet with columns added, while it streams by: every other byte of it stays as it is."""

import re
from collections.abc import Callable, Iterator
from typing import IO
from xml.sax.saxutils import escape

from compliance.errors import column_letters
from compliance.report.workbook_copy.columns import AddedColumns, AddedRow, Span
from compliance.report.workbook_copy.references import area_of
from compliance.report.workbook_copy.rows import RowXml, pieces
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
        self._write = write
        self._splicer = Splicer(write)
        self._splicer.parser.StartElementHandler = self._start
        self._splicer.parser.EndElementHandler = self._end
        self._depth = 0
        self._part = ""
        self._prefix = ""
        self._widened = False
        self._col = 0, b"", Span(0, 0)

    def run(self, stream: IO[bytes]) -> None:
        """Read the sheet and write it.

        Raises: ValueError, expat.ExpatError for what is no plain sheet, or has not the rows that are to be filled in.
        """
        waiting = _all_rows(self._columns, merged=self._merged)
        following = next(waiting, None)
        for piece in pieces(stream):
            if not isinstance(piece, RowXml):
                self._splicer.feed(piece)
                continue
            self._splicer.flush()
            if following is None or following.number != piece.number:
                self._write(piece.content)
                continue
            self._write(self._filled(piece, following))
            following = next(waiting, None)
        self._splicer.close()
        if following is not None:
            raise ValueError(f"no row {following.number}")

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth == 2:
            self._part = local(name)
            self._begin_part(name, attributes)
        elif self._depth == 3 and self._part == "cols":
            of = Span(int(attributes.get("min", 1)), int(attributes.get("max", 0)))
            self._col = self._splicer.at, self._splicer.tag(), of

    def _end(self, name: str) -> None:
        del name
        self._depth -= 1
        if self._depth == 2 and self._part == "cols":
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

    def _filled(self, row: RowXml, added: AddedRow) -> bytes:
        """The row with the cells of the added columns, in the place of blank ones that stood there."""
        tag, last = row.tag, row.last()
        if tag.endswith(b"/>") or last is None:
            raise ValueError(f"row {row.number} has no cells")
        style, begin, end = last.style, None, None
        if last.column >= self._span.first:
            before = [cell for cell in row.cells() if cell.column < self._span.first]
            style = before[-1].style if before else row.style
            begin = end = before[-1].end if before else len(tag)
            end = max((cell.end for cell in row.cells() if cell.column <= self._span.last), default=end)
        else:
            begin = end = row.content.rindex(b"</")
        cells = self._cells(added, style, row.prefix.decode()).encode()
        return self._spanned(tag) + row.content[len(tag) : begin] + cells + row.content[end:]

    def _spanned(self, tag: bytes) -> bytes:
        """The first tag of a row, whose cells reach to the last of the added columns if it says how far they do."""
        found = _SPANS.search(tag)
        if found is None:
            return tag
        return tag[: found.start(1)] + str(max(int(found[1]), self._span.last)).encode() + tag[found.end(1) :]

    def _cells(self, row: AddedRow, beside: int, prefix: str) -> str:
        style = self._styles.like(beside, heading=row.number <= self._columns.bottom)
        styled = "" if style is None else f' s="{style}"'
        return "".join(
            _cell(f"{column_letters(column)}{row.number}", styled, text, prefix)
            for column, text in enumerate(row.texts, start=self._span.first)
        )


_SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*?(\d+)["']""")


def _cell(reference: str, styled: str, text: str, p: str) -> str:
    """A cell of text, whatever it looks like; without text, one that is blank."""
    if not text:
        return f'<{p}c r="{reference}"{styled}/>'
    said = f'<{p}is><{p}t xml:space="preserve">{escape(text)}</{p}t></{p}is>'
    return f'<{p}c r="{reference}"{styled} t="inlineStr">{said}</{p}c>'


def _all_rows(columns: AddedColumns, *, merged: bool) -> Iterator[AddedRow]:
    """The rows to fill in, those of headings first: these stand in the last of them, or in the first if merged."""
    for number in range(columns.top, columns.bottom + 1):
        stand_here = number == (columns.top if merged else columns.bottom)
        yield AddedRow(number, columns.headings if stand_here else ("",) * len(columns.headings))
    yield from columns.rows
