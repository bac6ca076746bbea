"""How far a sheet reaches, as far as columns to add have to know."""

from dataclasses import dataclass, field
from typing import IO

from compliance.report.workbook_copy.references import Area, area_of
from compliance.report.workbook_copy.rows import RowXml, pieces
from compliance.report.workbook_copy.splice import Attributes, Splicer, local


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
    """The shape of a sheet whose headings stand in those rows.

    Raises: ValueError, expat.ExpatError for what is no plain sheet.
    """
    shape = SheetShape()
    splicer = Splicer(_nowhere)

    def start(name: str, attributes: Attributes) -> None:
        splicer.settled()
        if local(name) == "mergeCell" and (merged := area_of(attributes.get("ref", ""))) is not None:
            if merged.bottom >= top:
                shape.last = max(shape.last, merged.right)
            if top <= merged.top <= bottom:
                shape.merges.append(merged)

    splicer.parser.StartElementHandler = start
    for piece in pieces(stream):
        if isinstance(piece, RowXml):
            shape.last = max(shape.last, piece.last_filled())
        else:
            splicer.feed(piece)
    splicer.close()
    return shape


def _nowhere(_: bytes) -> None:
    """Write nothing."""
