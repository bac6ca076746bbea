"""Labels to the cells that answer them: the one cell right of a label, or the one below a row of labels.

Whatever is not certain is a question with the cells that it is about: section titles, several cells, columns of what
was planned or is allowed, rows with names of their own.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from compliance.errors import shown
from compliance.intake.forms.grid import Cell
from compliance.intake.forms.labels import Label
from compliance.intake.forms.roles import Role, Roles
from compliance.intake.written import TRUTHS
from compliance.text import Text
from compliance.vocabulary.fields import Kind
from compliance.vocabulary.folding import fold

_CANDIDATES = 6
_TOTAL = re.compile(r"合\s*计|总\s*计|总\s*额")
_TIMES = "控制|标准|限|要求|目标|参考|规划|核定|审核|批复|批准|申报|上年|去年|上一年|往年|本年|今年|计划|预计|累计|产生|削减|替代|处理前|处理后|改造前|改造后|建设前|建设后|技改前|技改后|现状|现有|原有|已建|在建|新增|一期|二期|三期|近期|远期|其中|增减"
_QUALIFIER = re.compile(
    rf"(?:{_TIMES})+(?:期|前|后|度|的|拟)*(?:值|数|量|指标|实际|完成|情况|条件|标准|数据|合计)*|(?:19|20)\d\d年?(?:实际|计划|预计|完成|度)*|第[一二三]期.{{0,2}}"
)

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
_ROWS = Text(
    "下面有不止一行内容,不能确定哪一行是",
    "more than one row below it holds something; which one is meant is not certain",
)
_NAMED_ROW = Text(
    "下面一行另有行名“{}”,不能确定是否即所指",
    "the row below it has a name of its own, {!r}; whether that is what is meant is not certain",
)
_PARTS = Text("下面分成 {} 栏,没有一栏是合计", "{} columns stand below it, and none of them is a total")
_COLUMN = Text(
    "内容在列头“{}”之下,不能确定是否即所指",
    "it stands below the heading {!r}; whether that is what is meant is not certain",
)
_BEHIND = Text(
    "左边“{}”也像是栏目名,不能确定此格是栏目名还是内容",
    "{!r} left of it reads as a label too; whether this is a label or a value is not certain",
)
_UNDER = Text(
    "右边没有内容,下面一格是否属于此栏不能确定",
    "nothing stands beside it; whether the cell below belongs to it is not certain",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cell that a label may mean, and what tells it from the others: the heading or the name of its row."""

    key: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with the cell that answers it (none for a blank), or why that is not certain and which it may be.

    `unit` is what a cell beside the value says that numbers are in.  `key` names the pair in a mapping file.
    """

    label: Label
    cell: Cell
    key: str
    value: Cell | None = None
    unit: str = ""
    question: Text | None = None
    candidates: tuple[Candidate, ...] = ()


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
        self._under = under
        self._part = part
        self._blocks: dict[int, range] = {}

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

    def _label_of(self, cell: Cell) -> Label:
        left = self._left_label(cell)
        return self._roles.label(cell) if left is None else self._part(cell, self._roles.label(left))

    def _left_label(self, cell: Cell) -> Cell | None:
        """The nearest label of a field to the left in the row."""
        before = [one for one in self._grid.row(cell.row) if one.column < cell.column and self._roles.label(one).field]
        return before[-1] if before else None

    def _is_value_place(self, cell: Cell) -> bool:
        left = self._grid.left_of(cell)
        return left is not None and self._roles.is_label(left) and not self._is_title(left)

    def _is_title(self, cell: Cell) -> bool:
        first = next(iter(self._grid.right_of(cell)), None)
        return first is not None and cell.rows > first.rows

    def _beside(self, cell: Cell, label: Label) -> Pair | None:
        """What the cells right of a label say; None where nothing is said at all."""
        key = self._key_of(cell)
        pair = Pair(label, cell, key)
        if self._is_title(cell):
            return self._asked(pair, _SECTION, self._run(cell, label))
        run = self._run(cell, label)
        if not run:
            return self._below(pair)
        rest = [one for one in run if self._roles.of(one) is not Role.unit]
        filled = [one for one in rest if self._roles.of(one) is not Role.empty]
        if not filled:
            in_row = [one for one in self._grid.row(cell.row) if not one.is_empty]
            return self._alone(pair) if len(in_row) == 1 else pair
        first = filled[0]
        if len(filled) > 1 or self._has_more_columns(cell, rest[rest.index(first) + 1 :]):
            return self._asked(pair, _SEVERAL, filled)
        if not all(self._is_void(one) for one in rest[: rest.index(first)]):
            return self._asked(pair, _APART, filled)
        pair = replace(pair, value=first, unit=self._unit_beside(run, first))
        return self._checked(pair)

    def _checked(self, pair: Pair) -> Pair:
        """The same, or a question where something above or to the left makes it doubtful."""
        assert pair.value is not None
        if heading := self._qualifier(pair.value):
            return self._asked(pair, _filled_in(_COLUMN, heading), [pair.value])
        left = self._grid.left_of(pair.cell)
        if left is None or not self._roles.is_label(left) or self._roles.is_known or self._is_title(left):
            return pair
        further = self._grid.left_of(left)
        if further is not None and self._roles.is_label(further) and not self._roles.label(left).is_strong:
            return pair
        return self._asked(pair, _filled_in(_BEHIND, left.text), [pair.value])

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

    def _has_more_columns(self, cell: Cell, behind: Sequence[Cell]) -> bool:
        """Whether other rows of the same table within the table hold values further right: then columns differ."""
        if self._roles.is_known:
            return len(behind) > 0
        slots = {one.slot for one in behind if not self._roles.in_column_of_labels(one)}
        return any(
            one.slot in slots and self._roles.of(one) is not Role.empty and id(one) not in self._taken
            for row in self._block(cell.row)
            for one in self._grid.row(row)
        )

    def _is_void(self, empty: Cell) -> bool:
        """Whether nothing but titles stands in the columns of a cell anywhere, which so only keep others apart."""
        return not any(
            not one.is_empty
            and one.column < empty.behind
            and empty.column < one.behind
            and sum(not other.is_empty for other in self._grid.row(one.row)) > 1
            for one in self._grid.cells
        )

    def _block(self, row: int) -> range:
        """The rows around one that are divided as it is, without a title or a blank row between them."""
        if row not in self._blocks:
            first = last = row
            while self._is_like(first - 1, row):
                first -= 1
            while self._is_like(last + 1, row):
                last += 1
            self._blocks.update(dict.fromkeys(range(first, last + 1), range(first, last + 1)))
        return self._blocks[row]

    def _is_like(self, other: int, row: int) -> bool:
        cells = self._grid.row(other)
        filled = sum(not one.is_empty for one in cells)
        return filled > 1 and [one.slot for one in cells] == [one.slot for one in self._grid.row(row)]

    def _qualifier(self, value: Cell) -> str:
        """The heading above a value that says that it is not simply what the project has; empty if there is none."""
        for one in self._grid.above(value):
            filled = [other for other in self._grid.row(one.row) if not other.is_empty]
            if len(filled) == 1 and one.columns > value.columns:
                return ""
            text = re.sub(r"[(（].*?[)）]|\s", "", one.text)
            over = one.row in self._block(value.row) or (one.column <= value.column and value.behind <= one.behind)
            if over and _QUALIFIER.fullmatch(text):
                return text
        return ""

    def _below(self, pair: Pair) -> Pair | None:
        """What stands below a label that has another right beside it, or ends a row of labels."""
        row = [one for one in self._grid.row(pair.cell.row) if one.row == pair.cell.row and not one.is_empty]
        if len(row) < 2 or not all(self._roles.is_label(one) or self._roles.of(one) is Role.close for one in row):
            return self._alone(pair) if len(row) == 1 else replace(pair, value=None)
        near = [self._grid.left_of(pair.cell), next(iter(self._grid.right_of(pair.cell)), None)]
        if not any(one is not None and one in row for one in near):
            return pair
        top = next((one for one in self._grid.above(pair.cell) if one.below == pair.cell.row), None)
        if top is not None and top.columns > pair.cell.columns and self._roles.is_label(top):
            pair = replace(pair, label=self._under(pair.cell, top))
            if not pair.label.means_some_field:
                return None
        return self._column(pair, self._grid.under(pair.cell))

    def _column(self, pair: Pair, under: Sequence[Cell]) -> Pair | None:
        """What a heading says, by the cells right below it."""
        if len(under) > 1:
            return self._group(pair, under)
        if not under or under[0].slot != pair.cell.slot or self._roles.is_label(under[0]):
            return pair
        value = under[0]
        later = [one for one in self._grid.under(value) if one.slot == value.slot and self._holds(one)]
        named = self._row_name(value)
        if not self._holds(value):
            return self._asked(pair, _ROWS, later) if later and not named else pair
        if any(self._roles.of(one) is Role.label for one in self._grid.row(value.row)):
            return pair
        if later:
            return self._asked(pair, _ROWS, [value, *later])
        if named:
            return self._asked(pair, _filled_in(_NAMED_ROW, named), [value])
        if heading := self._qualifier(pair.cell):
            return self._asked(pair, _filled_in(_COLUMN, heading), [value])
        return replace(pair, value=value)

    def _group(self, pair: Pair, under: Sequence[Cell]) -> Pair:
        """What an upper heading says, by the column of the total below it; in question where there is none."""
        labelled = [one for one in under if self._roles.is_label(one) or self._roles.of(one) is Role.close]
        if len(labelled) < 2 or any(self._holds(one) and one not in labelled for one in under):
            return pair
        totals = [one for one in labelled if _TOTAL.fullmatch(one.text.strip())]
        if len(totals) == 1 and totals[0] is labelled[0]:
            found = self._column(
                replace(pair, cell=totals[0], key=f"{pair.key}/{_short(totals[0])}"), self._grid.under(totals[0])
            )
            if found is not None and (found.value is not None or found.question is not None):
                return replace(found, cell=pair.cell)
            return pair
        children = [(one, below) for one in labelled for below in self._grid.under(one)[:1] if self._holds(below)]
        candidates = tuple(Candidate(f"{pair.key}/{_short(one)}", below) for one, below in children[:_CANDIDATES])
        if not candidates:
            return pair
        return replace(pair, question=_filled_in(_PARTS, len(labelled)), candidates=candidates)

    def _alone(self, pair: Pair) -> Pair:
        """What is said of a label that stands alone in its row: an upper heading, or in question."""
        under = self._grid.under(pair.cell)
        if len(under) > 1:
            return self._group(pair, under)
        if (
            under
            and self._roles.of(under[0]) is Role.value
            and len([one for one in self._grid.row(under[0].row) if not one.is_empty]) == 1
        ):
            return self._asked(pair, _UNDER, under)
        return pair

    def _holds(self, cell: Cell) -> bool:
        return self._roles.of(cell) in (Role.value, Role.close) and id(cell) not in self._taken

    def _row_name(self, value: Cell) -> str:
        """What names the row of a value at its left, where the heading above that names no field; empty if nothing."""
        for one in self._grid.row(value.row):
            if one.column >= value.column or one.row != value.row:
                continue
            if one.is_empty or one.typed is not None or not re.search(r"[\u4e00-\u9fffA-Za-z]", one.text):
                continue
            heads = [self._roles.label(head).field for head in self._grid.above(one) if head.below == one.row]
            if not any(heads):
                return one.text
        return ""

    def _asked(self, pair: Pair, question: Text, cells: Sequence[Cell]) -> Pair:
        candidates = [
            Candidate(f"{pair.key}/{name}" if (name := self._tells(pair, one)) else pair.key, one) for one in cells
        ]
        return replace(pair, value=None, question=question, candidates=tuple(candidates[:_CANDIDATES]))

    def _tells(self, pair: Pair, cell: Cell) -> str:
        """What tells a cell from the others that a label may mean: its heading, or the name of its row."""
        if cell.row >= pair.cell.below:
            return _one_line(self._row_name(cell)) or str(cell.row)
        headings = [one for one in self._grid.above(cell) if one.row in self._block(cell.row) and not one.is_empty]
        if not headings or any(self._roles.of(one) is Role.label for one in self._grid.row(headings[-1].row)):
            return ""
        return _short(headings[-1])


def _could_answer(label: Label, cell: Cell) -> bool:
    """Whether a text that reads as a label is one of the answers that there are to what another asks."""
    field = label.field
    return field is not None and (
        field.value(cell.text) is not None or (field.kind is Kind.bool and fold(cell.text) in TRUTHS)
    )


def _short(cell: Cell) -> str:
    return _one_line(cell.text)


def _one_line(text: str) -> str:
    return shown("".join(text.split()), 30)


def _filled_in(text: Text, what: object) -> Text:
    said = shown(str(what)) if isinstance(what, str) else what
    return Text(text.zh.format(said), text.en.format(said))
