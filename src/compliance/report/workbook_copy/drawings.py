"""What floats over a sheet: charts, images and shapes, which added columns may come to lie under."""

from zipfile import ZipFile

from lxml import etree

from compliance.report.workbook_copy.columns import Span
from compliance.report.workbook_copy.parts import led_to
from compliance.report.workbook_copy.tree import child, name_of, parsed

_ANCHORS = ("twoCellAnchor", "oneCellAnchor")


def covers(package: ZipFile, sheet: str, span: Span) -> bool:
    """Whether something that floats over the sheet of that part lies over any of those columns.

    Raises: ValueError for what is no XML.
    """
    for drawing in led_to(package, sheet, "drawing"):
        for anchor in parsed(package.read(drawing)):
            if name_of(anchor) not in _ANCHORS:
                continue
            first, last = (_column(anchor, corner) for corner in ("from", "to"))
            if first is not None and first <= span.last and (first if last is None else last) >= span.first:
                return True
    return False


def _column(anchor: etree._Element, corner: str) -> int | None:
    """The column of a corner of what is anchored there, counted from 1; None if it is not stated."""
    place = child(anchor, corner)
    column = None if place is None else child(place, "col")
    return None if column is None or not (column.text or "").strip().isdigit() else int(column.text or "") + 1
