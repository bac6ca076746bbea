"""Labels with their values below them: rows of labels over one row of values, and upper headings over a total."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from compliance.intake.forms.grid import Cell
from compliance.intake.forms.labels import Label
from compliance.intake.forms.layout import Candidate, Layout, Pair, filled_in, short
from compliance.intake.forms.roles import Role
from compliance.text import Text

_SHOWN = 6  # columns below an upper heading that a question names
_TOTAL = re.compile(r"合\s*计|总\s*计|总\s*额")
_ROWS = Text(
    "下面有不止一行内容,不能确定哪一行是",
    "more than one row below it holds something; which one is meant is not certain",
)
_NAMED_ROW = Text(
    "下面一行另有行名“{}”,不能确定是否即所指",
    "the row below it has a name of its own, {!r}; whether that is what is meant is not certain",
)
_PARTS = Text("下面分成 {} 栏,没有一栏是合计", "{} columns stand below it, and none of them is a total")
_UNDER = Text(
    "右边没有内容,下面一格是否属于此栏不能确定",
    "nothing stands beside it; whether the cell below belongs to it is not certain",
)
_UNDER_LIKE = Text(
    "下面的一格与别的栏目名同列,不能确定是内容还是栏目名",
    "the cell below it stands in a column of labels; whether it is the answer is not certain",
)
_COLUMN = Text(
    "栏目在“{}”之下,不能确定是否即所指", "the label stands below {!r}; whether that is what is meant is not certain"
)


class Headed:
    """The values below the labels of one table; `under` gives what a label means below an upper one."""

    def __init__(self, layout: Layout, under: Callable[[Cell, Cell], Label]) -> None:
        self._layout = layout
        self._roles = layout.roles
        self._grid = layout.grid
        self._under = under

    def below(self, pair: Pair) -> Pair | None:
        """What stands below a label that has another right beside it, or ends a row of labels."""
        row = [one for one in self._grid.row(pair.cell.row) if one.row == pair.cell.row and not one.is_empty]
        if len(row) < 2 or not all(self._roles.is_label(one) or self._roles.of(one) is Role.close for one in row):
            return self.alone(pair) if len(row) == 1 else replace(pair, value=None)
        near = [self._grid.left_of(pair.cell), next(iter(self._grid.right_of(pair.cell)), None)]
        if not any(one is not None and one in row for one in near):
            return pair
        top = next((one for one in self._grid.above(pair.cell) if one.below == pair.cell.row), None)
        if top is not None and top.columns > pair.cell.columns and self._roles.is_label(top):
            pair = replace(pair, label=self._under(pair.cell, top))
            if not pair.label.means_some_field:
                return None
        return self._column(pair, self._grid.under(pair.cell))

    def alone(self, pair: Pair) -> Pair:
        """What is said of a label that stands alone in its row: an upper heading, or in question."""
        under = self._grid.under(pair.cell)
        if len(under) > 1:
            return self._group(pair, under)
        if (
            under
            and self._roles.of(under[0]) is Role.value
            and len([one for one in self._grid.row(under[0].row) if not one.is_empty]) == 1
        ):
            return self._layout.asked(pair, _UNDER, under)
        return pair

    def _column(self, pair: Pair, under: Sequence[Cell]) -> Pair | None:
        """What a heading says, by the cells right below it."""
        if len(under) > 1:
            return self._group(pair, under)
        if not under or under[0].slot != pair.cell.slot or self._roles.of(under[0]) is Role.label:
            return pair
        if self._roles.of(under[0]) is Role.other:
            # A label by its column alone may as well be the value.
            alike = self._roles.label(under[0]).is_other or self._roles.is_known
            return pair if alike else self._layout.asked(pair, _UNDER_LIKE, under[:1])
        value = under[0]
        later = [one for one in self._grid.under(value) if one.slot == value.slot and self._layout.holds(one)]
        named = self._layout.row_name(value)
        if not self._layout.holds(value):
            return self._layout.asked(pair, _ROWS, later) if later and not named else pair
        if any(self._roles.of(one) is Role.label for one in self._grid.row(value.row)):
            return pair
        if later:
            return self._layout.asked(pair, _ROWS, [value, *later])
        if named:
            return self._layout.asked(pair, filled_in(_NAMED_ROW, named), [value])
        if heading := self._layout.qualifier(pair.cell):
            return self._layout.asked(pair, filled_in(_COLUMN, heading), [value])
        return replace(pair, value=value)

    def _group(self, pair: Pair, under: Sequence[Cell]) -> Pair:
        """What an upper heading says, by the column of the total below it; in question where there is none."""
        labelled = [one for one in under if self._roles.is_label(one) or self._roles.of(one) is Role.close]
        if len(labelled) < 2 or any(self._layout.holds(one) and one not in labelled for one in under):
            return pair
        totals = [one for one in labelled if _TOTAL.fullmatch(one.text.strip())]
        if len(totals) == 1 and totals[0] is labelled[0]:
            found = self._column(
                replace(pair, cell=totals[0], key=f"{pair.key}/{short(totals[0])}"), self._grid.under(totals[0])
            )
            if found is not None and (found.value is not None or found.question is not None):
                return replace(found, cell=pair.cell)
            return pair
        children = [
            (one, below) for one in labelled for below in self._grid.under(one)[:1] if self._layout.holds(below)
        ]
        candidates = tuple(Candidate(f"{pair.key}/{short(one)}", below) for one, below in children[:_SHOWN])
        if not candidates:
            return pair
        return replace(pair, question=filled_in(_PARTS, len(labelled)), candidates=candidates)
