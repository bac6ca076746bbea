"""Where the headings of a table stand: one to three rows, below titles, with units stated once for the whole table."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from compliance.intake.columns.meaning import tidy
from compliance.intake.tables.table import Merge
from compliance.quantity.units import QuantityError, Unit, unit

LOOKED = 20  # so many rows are looked through

_STATED = re.compile(r"单位[::]\s*([^\s,，;；。)]+)")
_IN_BRACKETS = re.compile(r"[(\[【]?([^()\[\]【】]+)[)\]】]?")

Known = Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table: `first` and `last` are their rows from 0, `known` how many name a field."""

    first: int
    last: int
    texts: tuple[str, ...]
    groups: tuple[str, ...]
    units: tuple[Unit, ...]
    known: int


def find_headings(rows: Sequence[Sequence[object]], known: Known, merges: Sequence[Merge]) -> Headings | None:
    """The row, or two or three rows, that name most fields; None if no row names any."""
    best: Headings | None = None
    for index, row in enumerate(rows):
        found = _one_row(rows, index, known)
        if index + 1 < len(rows) and (two := _two_rows(row, rows[index + 1], index, known, merges)):
            found = max((found, two), key=lambda one: one.known)
        if index + 2 < len(rows) and (three := _three_rows(rows[index : index + 3], index, known, merges)):
            found = max((found, three), key=lambda one: one.known)
        if found.known and (best is None or found.known > best.known):
            best = found
    if best is None:
        return None
    units = [one for row in rows[: best.first] for cell in row for one in _stated(cell)]
    return Headings(best.first, best.last, best.texts, best.groups, tuple(dict.fromkeys(units)), best.known)


def _one_row(rows: Sequence[Sequence[object]], index: int, known: Known) -> Headings:
    texts = tuple(tidy(cell) for cell in rows[index])
    count = sum(map(known, texts))
    following = rows[index + 1] if index + 1 < len(rows) else ()
    units = _row_of_units(following, len(texts))
    if count and units:
        with_units = tuple(f"{text}({one})" if text and one else text for text, one in zip(texts, units, strict=True))
        return Headings(index, index + 1, with_units, (), (), count)
    return Headings(index, index, texts, (), (), count)


def _row_of_units(row: Sequence[object], width: int) -> tuple[str, ...]:
    """The unit under each heading if the row states nothing but units, else nothing."""
    texts = [tidy(cell) for cell in row][:width]
    texts += [""] * (width - len(texts))
    bare = [match[1] if (match := _IN_BRACKETS.fullmatch(text)) else text for text in texts]
    return tuple(bare) if any(bare) and all(_unit(text) for text in bare if text) else ()


def _two_rows(
    upper: Sequence[object], lower: Sequence[object], index: int, known: Known, merges: Sequence[Merge]
) -> Headings | None:
    """Both rows as one if together they name more fields than the lower does: it divides headings of the upper."""
    width = max(len(upper), len(lower))
    top = [tidy(cell) for cell in upper] + [""] * (width - len(upper))
    low = [tidy(cell) for cell in lower] + [""] * (width - len(lower))
    if not any(low) or all(top[column] for column in range(width) if low[column]):
        return None
    return _divided(top, low, index, known, merges)


def _divided(
    top: Sequence[str], low: Sequence[str], index: int, known: Known, merges: Sequence[Merge]
) -> Headings | None:
    """The headings of two rows if together they name more fields than the lower does."""
    width = len(low)
    groups = _groups(top, low, index + 1, merges)
    texts = [low[column] or top[column] for column in range(width)]
    if sum(map(known, low)) == 0 and not any(
        known(groups[column] + low[column]) for column in range(width) if low[column]
    ):
        return None
    if any(top[column] and low[column] and known(top[column]) and not known(low[column]) for column in range(width)):
        return None
    upper_groups = tuple(groups[column] if low[column] else "" for column in range(width))
    joined = sum(
        known(text) or bool(group and known(group + text)) for text, group in zip(texts, upper_groups, strict=True)
    )
    if joined <= sum(map(known, low)):
        return None
    return Headings(index, index + 1, tuple(texts), upper_groups, (), joined)


def _three_rows(rows: Sequence[Sequence[object]], index: int, known: Known, merges: Sequence[Merge]) -> Headings | None:
    """The three rows as one if the lower two divide headings of the uppermost.

    A group is named by the middle row, and by the uppermost where that says nothing.
    """
    width = max(map(len, rows))
    upper, middle, lower = ([tidy(cell) for cell in row] + [""] * (width - len(row)) for row in rows)
    if not any(lower) or all(upper[column] for column in range(width) if lower[column]):
        return None
    if any(top and known(top) and below and not known(below) for top, below in zip(upper, middle, strict=True)):
        return None
    joined = [below or top for top, below in zip(upper, middle, strict=True)]
    found = _divided(joined, lower, index + 1, known, merges)
    without = _two_rows(rows[1], rows[2], index + 1, known, merges)
    if found is None or (without is not None and without.known >= found.known):
        return None  # the uppermost row heads nothing: it is a title
    return replace(found, first=index)


def _groups(top: Sequence[str], low: Sequence[str], row: int, merges: Sequence[Merge]) -> list[str]:
    """The upper heading over each column: over the columns it is merged across, else until the next one."""
    across = {
        column: top[merge.left - 1]
        for merge in merges
        if merge.top == row and merge.right > merge.left and merge.left <= len(top)
        for column in range(merge.left - 1, min(merge.right, len(top)))
    }
    groups, last = [], ""
    for column, text in enumerate(top):
        if text:
            last = text if low[column] else ""
        if across:
            groups.append(across.get(column, text))
        else:
            groups.append(last if low[column] else "")
    return groups


def _stated(cell: object) -> list[Unit]:
    """The units that a title states for the whole table, as 单位:万元、亩 does."""
    if not isinstance(cell, str):
        return []
    match = _STATED.search(unicodedata.normalize("NFKC", cell[:200]))
    found = [_unit(text) for text in match[1].split("、")] if match else []
    return [one for one in found if one is not None]


def _unit(text: str) -> Unit | None:
    try:
        found = unit(unicodedata.normalize("NFKC", text))
    except QuantityError:
        return None
    return found if found.symbol else None
