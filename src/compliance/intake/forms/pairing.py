"""Labels to the cells that answer them: the one cell right of a label, or the one below a row of labels.

Whatever is not certain is a question with the cells that it is about: section titles, several cells, columns of what
was planned or is allowed, rows with names of their own.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from compliance.intake.forms.grid import Cell
from compliance.intake.forms.headed import Headed
from compliance.intake.forms.labels import Label
from compliance.intake.forms.layout import Layout, Pair, filled_in
from compliance.intake.forms.roles import Role, Roles
from compliance.intake.written import TRUTHS
from compliance.text import Text
from compliance.vocabulary.fields import Kind
from compliance.vocabulary.folding import fold

_ROW_NUMBER = re.compile(r"[(（]?\d{1,2}[)）.、]?|[一二三四五六七八九十]{1,3}、?")

_SECTION = Text(
    "此格占的行数比右边的格多,像是一段的标题,不是栏目",
    "it spans more rows than the cell beside it: the title of a section, it seems, and no label",
)
_SEVERAL = Text(
    "右边有不止一格内容,不能确定哪一格是",
    "more than one cell beside it holds something; which one is meant is not certain",
)
_APART = Text(
    "右边紧邻的一格是空的,内容在更右的一格,不能确定是否属于此栏",
    "the cell right beside it is empty; whether what stands further right belongs to it is not certain",
)
_COLUMN = Text(
    "内容在列头“{}”之下,不能确定是否即所指",
    "it stands below the heading {!r}; whether that is what is meant is not certain",
)
_SPANS = Text(
    "右边的一格跨多行,不能确定属于哪一行的栏目",
    "the cell beside it spans several rows; to which of their labels it belongs is not certain",
)
_LIKE_LABEL = Text(
    "右边的“{}”像是栏目名,不能确定是否为所填内容",
    "{!r} beside it reads as a label; whether it is the answer is not certain",
)
_BEHIND = Text(
    "左边“{}”也像是栏目名,不能确定此格是栏目名还是内容",
    "{!r} left of it reads as a label too; whether this is a label or a value is not certain",
)


class Pairing:
    """The pairs of one table.

    `taken` are cells that were read otherwise, by identity.  `key_of` names a label; `under` gives what a label means
    below an upper one, and `part` what one after 其中 means beside the field to its left.
    """

    def __init__(
        self,
        roles: Roles,
        taken: Collection[int],
        key_of: Callable[[Cell], str],
        under: Callable[[Cell, Cell], Label],
        part: Callable[[Cell, Label], Label],
    ) -> None:
        self._roles = roles
        self._grid = roles.grid
        self._taken = taken
        self._key_of = key_of
        self._part = part
        self._layout = Layout(roles, taken)
        self._headed = Headed(self._layout, under)

    def pairs(self) -> Iterator[Pair]:
        """A pair for each label that means some field, in the order of the cells."""
        for cell in self._grid.cells:
            label = self._label_of(cell)
            if id(cell) in self._taken or not label.means_some_field or self._roles.of(cell) in (Role.empty, Role.unit):
                continue
            if self._roles.of(cell) is Role.close and self._is_value_place(cell):
                continue
            found = self._beside(cell, label)
            if found is not None:
                yield found

    def others(self) -> Iterator[tuple[Cell, Cell]]:
        """Each label that means no field, with what stands right of it."""
        for cell in self._grid.cells:
            if (
                id(cell) in self._taken
                or self._roles.of(cell) is not Role.other
                or self._roles.label(cell).means_some_field
            ):
                continue
            first = next(iter(self._grid.right_of(cell)), None)
            if first is not None and self._roles.of(first) in (Role.value, Role.close) and first.rows >= cell.rows:
                yield cell, first

    def is_left_over(self, cell: Cell) -> bool:
        """Whether a cell that no pair has taken up holds an answer: a value, or a label in the place of one."""
        role = self._roles.of(cell)
        if role in (Role.value, Role.close):
            return _ROW_NUMBER.fullmatch(cell.text) is None
        right = next(iter(self._grid.right_of(cell)), None)
        has_value = right is not None and not self._roles.is_label(right)
        return (
            role is Role.other
            and self._is_value_place(cell)
            and not has_value
            and not self._layout.is_header_row(cell.row)
        )

    def _label_of(self, cell: Cell) -> Label:
        left = self._left_label(cell)
        return self._roles.label(cell) if left is None else self._part(cell, self._roles.label(left))

    def _left_label(self, cell: Cell) -> Cell | None:
        """The nearest label of a field to the left in the row."""
        before = [one for one in self._grid.row(cell.row) if one.column < cell.column and self._roles.label(one).field]
        return before[-1] if before else None

    def _is_value_place(self, cell: Cell) -> bool:
        left = self._grid.left_of(cell)
        return left is not None and self._roles.is_label(left) and not self._layout.is_title(left)

    def _beside(self, cell: Cell, label: Label) -> Pair | None:
        """What the cells right of a label say; None where nothing is said at all."""
        key = self._key_of(cell)
        pair = Pair(label, cell, key)
        if self._layout.is_title(cell):
            return self._layout.asked(pair, _SECTION, self._run(cell, label))
        run = self._run(cell, label)
        if not run:
            found = self._headed.below(pair)
            return (
                self._answered_by_label(pair)
                if found is not None and found.value is None and found.question is None
                else found
            )
        rest = [one for one in run if self._roles.of(one) is not Role.unit]
        filled = [one for one in rest if self._roles.of(one) is not Role.empty]
        if not filled:
            in_row = [one for one in self._grid.row(cell.row) if not one.is_empty]
            return self._headed.alone(pair) if len(in_row) == 1 else pair
        first = filled[0]
        if len(filled) > 1 or self._layout.has_more_columns(cell, rest[rest.index(first) + 1 :]):
            return self._layout.asked(pair, _SEVERAL, filled)
        if not all(self._layout.is_void(one) for one in rest[: rest.index(first)]):
            return self._layout.asked(pair, _APART, filled)
        if (first.row, first.rows) != (cell.row, cell.rows):
            return self._layout.asked(pair, _SPANS, [first])
        pair = replace(pair, value=first, unit=self._unit_beside(run, first))
        return self._checked(pair)

    def _answered_by_label(self, pair: Pair) -> Pair:
        """A label with nothing but another to its right, which may be the answer: 主要产品 beside 新型建材产品."""
        right = next(iter(self._grid.right_of(pair.cell)), None)
        if right is None or self._roles.of(right) is not Role.other or self._roles.is_known:
            return pair
        if self._layout.is_header_row(pair.cell.row) or self._roles.in_column_of_labels(right):
            return pair
        return self._layout.asked(pair, filled_in(_LIKE_LABEL, right.text), [right])

    def _checked(self, pair: Pair) -> Pair:
        """The same, or a question where something above or to the left makes it doubtful."""
        assert pair.value is not None
        if heading := self._layout.qualifier(pair.value):
            return self._layout.asked(pair, filled_in(_COLUMN, heading), [pair.value])
        left = self._grid.left_of(pair.cell)
        if left is None or not self._roles.is_label(left) or self._roles.is_known or self._layout.is_title(left):
            return pair
        further = self._grid.left_of(left)
        if further is not None and self._roles.is_label(further) and not self._roles.label(left).is_strong:
            return pair
        return self._layout.asked(pair, filled_in(_BEHIND, left.text), [pair.value])

    def _run(self, cell: Cell, label: Label) -> list[Cell]:
        """The cells right of a label, up to the next label or to a column where labels stand."""
        run: list[Cell] = []
        right = self._grid.right_of(cell)
        for place, one in enumerate(right):
            role = self._roles.of(one)
            if role is Role.label or (role is Role.other and not (run and _could_answer(label, one))):
                break
            if (
                role is Role.close
                and run
                and place + 1 < len(right)
                and self._roles.of(right[place + 1]) is not Role.empty
            ):
                break
            if role is Role.empty and run and self._roles.in_column_of_labels(one):
                break
            run.append(one)
        return run

    def _unit_beside(self, run: Sequence[Cell], value: Cell) -> str:
        """What a cell of its own says of the unit, right before the value or right behind it."""
        place = run.index(value)
        near = [run[one] for one in (place - 1, place + 1) if 0 <= one < len(run)]
        return next((one.text.strip("()（） ") for one in near if self._roles.of(one) is Role.unit), "")


def _could_answer(label: Label, cell: Cell) -> bool:
    """Whether a text that reads as a label is one of the answers that there are to what another asks."""
    field = label.field
    return field is not None and (
        field.value(cell.text) is not None or (field.kind is Kind.bool and fold(cell.text) in TRUTHS)
    )
