"""The pages of a PDF file as they are seen: ruled tables cell by cell, and the lines outside of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.utils.text import extract_text

from compliance.case import Unread
from compliance.errors import Place, Problem, shown, unreadable
from compliance.intake.forms.grid import CELLS, Cell, Grid, Line, Mark, Paper
from compliance.intake.forms.symbols import as_seen
from compliance.intake.values import WRITTEN
from compliance.text import Text

PAGES = 60
Char: TypeAlias = dict[str, Any]  # as pdfplumber gives it: text, x0, x1, top, bottom, upright, non_stroking_color

_NEAR = 2  # points: edges that are no farther apart are one
_OVER = 0.35  # of its height or width by which a sign may reach over the edge of its cell, or over another
_THIN = 1.5  # points: the height of a stroke
_SCANNED = 0.6  # of the page, from which a picture on it may be the page
_NO_CHARACTER = "(cid:"  # a sign of which the file does not say which it is
_NO_TEXT = (
    "没有文字层,似为扫描件;请索要 Word 或 Excel 原件,或先做文字识别",
    "it has no text, and seems to be a scan; ask for the Word or Excel file, or have its text recognised first",
)
_UNSEEN = Text("白色的文字,看不见,未采用", "white text, which nobody sees; not used")
_PICTURED = Text(
    "此页为图片,其文字可能由识别得来;请逐项与图片核对",
    "the page is a picture, and its text may have been recognised; check each value against the picture",
)


class _Box(NamedTuple):
    """An area of a page, in points from its upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, char: Char) -> bool:
        """Whether the middle of a sign lies in it."""
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        return bool(self.x0 <= x < self.x1 and self.top <= y < self.bottom)

    def contains(self, char: Char) -> bool:
        """Whether a sign lies in it but for a little."""
        wide, high = _OVER * (char["x1"] - char["x0"]), _OVER * (char["bottom"] - char["top"])
        across = self.x0 - wide <= char["x0"] and char["x1"] <= self.x1 + wide
        return bool(across and self.top - high <= char["top"] and char["bottom"] <= self.bottom + high)


def read_pages(data: bytes, name: str) -> Paper:
    """What stands on the pages of a PDF file; the tables are numbered through all of them.

    Raises: InputError for a file without text, with too many pages, or with more cells than a form has; whatever
    pdfplumber raises for a file that it cannot read.
    """
    with pdfplumber.open(BytesIO(data)) as document:
        if len(document.pages) > PAGES:
            zh, en = f"超过 {PAGES} 页,不是申请表", f"it has more than {PAGES} pages, which no form has"
            raise unreadable(name, zh, en)
        reader = _Reader(name)
        for page in document.pages:
            reader.read(page)
            page.close()
    if not reader.chars:
        raise unreadable(name, *_NO_TEXT)
    return Paper(name, tuple(reader.grids), tuple(reader.lines), tuple(reader.unread), tuple(reader.notes))


@dataclass(slots=True)
class _Reader:
    """Gathers the tables and lines of the pages, in their order."""

    file: str
    grids: list[Grid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    chars: int = 0
    cells: int = 0

    def read(self, page: Page) -> None:
        """Take in one page."""
        at = Place(self.file, page=page.page_number)
        seen, unseen = _by_sight(page.chars)
        self.chars += len(seen)
        if unseen:
            self.unread.append(Unread("", shown(_words(unseen), WRITTEN), at, _UNSEEN))
        if seen and any(_area(image) > _SCANNED * page.width * page.height for image in page.images):
            self.notes.append(Problem(at, _PICTURED))
        strokes = [_Box(one["x0"], one["top"], one["x1"], one["bottom"]) for one in (*page.lines, *page.rects)]
        strokes = [one for one in strokes if one.bottom - one.top <= _THIN]
        tables = [(_Box(*table.bbox), [_Box(*cell) for cell in table.cells]) for table in page.find_tables()]
        tables.sort(key=lambda table: (table[0].top, table[0].x0))
        outside = [char for char in seen if not any(box.holds(char) for box, _ in tables)]
        lines = sorted(_lines(outside), key=lambda line: line[0])
        for number, (top, text) in enumerate(lines, start=1):
            before = len(self.grids) + sum(box.top < top for box, _ in tables)
            said, marks = _as_seen(text)
            self.lines.append(Line(said, at._replace(line=number), before, marks))
        for box, cells in tables:
            inside = [char for char in seen if box.holds(char)]
            title = next((text for top, text in reversed(lines) if top < box.top), "")
            self._table(cells, inside, strokes, title, at)

    def _table(
        self, boxes: Sequence[_Box], chars: Sequence[Char], strokes: Sequence[_Box], title: str, at: Place
    ) -> None:
        self.cells += len(boxes)
        if self.cells > CELLS:
            zh, en = f"表格超过 {CELLS:,} 格,不是申请表", f"more than {CELLS:,} cells, which no form has"
            raise unreadable(self.file, zh, en)
        number = len(self.grids) + 1
        columns, rows = _edges(box.x0 for box in boxes), _edges(box.top for box in boxes)
        cells = []
        for box in boxes:
            row, column = _place(rows, box.top), _place(columns, box.x0)
            high = sum(row_edge < box.bottom - _NEAR for row_edge in rows[row - 1 :])
            wide = sum(edge < box.x1 - _NEAR for edge in columns[column - 1 :])
            inside = [char for char in chars if box.holds(char)]
            text, marks = _text(inside, box, strokes)
            cells.append(Cell(row, column, at._replace(line=row, table=number), high, wide, text, marks))
        cells.sort(key=lambda cell: (cell.row, cell.column))
        self.grids.append(Grid(number, tuple(cells), title))


def _by_sight(chars: Iterable[Char]) -> tuple[list[Char], list[Char]]:
    """The signs that are seen, and those that are not: white ones, on white as far as anybody can tell."""
    seen: list[Char] = []
    unseen: list[Char] = []
    for char in chars:
        (unseen if _is_white(char.get("non_stroking_color")) else seen).append(char)
    return seen, unseen


def _is_white(colour: object) -> bool:
    """Whether a colour of one, three or four parts (grey, RGB, CMYK) is white."""
    parts = tuple(colour) if isinstance(colour, tuple | list) else (colour,)
    return all(part == 0 for part in parts) if len(parts) == 4 else all(part == 1 for part in parts)


def _text(chars: list[Char], box: _Box, strokes: Sequence[_Box]) -> tuple[str, frozenset[Mark]]:
    """The text of a cell, and what keeps it from being taken as it stands."""
    text, marks = _as_seen(_words(chars))
    if not all(box.contains(char) and char["upright"] for char in chars) or _overlap(chars):
        marks |= {Mark.overlap}
    near = [one for one in strokes if one.x0 < box.x1 and box.x0 < one.x1 and box.top < one.top < box.bottom]
    if any(_strikes(stroke, char) for stroke in near for char in chars):
        marks |= {Mark.struck}
    return text, marks


def _as_seen(words: str) -> tuple[str, frozenset[Mark]]:
    """Words with their boxes, and the mark of those with a sign that nobody knows."""
    text, unknown = as_seen(words)
    return text, frozenset({Mark.symbol} if unknown or _NO_CHARACTER in text else ())


def _overlap(chars: Iterable[Char]) -> bool:
    """Whether unlike signs lie upon one another."""
    ordered = sorted(chars, key=lambda char: char["x0"])
    starts = [char["x0"] for char in ordered]
    for place, char in enumerate(ordered, start=1):
        reach = bisect_left(starts, char["x1"] - _OVER * (char["x1"] - char["x0"]))
        for other in ordered[place:reach]:
            shared = min(char["bottom"], other["bottom"]) - max(char["top"], other["top"])
            if char["text"] != other["text"] and shared > _OVER * (char["bottom"] - char["top"]):
                return True
    return False


def _words(chars: list[Char]) -> str:
    return str(extract_text(chars)).strip() if chars else ""


def _strikes(stroke: _Box, char: Char) -> bool:
    """Whether a stroke goes through the middle of a sign."""
    high = char["bottom"] - char["top"]
    middle = char["top"] + 0.3 * high <= stroke.top and stroke.bottom <= char["bottom"] - 0.25 * high
    x = (char["x0"] + char["x1"]) / 2
    return bool(middle and stroke.x0 <= x <= stroke.x1)


def _lines(chars: list[Char]) -> Iterator[tuple[float, str]]:
    """The lines of text, each with its distance from the upper edge; two spaces divide what stands apart."""
    rows: dict[int, list[Char]] = {}
    tops = _edges(char["top"] for char in chars)
    for char in chars:
        rows.setdefault(_place(tops, char["top"]), []).append(char)
    for line in rows.values():
        if text := "  ".join(words for part in _apart(line) if (words := _words(part))):
            yield min(char["top"] for char in line), text


def _apart(line: Iterable[Char]) -> Iterator[list[Char]]:
    """The parts of a line that stand apart: farther than a sign is high."""
    part: list[Char] = []
    end = 0.0
    for char in sorted(line, key=lambda one: one["x0"]):
        if char["text"].strip():
            if part and char["x0"] - end > char["bottom"] - char["top"]:
                yield part
                part = []
            end = char["x1"]
        part.append(char)
    if part:
        yield part


def _edges(values: Iterable[float]) -> list[float]:
    """The values in order, those that lie close together as the first of them."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _place(edges: Sequence[float], value: float) -> int:
    """Which edge a value is, or lies behind, from 1."""
    return max(bisect_right(edges, value), 1)


def _area(box: Char) -> float:
    return float((box["x1"] - box["x0"]) * (box["bottom"] - box["top"]))
