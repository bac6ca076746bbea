"""Rows that head a section of a numbered table, with its sums or without, and sums that nothing names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from compliance.intake.cells import as_written
from compliance.intake.rows.merged import Spans
from compliance.intake.rows.skipped import SkipReason
from compliance.intake.tables.table import Merge, Row
from compliance.vocabulary.folding import fold

_HEADINGS = frozenset(map(fold, ("序号", "序", "项次", "No.", "No", "#")))
_LOOKED = 1_000  # so many rows are looked through for one that is numbered

_ORDINAL = "[一二三四五六七八九十]{1,3}"
_PART = rf"第{_ORDINAL}(?:部分|批|类|章|节)"
_NUMBER = re.compile(rf"\(?{_ORDINAL}\)?[、.]?|{_PART}")
_NAME = re.compile(rf"(?:\({_ORDINAL}\)|{_ORDINAL}[、.)]|{_PART}).*")
_COUNTED = re.compile(r".*\(\d{1,6}[个项宗家户处]\)")


def column_of_numbers(headings: Mapping[int, str], below: Iterable[Row]) -> int | None:
    """The column, from 0, that numbers the rows below the headings 1, 2, 3; None if no column does.

    A table whose leads are numbered 一, 二, 三 has none: in it such a number heads no section.
    """
    columns = [index for index, heading in headings.items() if fold(heading) in _HEADINGS]
    if len(columns) != 1:
        return None
    column = columns[0]
    seen = (row.values[column] for row in islice(below, _LOOKED) if column < len(row.values))
    return column if any(_is_numeral(value) for value in seen) else None


class Sections:
    """What the rows without a number of their own are, in a table whose column of that place numbers the others."""

    def __init__(self, column: int, merges: Sequence[Merge]) -> None:
        self._column = column
        self._spans = Spans([merge for merge in merges if merge.left == column + 1])

    def numbers(self, row: Row) -> bool:
        """Whether a row has a number of its own, or one that is merged over it."""
        value = row.values[self._column] if self._column < len(row.values) else ""
        if _is_numeral(value):
            return True
        text = as_written(value).strip()
        return self._spans.over(row.number, self._column + 1) is not None or bool(
            text and not _NUMBER.fullmatch(fold(text))
        )

    def why(self, texts: Sequence[tuple[int, str]], stated: int) -> SkipReason | None:
        """Why a row without a number states no record, or None; `texts` and `stated` are as in `Remarks`."""
        words = [text for _, text in texts if not _is_numeral(text)]
        if not words:
            return SkipReason.total if texts else None
        first = fold(words[0][:200])
        if texts[0][0] == self._column or _NAME.fullmatch(first) or _COUNTED.fullmatch(first):
            return SkipReason.chapter
        return SkipReason.chapter if len(texts) == stated == 1 else None


def _is_numeral(value: object) -> bool:
    """Whether a cell holds a number in digits."""
    if isinstance(value, str):
        return value.strip().replace(".", "", 1).isdecimal()
    return isinstance(value, int | float) and not isinstance(value, bool)
