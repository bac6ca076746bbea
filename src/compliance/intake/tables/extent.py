"""How far the cells of an .xlsx sheet reach, told from its XML before its values are laid out as a table."""

import re
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from compliance.errors import column_letters
from compliance.intake.tables.bounds import COLUMNS

# A reader lays a sheet out whole, from its first cell to its last: a cell far away takes memory without bound.
CELLS = 30_000_000
ROWS = 1_048_576  # as many as a sheet has
LEAST = 26  # columns that every sheet is taken to have, since most cells are not looked at one by one
_REFERENCE = re.compile(rb'<c r="([A-Za-z]{0,9})(\d{1,9})"')
_NEAR = 10_000  # bytes at the end of a piece, in which its last value stands
_BEHIND = 200  # so many bytes of a tag are looked through for its end
_DIGITS = 9  # of a row or letters of a column: more are far away whatever they say
_BLOCK = 1 << 20


@dataclass(slots=True)
class Extent:
    """The cells with a value that lie farthest to the right and farthest down, (row, column) from 1.

    `plain` is false once a piece of the sheet is not written as spreadsheet programs write it: then its cells must be
    looked at by `parsed_extent`.
    """

    right: tuple[int, int] = (0, 0)
    down: tuple[int, int] = (0, 0)
    plain: bool = True

    def add(self, block: bytes) -> None:
        """Take in a further piece of the sheet, the first or one that begins where a row ends."""
        rows, behind = block, b""
        if not block.endswith(b"</row>"):  # the last piece, or one that is written otherwise
            rows, _, behind = block.partition(b"</sheetData")
        if not rows.startswith(b"<row") and (start := rows.find(b"<sheetData")) >= 0:
            rows = rows[start + 1 :]
        end = rows.rfind(b"</v")
        if end < len(rows) - _NEAR:
            end = max(end, rows.rfind(b"</is"))
        last = rows.rfind(b'<c r="', 0, end) if end >= 0 else -1
        if last >= 0 and (match := _REFERENCE.match(rows, last)):
            self.reach(int(match[2]), _column(match[1]))
        for wide, row, letter, other, odd in _looked_at(len(str(self.down[0])) + 1).findall(rows):
            if odd:
                self.plain = False
                return
            self.reach(int((row or other)[:_DIGITS]), _column(wide or letter))
        self.plain = self.plain and (not behind or _is_blank(behind))

    def reach(self, row: int, column: int) -> None:
        """Take in a cell."""
        self.right = max(self.right, (row, column), key=lambda cell: cell[1])
        self.down = max(self.down, (row, column))

    @property
    def far(self) -> str:
        """The names of the cells that lie too far for the sheet to be read; empty if none does."""
        row, column = self.down[0], self.right[1]
        if row <= ROWS and column <= COLUMNS and row * max(column, LEAST) <= CELLS:
            return ""
        names = (f"{column_letters(max(column, 1))}{row}" for row, column in (self.right, self.down))
        return "、".join(dict.fromkeys(names))


def parsed_extent(sheet: IO[bytes]) -> Extent:
    """The extent of a sheet however it is written, by a parser, which takes much longer.

    Raises: ValueError if it is no XML, or has a document type.
    """
    reader = _Cells()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = reader.start
    parser.StartDoctypeDeclHandler = _refuse
    try:
        while data := sheet.read(_BLOCK):
            parser.Parse(data, False)
            if reader.extent.far:
                break
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return reader.extent


class _Cells:
    """Follows the cells of a sheet; those without a name of their own stand next to the one before."""

    def __init__(self) -> None:
        self.extent = Extent(plain=False)
        self._row, self._column = 0, 0
        self._here = 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition("}")[2]
        if local == "row":
            digits = attributes.get("r", "")
            self._row, self._column = _digits(digits) or self._row + 1, 0
        elif local == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            row = _digits(attributes.get("r", "")[len(letters) :]) or self._row
            self._column = _column(letters.encode()) if letters else self._column + 1
            self._here = row, self._column
        elif local in ("v", "is", "f") and self._column:
            self.extent.reach(*self._here)


def _refuse(*_: object) -> None:
    raise ValueError("a document type")


def _digits(text: str) -> int:
    return int(text[:_DIGITS]) if text.isascii() and text.isdigit() else 0


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters[:_DIGITS].upper():
        column = column * 26 + letter - 64
    return column


def _is_blank(behind: bytes) -> bool:
    """Whether no cells stand behind those of the sheet, where programs write of its looks."""
    return not any(sign in behind for sign in (b"<c ", b"<c>", b"<c\n", b"<c\r", b"<c\t", b":c ", b"<row "))


def _looked_at(digits: int) -> re.Pattern[bytes]:
    """Finds the cells with a value beyond column Z, or whose row has so many digits; and what is not plainly written:
    a cell or row that does not begin with its name, a prefix of a tag, a remark.

    Most cells are neither, and a search for them all would cost as much as reading the sheet.
    """
    return re.compile(
        rb'<(?:c r="(?:([A-Za-z]{2,})(\d+)|([A-Za-z])(\d{%d,}))"(?![^<>]{0,%d}/>)'
        rb'|(c(?! r="[A-Za-z])|row(?! r="\d)|[^\s<>/:]+:|!))' % (min(digits, _DIGITS), _BEHIND)
    )
