"""Tables of a form that list records, such as buildings, to the records that their rows state."""

import re
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

from compliance.case import Datum, Doubt, Record, Unread
from compliance.errors import shown
from compliance.intake.forms.grid import Cell, Grid
from compliance.intake.forms.labels import Label, Labels, plain_label
from compliance.intake.forms.values import Values, is_unfilled, written_in
from compliance.intake.keys import NO_FIELD
from compliance.intake.repeated import Entry, settled
from compliance.intake.told import Told
from compliance.intake.values import WRITTEN
from compliance.text import Text
from compliance.vocabulary.fields import Field, Vocabulary

_LEAST = 2  # headings of a list's fields that make a row of headings
_TOTALS = re.compile(r"合\s*计|小\s*计|总\s*计|共\s*计|总\s*和|累\s*计|合计.*")
_NUMBERS = re.compile(r"序\s*号|编\s*号|[Nn][Oo]\.?|№|#")
_NUMBER = re.compile(r"[(（]?\d{1,3}[)）.、]?|[一二三四五六七八九十]{1,3}、?")
_NOT_OURS = re.compile("现有|原有|已建|既有|现状|拆除")

_NAMELESS = Text(
    "有一行没有名称,不能确定是一条记录还是合计,整个列表未采用",
    "a row has no name: whether it is a record or a total is not certain; the whole list is not used",
)
_MERGED = Text(
    "有跨行的单元格,不能确定各行分别是什么,整个列表未采用",
    "a cell spans several rows, so what each row states is not certain; the whole list is not used",
)
_STANDING = Text(
    "标题写明是“{}”,不能确定是否为本项目所列,整个列表未采用",
    "its title says {!r}; whether these belong to the project is not certain, and the whole list is not used",
)
_TOTAL = Text("合计不是一条记录,未采用", "a total is no record, and is not used")
_ONLY_NAMES = Text("只有名称,没有其他内容,未采用", "a name and nothing else, and not used")


class FoundList(NamedTuple):
    """A list of records on a form: what it states, the cells that it takes up, by identity, and what it leaves unread.

    `entry` is None where no row is filled in.
    """

    field: Field
    head: Cell
    entry: Entry | None
    taken: frozenset[int]
    unread: tuple[Unread, ...]


class _Row(NamedTuple):
    """The cells of one row below the headings, by the column of each heading; `first` is the first that holds words."""

    number: int
    cells: dict[int, Cell]
    first: Cell | None


class RecordTables:
    """Finds the lists of records in the tables of one form."""

    def __init__(self, vocabulary: Vocabulary, subject: str, values: Values) -> None:
        self._values = values
        self._lists = [(one, Labels(vocabulary, one.of or "")) for one in vocabulary.lists(subject)]
        self._of_project = Labels(vocabulary, subject)

    def find(self, grid: Grid) -> Iterator[FoundList]:
        """Each list in a table, by its row of headings."""
        row = 1
        while row <= grid.height:
            found = next((one for field, labels in self._lists if (one := self._at(grid, row, field, labels))), None)
            if found is not None:
                yield found[0]
            row = found[1] if found is not None else row + 1

    def _at(self, grid: Grid, row: int, field: Field, labels: Labels) -> tuple[FoundList, int] | None:
        """The list whose headings stand in that row, and the first row behind it; None if there is none."""
        heads = [one for one in grid.row(row) if one.row == row and not one.is_empty]
        meant = {one.column: labels.of(one.text) for one in heads if one.typed is None}
        named = {column: label for column, label in meant.items() if label.field is not None}
        if len({label.field.id for label in named.values() if label.field}) < _LEAST or not self._all_labels(
            heads, meant
        ):
            return None
        rows = list(self._rows(grid, row, heads, labels))
        taken = {id(one) for one in heads}
        taken |= {id(one) for each in rows for one in grid.row(each.number)}
        entry, unread = self._read(field, grid, row, heads, named, rows)
        last = rows[-1].number if rows else row
        return FoundList(field, heads[0], entry, frozenset(taken), unread), last + 1

    def _all_labels(self, heads: Sequence[Cell], meant: dict[int, Label]) -> bool:
        return all(
            meant.get(one.column) is not None
            and (
                meant[one.column].means_some_field
                or meant[one.column].is_other
                or self._of_project.of(one.text).is_other
            )
            for one in heads
        )

    def _rows(self, grid: Grid, top: int, heads: Sequence[Cell], labels: Labels) -> Iterator[_Row]:
        """The rows below headings, as long as they are divided alike and hold no label."""
        for number in range(top + 1, grid.height + 1):
            cells = {one.column: one for one in grid.row(number)}
            if not all(one.column in cells and cells[one.column].columns == one.columns for one in heads):
                return
            filled = [one for one in grid.row(number) if not one.is_empty]
            first = filled[0] if filled else None
            is_total = first is not None and _TOTALS.fullmatch(first.text.strip()) is not None
            if not is_total and (
                any(self._names_a_field(one, labels) for one in filled) or (first is not None and self._is_other(first))
            ):
                return
            yield _Row(number, {one.column: cells[one.column] for one in heads}, first)

    def _names_a_field(self, cell: Cell, labels: Labels) -> bool:
        """Whether a cell names a field: then the list has come to its end."""
        if cell.typed is not None:
            return False
        return self._of_project.of(cell.text).is_strong or labels.of(cell.text).is_strong

    def _is_other(self, first: Cell) -> bool:
        """Whether a row begins as one of labels does, or with a note; further right 钢结构 may well be a value."""
        note = first.text.startswith(("注:", "注："))
        return first.typed is None and (note or self._of_project.of(first.text).is_other)

    def _read(
        self, field: Field, grid: Grid, top: int, heads: Sequence[Cell], named: dict[int, Label], rows: Sequence[_Row]
    ) -> tuple[Entry | None, tuple[Unread, ...]]:
        at, label = heads[0].at, field.label
        numbers = [one.column for one in heads if _NUMBERS.fullmatch(one.text.strip())]
        names = [column for column, one in named.items() if one.field is not None and one.field.id == "name"]
        heads_at = {one.column: one for one in heads}
        unread: list[Unread] = []
        records: list[Record] = []
        question: Text | None = self._title(grid, top)
        for row in rows:
            filled = {column: one for column, one in row.cells.items() if not _is_blank(one)}
            stated = {column: one for column, one in filled.items() if column in named}
            if row.first is not None and _TOTALS.fullmatch(row.first.text.strip()):
                unread += _totals(row.first, filled.values())
                continue
            others = (column for column in filled if column not in (*named, *numbers))
            unread += (_other(plain_label(heads_at[column].text), filled[column]) for column in others)
            if row.first is None or not stated:
                continue
            if any(one.rows > 1 for one in row.cells.values()):
                question = question or _MERGED
            numbered = any(_NUMBER.fullmatch(row.cells[column].text.strip()) for column in numbers)
            has_name = any(column in stated for column in names)
            if not has_name and not numbered:
                question = question or _NAMELESS
            records.append(self._record(field, len(records) + 1, named, stated, unread))
        if all(set(record.data) <= {"name"} and not record.doubts for record in records):
            unread += (Unread(label.zh, record.name, at, _ONLY_NAMES, field) for record in records)
            records = []
        if not records:
            return None, tuple(unread)
        written = shown("、".join(record.name for record in records), WRITTEN)
        if question is not None:
            return Entry(label.zh, at, field, Doubt(field.id, label, at, written, question)), tuple(unread)
        return Entry(label.zh, at, field, Datum(tuple(records), written, at)), tuple(unread)

    def _title(self, grid: Grid, top: int) -> Text | None:
        """Why a list is in question by the title above it, or None."""
        above = [one.text for one in grid.row(top - 1)] if top > 1 else [grid.title]
        found = next((match for text in above if (match := _NOT_OURS.search(text))), None)
        return None if found is None else Text(_STANDING.zh.format(found[0]), _STANDING.en.format(found[0]))

    def _record(
        self, field: Field, number: int, named: dict[int, Label], stated: dict[int, Cell], unread: list[Unread]
    ) -> Record:
        entries: dict[str, list[Entry]] = {}
        for column, cell in stated.items():
            label = named[column]
            heading = label.reads
            assert heading is not None, "only columns of fields are named"
            found = self._values.read(heading, written_in(cell), has_unit=label.unit is not None)
            if found is not None and not isinstance(found, Told):
                entries.setdefault(heading.field.id, []).append(Entry(label.text, cell.at, heading.field, found))
        settled_ = {id_: settled(of_field, unread) for id_, of_field in entries.items()}
        data = {id_: one for id_, one in settled_.items() if isinstance(one, Datum)}
        doubts = tuple(one for one in settled_.values() if isinstance(one, Doubt))
        name = data.get("name")
        called = str(name.value) if name is not None else f"{field.label.zh}#{number}"
        return Record(field.of or "", called, number, MappingProxyType(data), doubts)


def _other(name: str, cell: Cell) -> Unread:
    """What stands in a column that means no field of the records."""
    return Unread(shown(name), shown(cell.text, WRITTEN), cell.at, NO_FIELD)


def _totals(first: Cell, filled: Iterable[Cell]) -> Iterator[Unread]:
    """The totals of a list, which are those of its records and none themselves."""
    totals = [one for one in filled if one is not first]
    if totals:
        yield Unread(first.text.strip(), shown("、".join(one.text for one in totals), WRITTEN), totals[0].at, _TOTAL)


def _is_blank(cell: Cell) -> bool:
    return cell.is_empty or (not cell.marks and cell.typed is None and is_unfilled(cell.text))
