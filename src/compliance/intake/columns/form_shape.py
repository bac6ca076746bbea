"""Whether a table is a form on one project, a label beside each value, and no ledger with a project in each row."""

from collections.abc import Callable, Sequence

_WIDE = 12  # so many cells of a row are looked at; labels stand in the first
_FIELDS = 5  # a form names so many fields at least


def is_form(rows: Sequence[Sequence[object]], field_of: Callable[[object], str | None]) -> bool:
    """Whether fields are named down the rows, and not beside one another in the rows of headings.

    `field_of` gives the field that a cell names.  A ledger names most of its fields in one row, or in one above
    another; headings that are repeated below name no others.
    """
    named = [{one for cell in row[:_WIDE] if (one := field_of(cell)) is not None} for row in rows]
    every = set().union(*named)
    if len(every) < _FIELDS:
        return False
    together = max(len(set().union(*named[first : first + 3])) for first in range(len(named)))
    one_row = max(map(len, named))
    return 2 * one_row < len(every) and one_row <= 3 and _beside(rows, field_of) and together < len(every)


def _beside(rows: Sequence[Sequence[object]], field_of: Callable[[object], str | None]) -> bool:
    """Whether most labels have no label right beside them: that is the place of the value."""
    labels = alone = 0
    for row in rows:
        cells = list(row[:_WIDE])
        for place, cell in enumerate(cells):
            if field_of(cell) is not None:
                labels += 1
                alone += place + 1 >= len(cells) or field_of(cells[place + 1]) is None
    return 10 * alone >= 9 * labels
