"""The columns to add to one sheet of a workbook, and what is told where a sheet cannot hold them well."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

MOST_COLUMNS = 16_384  # of a sheet
LONGEST = 32_767  # characters in a cell


class AddedRow(NamedTuple):
    """The texts of one row in the added columns; an empty one leaves a cell without content."""

    number: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddedColumns:
    """Columns that stand side by side, right of everything that a sheet holds at its table.

    `top` and `bottom` are the first and the last row of the sheet's headings, counted from 1.  `headings` are those of
    the columns, `widths` their widths in characters.  `rows` come in the order of the sheet.
    """

    sheet: str
    top: int
    bottom: int
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterator[AddedRow]


@dataclass(frozen=True, slots=True)
class Span:
    """Side by side, the first and the last of some columns, counted from 1."""

    first: int
    last: int
