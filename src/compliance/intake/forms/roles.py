"""What each cell of a form is: a label, a value, a unit, or empty, as far as its text and its place tell."""

from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum

from compliance.intake.forms.boxes import has_boxes
from compliance.intake.forms.grid import Cell, Grid
from compliance.intake.forms.labels import NO_LABEL, Label
from compliance.intake.forms.values import is_unfilled, is_unit


class Role(StrEnum):
    """What a cell is."""

    label = "label"  # the name of a field, or of what is mistaken for one
    close = "close"  # close to the name of a field: a label or a value, as its place says
    other = "other"  # a label of something that no field is
    value = "value"
    unit = "unit"
    empty = "empty"


LABELS = (Role.label, Role.other)
_ALIKE = 2  # labels in a column that make another text there one
_SHORT = 20


class Roles:
    """The role and the label of each cell of one table.

    `meant` gives what a cell means as a label; `known` what a blank copy says of cells, by row and column.
    """

    def __init__(
        self, grid: Grid, meant: Callable[[Cell], Label], known: Mapping[tuple[int, int], bool] | None = None
    ) -> None:
        self.grid = grid
        self._known = known
        self._labels = {id(cell): self._label(cell, meant) for cell in grid.cells}
        self._slots = Counter(cell.slot for cell in grid.cells if self.label(cell).is_strong)
        values = Counter(
            one.slot
            for cell in grid.cells
            if self.label(cell).is_strong
            for one in grid.right_of(cell)[:1]
            if not self.label(one).is_strong
        )
        self._of_labels = {slot for slot, count in self._slots.items() if count >= _ALIKE and count > values[slot]}
        self._roles = {id(cell): self._role(cell) for cell in grid.cells}

    def label(self, cell: Cell) -> Label:
        """What a cell means as a label; `NO_LABEL` for what is none."""
        return self._labels[id(cell)]

    def of(self, cell: Cell) -> Role:
        """The role of a cell."""
        return self._roles[id(cell)]

    def is_label(self, cell: Cell) -> bool:
        """Whether a cell is a label, of a field or not."""
        return self.of(cell) in LABELS

    def in_column_of_labels(self, cell: Cell) -> bool:
        """Whether labels stand in its column more often than values."""
        return self._slots[cell.slot] > 0

    @property
    def is_known(self) -> bool:
        """Whether a blank copy says which cells are labels."""
        return self._known is not None

    def _label(self, cell: Cell, meant: Callable[[Cell], Label]) -> Label:
        if cell.typed is not None or has_boxes(cell.text) or self._says(cell) is False:
            return NO_LABEL
        return meant(cell)

    def _says(self, cell: Cell) -> bool | None:
        """Whether a blank copy says that a cell is a label; None without one."""
        return None if self._known is None else self._known.get((cell.row, cell.column))

    def _role(self, cell: Cell) -> Role:
        if cell.is_empty or (
            not cell.marks and cell.typed is None and not is_unit(cell.text) and is_unfilled(cell.text)
        ):
            return Role.empty
        label = self.label(cell)
        if label.is_strong:
            return Role.label
        if cell.typed is None and not cell.marks and is_unit(cell.text):
            return Role.unit
        says = self._says(cell)
        if says is not None:
            return Role.other if says else Role.value
        if label.is_other or (cell.slot in self._of_labels and label is not NO_LABEL and len(label.text) <= _SHORT):
            return Role.other
        return Role.close if label.means_some_field else Role.value
