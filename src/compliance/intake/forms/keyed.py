"""The names of the labels of a form in a mapping file, and what a given mapping says of each."""

from collections import Counter
from collections.abc import Iterable

from compliance.errors import Problem, nearest, shown
from compliance.intake.columns.mapping_file import GivenColumn, GivenMapping
from compliance.intake.forms.grid import Cell, Grid
from compliance.intake.forms.labels import is_label_like, plain_label
from compliance.text import Text
from compliance.vocabulary.folding import fold


class LabelKeys:
    """What each label is called in a mapping file: its text, with its place where another has the same.

    Names that the form does not have are told by `absent`, once all of its pairs have been looked up.
    """

    def __init__(self, grids: Iterable[Grid], texts: Iterable[str], given: GivenMapping | None) -> None:
        cells = [cell for grid in grids for cell in grid.cells if cell.typed is None]
        plain = ((cell.text, plain_label(cell.text)) for cell in cells)
        names = [name for text, name in plain if is_label_like(text, name)]
        self._times = Counter(map(fold, [*names, *texts]))
        self._given = given
        self._seen: dict[str, str] = {}

    def of(self, cell: Cell) -> str:
        """The name of the label in a cell."""
        return self.of_text(cell.text, cell.at.within("zh").replace(" ", ""))

    def of_text(self, text: str, where: str) -> str:
        """The name of a label that stands at a place."""
        plain = plain_label(text)
        key = f"{plain}@{where}" if self._times[fold(plain)] > 1 else plain
        self._seen[fold(key)] = key
        return key

    def given(self, key: str) -> GivenColumn | None:
        """What the mapping says of that name, or None."""
        self._seen.setdefault(fold(key), key)
        return self._given.column(key) if self._given is not None else None

    def absent(self) -> tuple[Problem, ...]:
        """What the given mapping names and the form does not have."""
        columns = self._given.columns if self._given is not None else ()
        return tuple(Problem(one.at, self._absent(one.key)) for one in columns if fold(one.key) not in self._seen)

    def _absent(self, key: str) -> Text:
        zh, en = f"表中没有“{shown(key)}”这一栏", f"the form has no label {shown(key)!r}"
        keys = list(self._seen.values())
        if same := [one for one in keys if fold(one).startswith(fold(key) + "@")]:
            listed = "、".join(same[:10])
            return Text(f"{zh};同名的栏请写 {listed}", f"{en}; labels of the same text are {listed}")
        meant = nearest(key, keys)
        return Text(f"{zh};是否为“{meant}”?", f"{en}; did you mean {meant!r}?") if meant else Text(zh, en)
