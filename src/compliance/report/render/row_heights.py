"""How high the rows of a sheet must be for wrapped text to be seen."""

from collections.abc import Iterable
from functools import lru_cache
from math import ceil

HIGHEST = 409  # points, which no row exceeds
_LINE = 17.0  # points of a line, also where a Chinese font stands in for the usual one
_ROOM = 0.92  # of a column holds text: characters differ, and lines break between words


def height_of(cells: Iterable[tuple[str, float]]) -> float:
    """The height of a row in points; `cells` are texts with the widths of their columns in digits of the usual font."""
    return min(_LINE * max((_lines(text, width) for text, width in cells), default=1), HIGHEST)


@lru_cache(maxsize=10_000)
def _lines(text: str, width: float) -> int:
    room = max(width * _ROOM, 1)
    return sum(max(ceil(_breadth(line) / room), 1) for line in text.split("\n"))


def _breadth(line: str) -> int:
    """How many digits wide a line is: a Chinese character is as wide as two, and two bytes long in its encoding."""
    return len(line) if line.isascii() else len(line.encode("gb18030", errors="replace"))
