"""Rows of cells as lines of a terminal, one column below the other; a Chinese character is two columns wide."""

from collections.abc import Collection, Iterator, Sequence

from rich.cells import cell_len

from compliance.text import printable

_LEAST = 8  # columns that the cell which gives way keeps


def in_columns(
    rows: Sequence[Sequence[str]], width: int, *, gives_way: int = 0, right: Collection[int] = (), between: int = 2
) -> Iterator[str]:
    """A line for each row, at most `width` wide where that can be: all rows have as many cells as the first.

    The cells of the column `gives_way` are cut where a row would be wider; those of the columns `right` end flush.
    `between` is how many blanks stand between columns.
    """
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(cell_len(cell) for cell in column) for column in zip(*cells, strict=True)]
    over = sum(widths) + between * (len(widths) - 1) - width
    widths[gives_way] = min(widths[gives_way], max(widths[gives_way] - over, _LEAST))
    for row in cells:
        placed = (
            _placed(cut(cell, size), size, flush=column in right)
            for column, (cell, size) in enumerate(zip(row, widths, strict=True))
        )
        yield (" " * between).join(placed).rstrip()


def _placed(text: str, width: int, *, flush: bool) -> str:
    blank = " " * (width - cell_len(text))
    return blank + text if flush else text + blank


def cut(text: str, width: int) -> str:
    """The text if it is at most `width` columns wide, else its beginning with an ellipsis."""
    if cell_len(text) <= width:
        return text
    kept, filled = "", 0
    for character in text:
        filled += cell_len(character)
        if filled > width - 1:
            break
        kept += character
    return f"{kept}…"


def bar(shares: Sequence[tuple[int, str]], length: int) -> str:
    """The parts of a whole side by side, each number drawn with its sign, in so many signs; each has at least one."""
    parts = [(number, sign) for number, sign in shares if number > 0]
    whole = sum(number for number, _ in parts)
    sizes = [max(1, length * number // whole) for number, _ in parts]
    if sizes:
        sizes[sizes.index(max(sizes))] += length - sum(sizes)
    return "".join(sign * size for (_, sign), size in zip(parts, sizes, strict=True))
