"""A table of a file: raw rows with the numbers that the file gives them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from compliance.errors import Place, unreadable
from compliance.intake.tables.bounds import check_bytes, check_rows
from compliance.intake.tables.xlsx_xml import Marks
from compliance.source import Source
from compliance.text import Text

BLANKS = ("", None)
_BLOCK = 1 << 20


class Row(NamedTuple):
    """A row as its file numbers it, from 1; `fault` says why it cannot be read."""

    number: int
    values: Sequence[object]
    fault: Text | None = None


def is_blank(values: Sequence[object]) -> bool:
    """Whether the cells of a row hold nothing."""
    return all(value in BLANKS or (isinstance(value, str) and not value.strip()) for value in values)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range of cells, rows and columns counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file; `rows` gives its rows from the first, anew at each call.

    `keys` are the names of the columns where the format has them; None where a row of headings must be found.
    `file` is the file of places, with the name of the sheet.
    `encoding` is that of a text; `hidden_sheets` are those of its workbook that are left out, on its first table.
    `remark` is what else its reader should know of the file, on its first table.
    `height` is about how many rows there are, for the time that is left.
    """

    file: str
    name: str
    rows: Callable[[], Iterator[Row]]
    keys: tuple[str, ...] | None = None
    marks: Marks = field(default_factory=Marks)
    merges: tuple[Merge, ...] = ()
    starts_1904: bool | None = None
    percents: bool = False
    encoding: str = ""
    hidden_sheets: tuple[Place, ...] = ()
    remark: Text | None = None
    height: int = 0

    def at(self, row: int, column: int) -> Place:
        """Where that cell stands, both counted from 1."""
        return Place(self.file, row, column, True) if self.keys is None else Place(self.file, row)


def lines_within(source: Source, most: int) -> int:
    """About how many lines a file of at most so many bytes has.

    Raises: InputError if it has more bytes, or more lines than rows are read, or cannot be read.
    """
    try:
        check_bytes(source, most)
        lines = count_lines(source)
    except OSError:
        raise unreadable(source.name, "不能读取", "it cannot be read") from None
    check_rows(source.name, lines)
    return lines


def count_lines(source: Source) -> int:
    """How many lines a text has."""
    with source.open() as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(_BLOCK), b""))
