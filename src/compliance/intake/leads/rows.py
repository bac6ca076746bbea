"""The rows of a ledger, each to a lead or to why it is none."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from compliance.case import Case, Datum, Doubt, Record
from compliance.errors import Place, Problem, shown
from compliance.intake.cells import Cells, as_written
from compliance.intake.columns.mapping import ColumnMapping, ColumnMatch
from compliance.intake.columns.matching import LONGEST, tidy
from compliance.intake.field_names import Heading, HeadingError, resolve
from compliance.intake.rows.row_data import RowData
from compliance.intake.rows.skipped import FAULTS
from compliance.intake.tables.table import Merge, Row, Table
from compliance.intake.values import CASE_ID
from compliance.text import Text
from compliance.vocabulary.fields import Field, Kind, Vocabulary, fold

BLANKS = ("", None)
_TOTAL = re.compile(r"(?:其中:?)?.{0,10}(?:合计|小计|总计|共计|汇总)(?:[::]|\(?\d{0,6}[个项家户]?(?:项目)?\)?)")
_CHAPTER = re.compile(r"(?:\(?[一二三四五六七八九十]{1,3}\)?[、.)]?|第.{1,3}[部类章]).*")
_LEADING, _SHORT, _FEW = 3, 500, 2  # where and how a row that is no lead shows itself
_SIGNAL = re.compile(r"[合小总共]\s*计|汇\s*总|[:：]")
_FOOT = re.compile(r"(?:备?注|说明|附注|填表人|制表人?|填报(?:人|单位|日期)|审核人?|单位负责人|联系电话):.*", re.DOTALL)


class Lead(NamedTuple):
    """One lead: the row as the file numbers it, the case that it states, and its id."""

    row: int
    case: Case
    id: str


def is_blank(values: Sequence[object]) -> bool:
    """Whether the cells of a row hold nothing."""
    return all(value in BLANKS or (isinstance(value, str) and not value.strip()) for value in values)


def lead_of(
    subject: str, place: Place, data: Mapping[str, Datum], doubts: list[Doubt], notes: tuple[Problem, ...]
) -> Lead:
    """The lead that a row states; its id is the number of the row where it states none."""
    stated, name = data.get(CASE_ID), data.get("name")
    id_ = str(stated.value) if stated is not None else str(place.line)
    called = str(name.value) if name is not None else id_
    case = Case(subject, id_, called, data, tuple(doubts), notes, place)
    return Lead(place.line, case, id_)


class _Column(NamedTuple):
    """A column that is read."""

    place: int
    id: str
    field: Field
    cells: Cells


class LeadRows:
    """The rows below the headings, each to a lead or to why it is none."""

    def __init__(self, table: Table, vocabulary: Vocabulary, mapping: ColumnMapping) -> None:
        self._table = table
        self._vocabulary = vocabulary
        self._columns = [self._column(match) for match in mapping.used]
        self._headings = {match.index: match.heading for match in mapping.columns}
        self._spans = _Spans(table.merges)
        self._wide = {merge.top: merge for merge in table.merges if merge.right - merge.left >= 2}
        self._letters = {column.id: column.place + 1 for column in self._columns} if table.keys is None else None
        self._empty = table.marks.empty or {}
        self._nested: dict[tuple[str, str], Cells | None] = {}

    def _column(self, match: ColumnMatch) -> _Column:
        reads = match.reads
        if reads is None:
            raise TypeError(f"column {match.key} is not read")
        cells = Cells(reads, starts_1904=self._table.starts_1904, percents=self._table.percents)
        return _Column(match.index, reads.field.id, reads.field, cells)

    def read(self, row: Row, *, is_first: bool) -> Lead | str:
        """The lead of a row, or the name of the reason why it is none."""
        number, values, file = row.number, row.values, self._table.file
        width = len(values)
        found: dict[str, Datum] = {}
        doubts: list[Doubt] = []
        notes: tuple[Problem, ...] = ()
        for index, id_, known, cells in self._columns:
            raw = values[index] if index < width else ""
            if raw == "" or raw is None:
                if self._empty and (reason := self._empty.get((number, index + 1))):
                    doubts.append(_placed(cells.doubt("", reason), Place(file, number, index + 1, True)))
                continue
            stated: Datum | Doubt | None
            if known.kind is Kind.list and isinstance(raw, list):
                stated, notes = self._records(known, raw, self._table.at(number, index + 1))
            else:
                stated = cells.read(raw)
            if isinstance(stated, Datum):
                found[id_] = stated
            elif stated is not None:
                doubts.append(_placed(stated, self._table.at(number, index + 1)))
        if why := self._no_lead(row, len(found) + len(doubts), is_first=is_first):
            return why
        if self._spans.any:
            self._fill(number, values, found, doubts)
        data = RowData(found, file, number, self._letters)
        return lead_of(self._vocabulary.reviewed, Place(file, number), data, doubts, notes)

    def _no_lead(self, row: Row, stated: int, *, is_first: bool) -> str | None:
        values = row.values
        if not stated and is_blank(values):
            return "blank"
        if self._table.keys is None:
            first = [value for value in values[:_LEADING] if isinstance(value, str) and len(value) <= _SHORT]
            if any(_SIGNAL.search(value) for value in first) or stated <= _FEW or is_first or row.number in self._wide:
                texts = [(i, as_written(value).strip()) for i, value in enumerate(values) if value not in BLANKS]
                texts = [(i, text) for i, text in texts if text]
                if why := _remark(texts, self._wide.get(row.number)):
                    return why
                if is_first and len(texts) > 1 and _counts(texts):
                    return "repeat"
            if self._repeats_headings(values):
                return "repeat"
        return None if stated else "unread"

    def _repeats_headings(self, values: Sequence[object]) -> bool:
        """Whether every cell under a heading that is not blank is that heading again."""
        some = False
        for index, heading in self._headings.items():
            value = values[index] if index < len(values) else ""
            if value in BLANKS:
                continue
            if not isinstance(value, str) or len(value) > LONGEST or tidy(value) != heading:
                return False
            some = True
        return some

    def _fill(self, number: int, values: Sequence[object], data: dict[str, Datum], doubts: list[Doubt]) -> None:
        """What cells merged downward say of the row: words hold for each of the rows, a number for none surely."""
        file = self._table.file
        for index, id_, known, cells in self._columns:
            span = self._spans.over(number, index + 1)
            if span is None:
                continue
            if span.top == number:
                self._spans.remember(span, values[index] if index < len(values) else "")
            raw = self._spans.value(span)
            found = None if raw in BLANKS else cells.read(raw)
            if found is None:
                continue
            at = Place(file, span.top, index + 1, True)
            if known.kind is Kind.number:
                data.pop(id_, None)
                zh = f"合并单元格跨第 {span.top}–{span.bottom} 行,各行各为多少不能确定;请逐行填写"
                en = (
                    f"a cell merged over rows {span.top} to {span.bottom}; what each row has is not known: fill in each"
                )
                doubts.append(_placed(cells.doubt(as_written(raw), Text(zh, en)), at))
            elif isinstance(found, Datum):
                data[id_] = Datum(found.value, found.written, at, found.approximation)

    def _records(
        self, known: Field, items: Sequence[object], at: Place
    ) -> tuple[Datum | Doubt | None, tuple[Problem, ...]]:
        """The records that a list states, and notes on keys that are no fields."""
        records: list[Record] = []
        notes: list[Problem] = []
        subject = known.of or ""
        for number, item in enumerate(items, start=1):
            if not isinstance(item, Mapping):
                reason = Text("每项须为一条记录(字段与值)", "each item must be a record of fields and values")
                return Doubt(known.id, known.label, at, shown(as_written(item), 100), reason), ()
            data: dict[str, Datum] = {}
            doubts: list[Doubt] = []
            for key, raw in item.items():
                cells = self._cells_of(subject, str(key))
                if cells is None:
                    said = shown(str(key))
                    notes.append(
                        Problem(at, Text(f"没有“{said}”这个字段,未采用", f"{said!r} is not a field; not used"))
                    )
                    continue
                found = cells.read(raw)
                if isinstance(found, Datum):
                    data[cells.id] = Datum(found.value, found.written, at, found.approximation)
                elif found is not None:
                    doubts.append(_placed(found, at))
            name = data.get("name")
            called = str(name.value) if name is not None else f"{known.label.zh}#{number}"
            records.append(Record(subject, called, number, MappingProxyType(data), tuple(doubts)))
        written = shown("、".join(record.name for record in records), 200)
        return Datum(tuple(records), written, at), tuple(notes[:FAULTS])

    def _cells_of(self, subject: str, key: str) -> Cells | None:
        if (subject, key) not in self._nested and len(self._nested) < 10_000:
            try:
                heading: Heading | None = resolve(self._vocabulary, subject, key)
            except HeadingError:
                heading = None
            cells = None if heading is None else Cells(heading, starts_1904=None, percents=self._table.percents)
            self._nested[subject, key] = cells
        return self._nested.get((subject, key))


class _Spans:
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


def _placed(doubt: Doubt, at: Place) -> Doubt:
    return Doubt(doubt.field, doubt.label, at, doubt.written, doubt.reason)


def _remark(texts: Sequence[tuple[int, str]], merged: Merge | None) -> str | None:
    """Why a row is a total, a heading of a group or a remark, or None; `texts` are its cells that are not blank."""
    if not texts:
        return None
    first = fold(texts[0][1]) if len(texts[0][1]) <= _SHORT else texts[0][1][:_SHORT]
    if any("计" in text or "汇总" in text for _, text in texts[:3]) and any(
        _TOTAL.fullmatch(fold(text)) for _, text in texts[:3] if len(text) <= 30
    ):
        return "total"
    if _FOOT.fullmatch(first):
        return "foot"
    alone = len(texts) == 1
    if alone and (merged is not None or (texts[0][0] == 0 and _CHAPTER.fullmatch(first))):
        return "chapter"
    return None


def _counts(texts: Sequence[tuple[int, str]]) -> bool:
    """Whether the cells number the columns: 1, 2, 3 … one by one."""
    numbers = [text for _, text in texts]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]
