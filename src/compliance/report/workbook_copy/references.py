"""References to cells as a workbook writes them: AB12, A3:U40, $A$3."""

import re
from typing import NamedTuple

from compliance.errors import column_letters, column_number

_AREA = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7}))?")


class Area(NamedTuple):
    """A rectangle of cells, rows and columns counted from 1; `absolute` if it is written with $ signs."""

    top: int
    left: int
    bottom: int
    right: int
    absolute: bool = False

    def to_column(self, right: int) -> "Area":
        """The same, reaching to that column at least."""
        return self._replace(right=max(self.right, right))

    def __str__(self) -> str:
        sign = "$" if self.absolute else ""
        first = f"{sign}{column_letters(self.left)}{sign}{self.top}"
        last = f"{sign}{column_letters(self.right)}{sign}{self.bottom}"
        return f"{first}:{last}" if (self.top, self.left) != (self.bottom, self.right) else first


def area_of(text: str) -> Area | None:
    """The area that a reference names, or None if it is none: several areas, whole rows or columns."""
    found = _AREA.fullmatch(text.strip())
    if found is None:
        return None
    left, top = column_number(found[2]), int(found[4])
    if found[6] is None:
        return Area(top, left, top, left, bool(found[1]))
    return Area(top, left, int(found[8]), column_number(found[6]), bool(found[1]))


def column_of_cell(reference: str) -> int:
    """The column of a cell such as AB12."""
    return column_number(reference.rstrip("0123456789"))
