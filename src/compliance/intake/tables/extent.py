"""How far the cells of an .xlsx sheet reach, told from its XML before its values are laid out as a table."""

import re
from dataclasses import dataclass

from compliance.errors import column_letters

# A reader lays a sheet out whole, from its first cell to its last: a cell far away takes memory without bound.
_CELLS = 30_000_000
_BYTES = 4  # of a sheet's XML for each cell of the whole: less is as good as empty
_REFERENCE = re.compile(rb' r="([A-Z]{0,3})(\d{1,7})"')


@dataclass(slots=True)
class Extent:
    """The cells with a value that lie farthest to the right and farthest down, (row, column) from 1; bytes read."""

    right: tuple[int, int] = (0, 0)
    down: tuple[int, int] = (0, 0)
    size: int = 0

    def add(self, block: bytes) -> None:
        """Take in a further piece of the sheet."""
        self.size += len(block)
        end = max(block.rfind(sign) for sign in (b"<v>", b"<is>", b":v>", b":is>"))
        last = _REFERENCE.match(block, block.rfind(b' r="', 0, end)) if end >= 0 else None
        if last is None:
            return
        self._reach(last[1], last[2])
        for wide, row, letter, other in _far(len(str(self.down[0])) + 1).findall(block):
            self._reach(wide or letter, row or other)

    def _reach(self, letters: bytes, digits: bytes) -> None:
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        row = int(digits)
        self.right = max(self.right, (row, column), key=lambda cell: cell[1])
        self.down = max(self.down, (row, column))

    @property
    def far(self) -> str:
        """The names of the cells that lie too far from the others for the sheet to be read; empty if none does."""
        if self.down[0] * max(self.right[1], 26) <= max(_CELLS, self.size // _BYTES):
            return ""
        names = (f"{column_letters(max(column, 1))}{row}" for row, column in (self.right, self.down))
        return "、".join(dict.fromkeys(names))


def _far(digits: int) -> re.Pattern[bytes]:
    """Finds the cells with a value beyond column Z, or whose row has so many digits.

    Most cells are neither, and a search for them all would cost as much as reading the sheet.
    """
    return re.compile(rb' r="(?:([A-Z]{2,3})(\d{1,7})|([A-Z])(\d{%d,7}))"(?![^<>]*/>)' % min(digits, 7))
