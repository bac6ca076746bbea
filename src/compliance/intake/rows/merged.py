"""Cells merged downward: what stands in the first row holds, or is asked about, in the others."""

from collections.abc import Sequence

from compliance.intake.tables.table import Merge


class Spans:
    """The cells merged downward in one column, and what stands in them."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._of: dict[int, list[Merge]] = {}
        for merge in sorted(merges, key=lambda one: one.top):
            if merge.bottom > merge.top and merge.left == merge.right:
                self._of.setdefault(merge.left, []).append(merge)
        self.any = bool(self._of)
        self._values: dict[Merge, object] = {}

    def over(self, row: int, column: int) -> Merge | None:
        """The span that covers that cell, or None.  Rows are asked for in their order."""
        spans = self._of.get(column)
        while spans and spans[0].bottom < row:
            self._values.pop(spans.pop(0), None)
        return spans[0] if spans and spans[0].top <= row else None

    def remember(self, span: Merge, value: object) -> None:
        """Keep what its first cell holds."""
        self._values[span] = value

    def value(self, span: Merge) -> object:
        """What its first cell holds; blank if that was not in a row of a lead."""
        return self._values.get(span, "")
