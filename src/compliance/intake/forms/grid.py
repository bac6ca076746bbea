"""What stands on a form: tables of cells and lines of text, each with its place, however the file is made.

A reader of a format gives a `Paper`; what pairs labels with values knows no format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from compliance.case import Unread
from compliance.errors import Place, Problem
from compliance.text import Text

EMPTY_BOX, TICKED_BOX = "☐", "☑"
CELLS = 20_000  # of all tables of a form


class Mark(StrEnum):
    """What keeps the text of a cell from being taken as it stands."""

    struck = "struck"  # some of it is struck through
    symbol = "symbol"  # a sign of a symbol font, or a crossed box, that nobody knows to mean yes or no
    picture = "picture"  # a picture stands in the cell
    control = "control"  # a form control or an embedded object does
    preset = "preset"  # a field shows what it offers, and nobody can tell whether it was chosen
    formula = "formula"  # a formula without a result, or with an error
    overlap = "overlap"  # text reaches over the edge of the cell, lies upon other text, or lies crosswise
    date = "date"  # a date control shows another day than it holds


MARKS = {
    Mark.struck: Text("有删除线;请写明以哪个为准", "some of it is struck through; say what holds"),
    Mark.symbol: Text("有不认识的符号;请改为文字", "it holds a symbol that is not known; write it as text"),
    Mark.picture: Text("此格内有图片,不能读取;请改为文字", "a picture stands there, which cannot be read; write text"),
    Mark.control: Text(
        "此格内有控件或嵌入的对象,不能读取;请改为文字", "a control or an object stands there; write text"
    ),
    Mark.preset: Text(
        "是控件预设的内容,不能确定是否为填写人所选;请改为文字",
        "what the field offers; whether it was chosen is not certain; write it as text",
    ),
    Mark.formula: Text(
        "公式没有结果或结果是错误;请改为数值", "a formula without a result or with an error; write the value"
    ),
    Mark.overlap: Text(
        "文字重叠、超出此格或横竖不一;请核对",
        "text overlaps, reaches over the edge of the cell or lies crosswise; check it",
    ),
    Mark.date: Text(
        "日期控件显示的与其存储的日期不一致;请改为文字", "the date control shows another day than it holds; write text"
    ),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its first row and column from 1, how many it spans, and the text that is seen in it.

    Boxes are written ☐ and ☑ in the text.  `typed` is what a spreadsheet holds in it where that is no text.
    """

    row: int
    column: int
    at: Place
    rows: int = 1
    columns: int = 1
    text: str = ""
    marks: frozenset[Mark] = frozenset()
    typed: object = None

    @property
    def below(self) -> int:
        """The first row below it."""
        return self.row + self.rows

    @property
    def behind(self) -> int:
        """The first column right of it."""
        return self.column + self.columns

    @property
    def slot(self) -> tuple[int, int]:
        """Its first column and how many it spans: cells of one slot stand exactly above one another."""
        return self.column, self.columns

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.text.strip() and not self.marks

    def covers(self, column: int) -> bool:
        """Whether it spans that column."""
        return self.column <= column < self.behind


@dataclass(frozen=True)
class Grid:
    """One table of a form: its number in the document from 1, and its cells in order of place.

    `title` is the text that stands right above it.
    """

    number: int
    cells: tuple[Cell, ...]
    title: str = ""

    @cached_property
    def _rows(self) -> dict[int, list[Cell]]:
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.below):
                rows.setdefault(row, []).append(cell)
        return {row: sorted(cells, key=lambda one: one.column) for row, cells in rows.items()}

    @property
    def height(self) -> int:
        """The number of the last row."""
        return max(self._rows, default=0)

    def row(self, number: int) -> Sequence[Cell]:
        """The cells that lie in a row, those that reach into it from above too, from left to right."""
        return self._rows.get(number, ())

    def right_of(self, cell: Cell) -> list[Cell]:
        """The cells of its first row that lie right of it."""
        return [one for one in self.row(cell.row) if one.column >= cell.behind]

    def left_of(self, cell: Cell) -> Cell | None:
        """The cell of its first row that ends where it begins, or None."""
        return next((one for one in self.row(cell.row) if one.behind == cell.column), None)

    def under(self, cell: Cell) -> list[Cell]:
        """The cells of the row below it that lie under it, in whole or in part."""
        return [one for one in self.row(cell.below) if one.column < cell.behind and cell.column < one.behind]

    def above(self, cell: Cell) -> Iterator[Cell]:
        """The cells above it that lie over it, the nearest first."""
        for row in range(cell.row - 1, 0, -1):
            for one in self.row(row):
                if one.below == row + 1 and one.column < cell.behind and cell.column < one.behind:
                    yield one


class Line(NamedTuple):
    """A paragraph outside of tables; `tables` is how many of them begin before it."""

    text: str
    at: Place
    tables: int
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Paper:
    """All that stands on a form, and what a reader saw and could not take in (`unread`).

    `starts_1904` and `percents` are those of a spreadsheet, as `Cells` takes them.
    """

    file: str
    grids: tuple[Grid, ...]
    lines: tuple[Line, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[Problem, ...] = ()
    starts_1904: bool | None = None
    percents: bool = field(default=False)
