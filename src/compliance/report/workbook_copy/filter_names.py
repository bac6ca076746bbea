"""The hidden names by which a workbook remembers the areas of its filters."""

import re
from collections.abc import Mapping

from compliance.report.workbook_copy.references import area_of
from compliance.report.workbook_copy.tree import children, parsed, serialised

_FILTER = "_xlnm._FilterDatabase"
_REFERENCE = re.compile(r"(.*!)(\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+)", re.DOTALL)


def with_filters_to(book: bytes, reach: Mapping[int, tuple[int, int]]) -> bytes:
    """The part of a workbook with the filters of sheets, by their places, reaching to other columns.

    `reach` has for each sheet the row of its headings, which its filter has in it, and the column.  The bytes are the
    same where none is remembered.  Raises: ValueError for what is no XML.
    """
    root = parsed(book)
    changed = False
    for group in children(root, "definedNames"):
        for name in children(group, "definedName"):
            place = name.get("localSheetId", "")
            found = _REFERENCE.fullmatch(name.text or "")
            if name.get("name") != _FILTER or not place.isdigit() or found is None or int(place) not in reach:
                continue
            area, (row, column) = area_of(found[2]), reach[int(place)]
            if area is not None and area.top <= row <= area.bottom:
                name.text = f"{found[1]}{area.to_column(column)}"
                changed = True
    return serialised(root) if changed else book
