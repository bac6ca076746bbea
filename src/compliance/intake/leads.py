"""A ledger of investment leads to cases, one for each row, in the order of the file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from compliance.case import Case, Datum, Doubt, Record
from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.cells import Cells, as_written
from compliance.intake.given import GivenMapping
from compliance.intake.heading import Heading, HeadingError, resolve
from compliance.intake.headings import LOOKED, Headings, find_headings
from compliance.intake.mapping import LONGEST as _LONGEST
from compliance.intake.mapping import SUBJECT, ColumnMapping, ColumnMatch, match_columns, names_a_field, tidy
from compliance.intake.rowdata import RowData
from compliance.intake.tables import Merge, Row, Table, open_tables
from compliance.intake.values import CASE_ID
from compliance.text import Text
from compliance.vocabulary import Field, Kind, Vocabulary, fold

_BLANKS = ("", None)
_RUNS = 200  # of rows left out, so many are listed
_FAULTS = 100
_TOTAL = re.compile(r"(?:其中:?)?.{0,10}(?:合计|小计|总计|共计|汇总)(?:[::]|\(?\d{0,6}[个项家户]?(?:项目)?\)?)")
_CHAPTER = re.compile(r"(?:\(?[一二三四五六七八九十]{1,3}\)?[、.)]?|第.{1,3}[部类章]).*")
_LEADING, _SHORT, _FEW = 3, 500, 2  # where and how a row that is no lead shows itself
_SIGNAL = re.compile(r"[合小总共]\s*计|汇\s*总|[:：]")
_FOOT = re.compile(r"(?:备?注|说明|附注|填表人|制表人?|填报(?:人|单位|日期)|审核人?|单位负责人|联系电话):.*", re.DOTALL)

_SKIPPED: Mapping[str, Text] = {
    "title": Text("标题行,不是项目", "titles, not leads"),
    "blank": Text("空行,已跳过", "blank, left out"),
    "unread": Text("所读的列都空,已跳过", "nothing in the columns that are read; left out"),
    "total": Text("合计、小计行,不计入", "totals, not counted"),
    "chapter": Text("分组标题行,不是项目", "headings of groups, not leads"),
    "foot": Text("表尾说明行,不是项目", "remarks below the table, not leads"),
    "repeat": Text("重复的表头行或列号行,已跳过", "headings or column numbers repeated, left out"),
}


class Lead(NamedTuple):
    """One lead: the row as the file numbers it, the case that it states, and its id."""

    row: int
    case: Case
    id: str


@dataclass(slots=True)
class LeftOut:
    """The rows left out, in runs by why, and the first of those that are broken as a whole."""

    runs: dict[str, list[list[int]]] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)

    def add(self, why: str, row: int) -> None:
        """Leave out a row; each comes after those before it."""
        self._add(why, row, row)

    def fault(self, problem: Problem) -> None:
        """Note a broken row."""
        if len(self.faults) < _FAULTS:
            self.faults.append(problem)

    def join(self, later: "LeftOut") -> None:
        """Take over what was left out of later rows."""
        for why, runs in later.runs.items():
            for first, last in runs:
                self._add(why, first, last)
        for problem in later.faults:
            self.fault(problem)

    def why(self, row: int) -> Text | None:
        """Why that row was left out, or None."""
        return next((_SKIPPED[why] for why, runs in self.runs.items() for a, b in runs if a <= row <= b), None)

    def _add(self, why: str, first: int, last: int) -> None:
        runs = self.runs.setdefault(why, [])
        if runs and runs[-1][1] == first - 1:
            runs[-1][1] = last
        else:
            runs.append([first, last])


class _Column(NamedTuple):
    """A column that is read."""

    place: int
    id: str
    field: Field
    cells: Cells


class Leads:
    """The leads of one table, read as they are asked for; each iteration reads from the first row.

    `mapping` says which columns are read.  `left_out` is what the last iteration left out; it and `notes` are complete
    once that has come to the end.
    """

    def __init__(
        self,
        table: Table,
        vocabulary: Vocabulary,
        mapping: ColumnMapping,
        head: Headings | None,
        notes: Sequence[Problem],
    ) -> None:
        self.mapping = mapping
        self.sheet = table.name
        self._table = table
        self._vocabulary = vocabulary
        self._head = head
        self._opening = tuple(notes)
        self.left_out = LeftOut()

    @property
    def file(self) -> str:
        """The file, with the sheet of a workbook, as places name it."""
        return self._table.file

    @property
    def height(self) -> int:
        """About how many rows the table has."""
        return self._table.height

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What the keeper of the ledger should know: encoding, hidden rows and sheets, rows left out or broken."""
        return (*self._opening, *self._of_skipped(), *self.left_out.faults)

    def __iter__(self) -> Iterator[Lead]:
        yield from self.leads_of(self._below(), self.left_out)

    def pieces(self, size: int) -> Iterator[list[Row]]:
        """The rows below the headings, at least so many at a time: no cell merged downward goes on in the next piece.

        `leads_of` reads them, each piece on its own and in any process.
        """
        merges = sorted(self._table.merges, key=lambda merge: -merge.top)
        reached = 0
        piece: list[Row] = []
        for row in self._below():
            piece.append(row)
            while merges and merges[-1].top <= row.number:
                reached = max(reached, merges.pop().bottom)
            if len(piece) >= size and row.number >= reached:
                yield piece
                piece = []
        if piece:
            yield piece

    def leads_of(self, rows: Iterable[Row], left_out: LeftOut) -> Iterator[Lead]:
        """The leads of some rows of the table, and what is left out of them."""
        reader = _Rows(self._table, self._vocabulary, self.mapping)
        first = self._head.last + 2 if self._head is not None else 0
        for row in rows:
            if row.fault is not None:
                problem = Problem(Place(self.file, row.number), row.fault)
                left_out.fault(problem)
                yield _lead(row.number, {}, [], (problem,), self.file)
                continue
            lead = reader.read(row, is_first=row.number == first)
            if isinstance(lead, str):
                left_out.add(lead, row.number)
            else:
                yield lead

    def __getstate__(self) -> dict[str, object]:
        """What another process needs to read rows that it is given: all but the file."""
        return self.__dict__ | {"_table": replace(self._table, rows=_elsewhere)}

    def _below(self) -> Iterator[Row]:
        """The rows below the headings; what was left out so far is forgotten."""
        self.left_out = LeftOut()
        rows = self._table.rows()
        if self._head is not None:
            for row in islice(rows, self._head.last + 1):
                if row.number <= self._head.first and not _is_blank(row.values):
                    self.left_out.add("title", row.number)
        return rows

    def _of_skipped(self) -> Iterator[Problem]:
        for why, runs in self.left_out.runs.items():
            count = sum(last - first + 1 for first, last in runs)
            listed = _listed(runs)
            text = _SKIPPED[why]
            zh, en = f"第 {listed.zh} 行({count} 行):{text.zh}", f"rows {listed.en} ({count}): {text.en}"
            yield Problem(Place(self.file), Text(zh, en))


def read_leads(
    path: Path,
    vocabulary: Vocabulary,
    mapping_given: GivenMapping | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Leads:
    """The leads of a workbook's sheet, or of a CSV, TSV, JSON Lines or Parquet file.

    Of several sheets with headings the first is read and the others are noted.  A cell that cannot be used becomes a
    doubt of its case and the row goes on; so does a row that is broken as a whole, with a note.
    Raises: InputError if the file cannot be read or no column means a field.
    """
    notes: list[Problem] = []
    chosen: tuple[Table, Headings | None, ColumnMapping] | None = None
    asked: ColumnMapping | None = None
    for table in open_tables(path, sheet, encoding):
        notes += table.notes
        head, mapping = _headed(table, vocabulary, mapping_given)
        if not mapping.used:
            asked = asked if asked and asked.questions else mapping
            if head is not None or table.keys is not None:
                continue
            notes.append(Problem(Place(table.file), Text("没有认得的列名,未读取", "no known heading; not read")))
        elif chosen is None:
            chosen = table, head, mapping
        else:
            zh = f"也像台账;本次只读“{chosen[0].name}”,如读此表请用 --sheet 指定"
            en = f"looks like a ledger too; only {chosen[0].name!r} is read, --sheet reads this one"
            notes.append(Problem(Place(table.file), Text(zh, en)))
    if chosen is None:
        raise InputError([Problem(Place(str(path)), _nothing_read(asked))])
    table, head, mapping = chosen
    notes += [*mapping.notes, *_of_marks(table, head), *_of_blank_headings(table, head)]
    return Leads(table, vocabulary, mapping, head, notes)


def _headed(table: Table, vocabulary: Vocabulary, given: GivenMapping | None) -> tuple[Headings | None, ColumnMapping]:
    if table.keys is not None:
        return None, match_columns(table.keys, vocabulary, given)
    ours = (
        {fold(column.key.rpartition("@")[0] or column.key).rpartition("/")[2] for column in given.columns}
        if given
        else set()
    )
    known: dict[str, bool] = {}

    def knows(cell: object) -> bool:
        text = tidy(cell) if isinstance(cell, str) else ""
        if text not in known:
            known[text] = bool(text) and (fold(text) in ours or names_a_field(vocabulary, text))
        return known[text]

    rows = [[cell if isinstance(cell, str) else "" for cell in row.values] for row in islice(table.rows(), LOOKED)]
    head = find_headings(rows, knows, table.merges)
    if head is None:
        return None, ColumnMapping(())
    return head, match_columns(head.texts, vocabulary, given, groups=head.groups, units=head.units)


def _nothing_read(asked: ColumnMapping | None) -> Text:
    if asked is not None and asked.questions:
        listed = shown("、".join(column.heading for column in asked.questions), 200)
        zh = f"没有一列能确定对应的字段;有疑问的列:{listed}。请用 --mapping 指定"
        return Text(zh, f"no column means a field for certain; in question: {listed}. Give a file by --mapping")
    return Text(
        "没有认得的列名:前 20 行内须有一行写明字段名称(如 项目名称、用地面积(亩));"
        "如文字显示为乱码,请用 --encoding 指明编码",
        "no column is named for a field: one of the first 20 rows must name them; if the text is garbled, name its "
        "encoding by --encoding",
    )


def _of_marks(table: Table, head: Headings | None) -> Iterator[Problem]:
    top = head.last + 1 if head else 0
    if hidden := [row for row in table.marks.rows if row > top]:
        noted = LeftOut()
        for row in hidden:
            noted.add("", row)
        listed = _listed(noted.runs[""])
        zh, en = (
            f"第 {listed.zh} 行({len(hidden)} 行)被隐藏,照常读取",
            f"rows {listed.en} ({len(hidden)}) are hidden; they are read",
        )
        yield Problem(Place(table.file), Text(zh, en))
    for column in table.marks.columns[:_FAULTS]:
        at = Place(table.file, max(top, 1), column, True)
        yield Problem(at, Text("此列被隐藏,照常读取", "the column is hidden; it is read"))


def _of_blank_headings(table: Table, head: Headings | None) -> Iterator[Problem]:
    """The columns that hold something in the first rows below a blank heading."""
    if head is None:
        return
    below = list(islice(table.rows(), head.last + 1, head.last + 1 + LOOKED))
    width = max((len(row.values) for row in below), default=0)
    for column in range(width):
        text = head.texts[column] if column < len(head.texts) else ""
        if not text and any(column < len(row.values) and row.values[column] not in _BLANKS for row in below):
            at = Place(table.file, head.last + 1, column + 1, True)
            yield Problem(at, Text("此列没有列名,未读取", "the column has no heading and is not read"))


def _listed(runs: Sequence[Sequence[int]]) -> Text:
    said = [f"{first}" if first == last else f"{first}–{last}" for first, last in runs[:_RUNS]]
    more = "…" if len(runs) > _RUNS else ""
    return Text("、".join(said) + more, ", ".join(said) + more)


def _elsewhere() -> Iterator[Row]:
    raise TypeError("the file is read by another process")


def _is_blank(values: Sequence[object]) -> bool:
    return all(value in _BLANKS or (isinstance(value, str) and not value.strip()) for value in values)


def _lead(row: int, data: Mapping[str, Datum], doubts: list[Doubt], notes: tuple[Problem, ...], file: str) -> Lead:
    stated, name = data.get(CASE_ID), data.get("name")
    id_ = str(stated.value) if stated is not None else str(row)
    called = str(name.value) if name is not None else id_
    case = Case(SUBJECT, id_, called, data, tuple(doubts), notes, Place(file, row))
    return Lead(row, case, id_)


class _Rows:
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
        return _lead(number, RowData(found, file, number, self._letters), doubts, notes, file)

    def _no_lead(self, row: Row, stated: int, *, is_first: bool) -> str | None:
        values = row.values
        if not stated and _is_blank(values):
            return "blank"
        if self._table.keys is None:
            first = [value for value in values[:_LEADING] if isinstance(value, str) and len(value) <= _SHORT]
            if any(_SIGNAL.search(value) for value in first) or stated <= _FEW or is_first or row.number in self._wide:
                texts = [(i, as_written(value).strip()) for i, value in enumerate(values) if value not in _BLANKS]
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
            if value in _BLANKS:
                continue
            if not isinstance(value, str) or len(value) > _LONGEST or tidy(value) != heading:
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
            found = None if raw in _BLANKS else cells.read(raw)
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
        return Datum(tuple(records), written, at), tuple(notes[:_FAULTS])

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
