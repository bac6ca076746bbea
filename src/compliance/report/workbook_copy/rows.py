"""The rows of a sheet apart from the rest of it: as bytes, since an element for each cell would take a minute."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from compliance.report.workbook_copy.references import column_of_cell
from compliance.report.workbook_copy.splice import TAG

_BLOCK = 1 << 20
_DECLARED = 8  # bytes: a declaration of XML may stand before, and a mark of the encoding
_LONGEST = 64 << 20  # bytes of a row
_ROW = re.compile(rb"<((?:[\w.-]+:)?)row(?=[\s/>])")
_BEHIND = re.compile(rb"</(?:[\w.-]+:)?sheetData>")
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d{1,7})["']""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})\d{1,7}["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d{1,7})["']""")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: where it stands in the row's bytes, its column from 1, its style, whether it holds something."""

    begin: int
    end: int
    column: int
    style: int
    filled: bool


@dataclass(frozen=True, slots=True)
class RowXml:
    """A row as the bytes of its element, with its number; `prefix` is that of its name, with the colon."""

    content: bytes
    number: int
    prefix: bytes

    @property
    def tag(self) -> bytes:
        """Its first tag."""
        return _tag(self.content, 0)

    @property
    def style(self) -> int:
        """The style of the row, for cells that have none of their own."""
        return _number(_STYLE, self.tag, 0)

    def last_filled(self) -> int:
        """The column of the last cell that holds a value or a formula; 0 if none does."""
        content, p = self.content, self.prefix
        marks = (b"</%bv>" % p, b"</%bis>" % p, b"<%bf>" % p, b"<%bf " % p)
        begin = content.rfind(b"<%bc " % p, 0, max(content.rfind(mark) for mark in marks) + 1)
        if begin >= 0 and (found := _REFERENCE.search(_tag(content, begin))):
            return column_of_cell(found[1].decode())
        return max((cell.column for cell in self.cells() if cell.filled), default=0)

    def last(self) -> Cell | None:
        """The last cell, or None."""
        begin = self.content.rfind(b"<%bc " % self.prefix)
        if begin < 0 or not (found := _REFERENCE.search(tag := _tag(self.content, begin))):
            return max(self.cells(), key=lambda cell: cell.column, default=None)
        column, style = column_of_cell(found[1].decode()), _number(_STYLE, tag, 0)
        return Cell(begin, len(self.content), column, style, filled=True)

    def cells(self) -> Iterator[Cell]:
        """All its cells, from the left; one that does not say where it stands is right of the one before."""
        content, p = self.content, self.prefix
        begins = re.compile(rb"<%bc(?=[\s/>])" % p)
        closes, filled = b"</%bc>" % p, re.compile(rb"<%b(?:v|f|is)[\s>]" % p)
        column, at = 0, 0
        while found := begins.search(content, at):
            begin = found.start()
            tag = _tag(content, begin)
            at = begin + len(tag)
            if not tag.endswith(b"/>"):
                at = content.index(closes, at) + len(closes)
            stated = _REFERENCE.search(tag)
            column = column_of_cell(stated[1].decode()) if stated else column + 1
            holds = filled.search(content, begin, at) is not None
            yield Cell(begin, at, column, _number(_STYLE, tag, self.style), holds)


def pieces(stream: IO[bytes]) -> Iterator[bytes | RowXml]:
    """A sheet in its order: its rows, and the bytes before, between and behind them.

    Raises: ValueError for what is no plain sheet: a row without an end, a remark among the rows.
    """
    held, number = b"", 0
    more = True
    while more:
        data = stream.read(_BLOCK)
        more = bool(data)
        held += data
        at = 0
        while found := _ROW.search(held, at):
            if (end := _end_of_row(held, found)) is None:
                break
            if found.start() > at:
                yield _checked(held[at : found.start()])
            row = held[found.start() : end]
            number = _number(_NUMBER, _tag(row, 0), number + 1)
            yield RowXml(_checked(row), number, found[1])
            at = end
        held = held[at:]
        if number and _ROW.search(held) is None and (behind := _BEHIND.search(held)):
            yield _checked(held[: behind.end()])
            yield from _rest(held[behind.end() :], stream)
            return
        if len(held) > _LONGEST:
            raise ValueError(f"a row behind row {number} is too long")
    if _ROW.search(held):
        raise ValueError(f"the row behind row {number} does not end")
    yield held


def _rest(held: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    """What stands behind the rows, where nothing is one, whatever it is called."""
    yield held
    while data := stream.read(_BLOCK):
        yield data


def _end_of_row(held: bytes, found: re.Match[bytes]) -> int | None:
    """Where the row that begins there ends; None if that is not read yet."""
    tag = TAG.match(held, found.start())
    if tag is None:
        return None
    if tag[0].endswith(b"/>"):
        return tag.end()
    closes = b"</%brow>" % found[1]
    end = held.find(closes, tag.end())
    return None if end < 0 else end + len(closes)


def _tag(content: bytes, at: int) -> bytes:
    found = TAG.match(content, at)
    if found is None:
        raise ValueError("a tag without an end")
    return found[0]


def _number(wanted: re.Pattern[bytes], tag: bytes, otherwise: int) -> int:
    found = wanted.search(tag)
    return otherwise if found is None else int(found[1])


def _checked(content: bytes) -> bytes:
    """The bytes.  Raises: ValueError for what could be taken for markup and is none."""
    if content.find(b"<!") >= 0 or content.find(b"<?", _DECLARED) >= 0:
        raise ValueError("a remark or a text that is no markup")
    return content
