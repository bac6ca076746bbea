"""How the cells of one table lie to one another: rows that are divided alike, headings, names of rows."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from compliance.errors import shown
from compliance.intake.forms.grid import Cell
from compliance.intake.forms.labels import Label
from compliance.intake.forms.roles import Role, Roles
from compliance.text import Text

_CANDIDATES = 6
# Words of a heading that say that what stands below it is not simply what the project has.
_OTHERWISE = (
    "控制|标准|限|要求|目标|参考|规划|核定|审核|批复|批准|申报|上年|去年|上一年|往年|本年"
    "|今年|计划|预计|累计|产生|削减|替代|处理前|处理后|改造前|改造后|建设前|建设后|技改前"
    "|技改后|现状|现有|原有|已建|在建|新增|一期|二期|三期|近期|远期|其中|增减"
)
_QUALIFIER = re.compile(
    rf"(?:{_OTHERWISE})+(?:期|前|后|度|的|拟)*(?:值|数|量|指标|实际|完成|情况|条件|标准|数据|合计)*"
    r"|(?:19|20)\d\d年?(?:实际|计划|预计|完成|度)*|第[一二三]期.{0,2}"
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

    @property
    def is_blank(self) -> bool:
        """Whether nothing answers the label, and nothing may."""
        return self.value is None and self.question is None


class Layout:
    """The cells of one table with their roles; `taken` are cells that were read otherwise, by identity."""

    def __init__(self, roles: Roles, taken: Collection[int]) -> None:
        self.roles = roles
        self.grid = roles.grid
        self.taken = taken
        self._blocks: dict[int, range] = {}

    def is_title(self, cell: Cell) -> bool:
        first = next(iter(self.grid.right_of(cell)), None)
        return first is not None and cell.rows > first.rows

    def is_header_row(self, row: int) -> bool:
        """Whether nothing but labels, and three or more, stands in a row."""
        filled = [one for one in self.grid.row(row) if one.row == row and not one.is_empty]
        return len(filled) > 2 and all(self.roles.is_label(one) or self.roles.of(one) is Role.close for one in filled)

    def holds(self, cell: Cell) -> bool:
        return self.roles.of(cell) in (Role.value, Role.close) and id(cell) not in self.taken

    def qualifier(self, value: Cell) -> str:
        """The heading above a value that says that it is not simply what the project has; empty if there is none."""
        for one in self.grid.above(value):
            filled = [other for other in self.grid.row(one.row) if not other.is_empty]
            is_title = len(filled) == 1 and one.columns > value.columns
            text = re.sub(r"[(（].*?[)）]|\s", "", one.text)
            over = one.row in self.block(value.row) or (one.column <= value.column and value.behind <= one.behind)
            if over and _QUALIFIER.fullmatch(text):
                return text
            if is_title:
                return ""
        return ""

    def row_name(self, value: Cell) -> str:
        """What names the row of a value at its left, where the heading above that names no field; empty if nothing."""
        for one in self.grid.row(value.row):
            if one.row == value.row and self.roles.of(one) is Role.other:
                return one.text
            if one.column >= value.column or one.row != value.row:
                continue
            if one.is_empty or one.typed is not None or not re.search(r"[\u4e00-\u9fffA-Za-z]", one.text):
                continue
            heads = [self.roles.label(head).field for head in self.grid.above(one) if head.below == one.row]
            if not any(heads):
                return one.text
        return ""

    def is_void(self, empty: Cell) -> bool:
        """Whether nothing but titles stands in the columns of a cell anywhere, which so only keep others apart."""
        return not any(
            not one.is_empty
            and one.column < empty.behind
            and empty.column < one.behind
            and sum(not other.is_empty for other in self.grid.row(one.row)) > 1
            for one in self.grid.cells
        )

    def has_more_columns(self, cell: Cell, behind: Sequence[Cell]) -> bool:
        """Whether other rows of the same table within the table hold values further right: then columns differ."""
        slots = {one.slot for one in behind if not self.roles.in_column_of_labels(one)}
        return any(
            one.slot in slots and self.roles.of(one) not in (Role.empty, Role.unit) and id(one) not in self.taken
            for row in self.block(cell.row)
            for one in self.grid.row(row)
        )

    def asked(self, pair: Pair, question: Text, cells: Sequence[Cell]) -> Pair:
        candidates = [
            Candidate(f"{pair.key}/{name}" if (name := self._tells(pair, one)) else pair.key, one) for one in cells
        ]
        return replace(pair, value=None, question=question, candidates=tuple(candidates[:_CANDIDATES]))

    def block(self, row: int) -> range:
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
        cells = self.grid.row(other)
        filled = sum(not one.is_empty for one in cells)
        return filled > 1 and [one.slot for one in cells] == [one.slot for one in self.grid.row(row)]

    def _tells(self, pair: Pair, cell: Cell) -> str:
        """What tells a cell from the others that a label may mean: its heading, or the name of its row."""
        if cell.row >= pair.cell.below:
            return _one_line(self.row_name(cell)) or str(cell.row)
        headings = [one for one in self.grid.above(cell) if one.row in self.block(cell.row) and not one.is_empty]
        if not headings or any(self.roles.of(one) is Role.label for one in self.grid.row(headings[-1].row)):
            return ""
        return short(headings[-1])


def short(cell: Cell) -> str:
    """The text of a cell as a name in a mapping file."""
    return _one_line(cell.text)


def _one_line(text: str) -> str:
    return shown("".join(text.split()), 30)


def filled_in(text: Text, what: object) -> Text:
    """A question with what it is about put in."""
    said = shown(str(what)) if isinstance(what, str) else what
    return Text(text.zh.format(said), text.en.format(said))
