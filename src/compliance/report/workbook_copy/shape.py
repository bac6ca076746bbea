"""How far a sheet reaches, as far as columns to add have to know."""

from dataclasses import dataclass, field
from typing import IO

from compliance.report.workbook_copy.references import Area, area_of, column_of_cell
from compliance.report.workbook_copy.splice import Attributes, Splicer, local

_CONTENT = frozenset(("v", "f", "is"))


@dataclass(slots=True)
class SheetShape:
    """How far the cells of a sheet reach.

    `last` is the last column that holds something, or that a cell merged at the table covers.  `merges` are the merged
    cells that begin in the rows of headings.
    """

    last: int = 0
    merges: list[Area] = field(default_factory=list)

    def is_merged_down(self, top: int, bottom: int) -> bool:
        """Whether the last heading is merged over those rows."""
        return any(one.right == self.last and (one.top, one.bottom) == (top, bottom) for one in self.merges)


def shape_of(stream: IO[bytes], top: int, bottom: int) -> SheetShape:
    """The shape of a sheet whose headings stand in those rows.  Raises: ValueError, expat.ExpatError."""
    reader = _Reader(top, bottom)
    reader.splicer.run(stream)
    return reader.shape


class _Reader:
    """Looks through a sheet: worksheet (1), sheetData (2), row (3), c (4), v (5)."""

    def __init__(self, top: int, bottom: int) -> None:
        self.shape = SheetShape()
        self.splicer = Splicer(_nowhere)
        self.splicer.parser.StartElementHandler = self._start
        self.splicer.parser.EndElementHandler = self._end
        self._top, self._bottom = top, bottom
        self._depth = self._column = 0
        self._part = ""

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        depth = self._depth
        if depth == 2:
            self._part = local(name)
        elif self._part == "sheetData":
            if depth == 4:
                self._column = column_of_cell(attributes["r"]) if "r" in attributes else self._column + 1
            elif depth == 5 and self._column > self.shape.last and local(name) in _CONTENT:
                self.shape.last = self._column
            elif depth == 3:
                self._column = 0
                self.splicer.settled()
        elif self._part == "mergeCells" and (merged := area_of(attributes.get("ref", ""))) is not None:
            self._merged(merged)

    def _end(self, name: str) -> None:
        del name
        self._depth -= 1

    def _merged(self, merged: Area) -> None:
        if merged.bottom >= self._top:
            self.shape.last = max(self.shape.last, merged.right)
        if self._top <= merged.top <= self._bottom:
            self.shape.merges.append(merged)


def _nowhere(_: bytes) -> None:
    """Write nothing."""
