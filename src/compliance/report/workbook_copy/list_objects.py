"""The tables (ListObjects) of a sheet, which take in columns that are added beside them."""

from collections.abc import Sequence

from lxml import etree

from compliance.report.workbook_copy.columns import Span
from compliance.report.workbook_copy.references import Area, area_of
from compliance.report.workbook_copy.tree import child, children, parsed, serialised


def area_of_list(part: bytes) -> Area | None:
    """The area of a table, None if it says none.  Raises: ValueError for what is no XML."""
    return area_of(parsed(part).get("ref", ""))


def is_beside(part: bytes, bottom: int, span: Span) -> bool:
    """Whether a table has its headings in that row and ends where those columns begin, so that it can take them in.

    A table that a query fills has the columns of the query and no others.
    """
    root = parsed(part)
    area = area_of(root.get("ref", ""))
    headed = root.get("headerRowCount", "1") != "0" and root.get("tableType", "worksheet") == "worksheet"
    return area is not None and headed and area.top == bottom and area.right == span.first - 1


def with_columns(part: bytes, headings: Sequence[str], span: Span) -> bytes:
    """The table with columns of those headings at its end, its filter with it.  Raises: ValueError."""
    root = parsed(part)
    _widen(root, span)
    if (filter_ := child(root, "autoFilter")) is not None:
        _widen(filter_, span)
    columns = child(root, "tableColumns")
    known = [] if columns is None else children(columns, "tableColumn")
    if columns is None or not known:
        raise ValueError("a table without columns")
    free = max(int(one.get("id", "0")) for one in known) + 1
    for number, heading in enumerate(headings, start=free):
        added = etree.SubElement(columns, etree.QName(etree.QName(columns).namespace, "tableColumn"))
        added.set("id", str(number))
        added.set("name", heading)
    columns.set("count", str(len(known) + len(headings)))
    return serialised(root)


def _widen(element: etree._Element, span: Span) -> None:
    area = area_of(element.get("ref", ""))
    if area is not None:
        element.set("ref", str(area.to_column(span.last)))
