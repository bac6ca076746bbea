"""Where something was written, as JSON takes it."""

import re
from typing import Any

from compliance.errors import Place, column_letters
from compliance.intake.tables.suffixes import BOOKS

_IN_BOOK = re.compile(rf"(.+?(?:{'|'.join(map(re.escape, BOOKS))}))!(.*)", re.IGNORECASE | re.DOTALL)


def place_data(place: Place) -> dict[str, Any]:
    """The file without its folder, and line and column, or cell; of a workbook the sheet, and cell or row; of a
    document page, table and row, or paragraph.

    What the place does not say is left out.
    """
    file, in_book = place.base.file, _IN_BOOK.fullmatch(place.base.file)
    found: dict[str, Any] = {"file": file} if in_book is None else {"file": in_book[1], "sheet": in_book[2]}
    pages = {"page": place.page} if place.page else {}
    if place.table:
        return found | pages | {"table": place.table} | ({"row": place.line} if place.line else {})
    if place.paragraph:
        return found | pages | {"paragraph": place.paragraph}
    found |= pages
    if not place.line:
        return found
    if place.cell:
        return found | {"cell": f"{column_letters(place.column)}{place.line}"}
    if in_book is not None:
        return found | {"row": place.line}
    return found | {"line": place.line} | ({"column": place.column} if place.column else {})
