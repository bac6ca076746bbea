"""A progress ledger to cases: the whole that it belongs to, what it lists, and the records that these hold."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from compliance.case import Case, Datum, Doubt, Record
from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.application import case_of
from compliance.intake.field_names import Heading, HeadingError, resolve
from compliance.intake.sheets import Cell, Sheet, read_sheets
from compliance.intake.values import UnusableValueError, read_value
from compliance.nodes import read_file
from compliance.nodes.tree import Mapping as MappingNode
from compliance.nodes.tree import Sequence as SequenceNode
from compliance.text import Text
from compliance.vocabulary.fields import Subject, Vocabulary, fold

_HEAD = 20  # a header is looked for in so many rows
_LISTED = 200  # and fields that are listed downward in so many
_REMEMBERED = 50_000
_TOTALS = ("合计", "小计", "总计", "汇总")
_NODES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a ledger says.

    `city` is the one case of the subject of which there is one, with all that the ledger lists; `cases` has it first,
    then each row of what is assessed, by the order of subjects in the vocabulary and of rows.  `records` has what is
    reviewed, and its parts, by subject, in the order of rows.
    `notes` are things its keeper should know: columns and sheets not used, rows left out, names that match nothing.
    """

    city: Case
    cases: tuple[Case, ...]
    records: Mapping[str, tuple[Record, ...]]
    notes: tuple[Problem, ...]

    def of(self, subject: str) -> tuple[Case, ...]:
        """The cases of that subject, in the order of rows."""
        return tuple(case for case in self.cases if case.subject == subject)


@dataclass(slots=True)
class _Column:
    """What stands under a heading, and the words read there so far."""

    heading: Heading
    id: str = field(init=False)
    readings: dict[str, Datum] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.id = self.heading.field.id


@dataclass(slots=True)
class _Gathered:
    """The records of each subject as they are read, with notes."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)

    def note(self, at: Place, zh: str, en: str) -> None:
        self.notes.append(Problem(at, Text(zh, en)))


def read_ledger(path: Path, vocabulary: Vocabulary) -> Ledger:
    """The ledger in a workbook, a CSV file, or a folder of CSV, YAML and JSON files, each named for its subject.

    A cell that cannot be used becomes a doubt on its field and the row goes on.
    Raises: InputError if nothing can be read, a column is given twice, or the vocabulary marks no subject `single`.
    """
    single = _single(vocabulary, path)
    gathered = _Gathered()
    problems: list[Problem] = []
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if file.suffix.lower() in _NODES:
                _read_nodes(file, vocabulary, gathered, problems)
    for sheet in read_sheets(path):
        _read_sheet(sheet, vocabulary, gathered, problems)
    if problems:
        raise InputError(problems)
    if not gathered.records:
        names = "、".join(subject.listed_as.zh for subject in vocabulary.subjects.values() if subject.sheets)
        message = Text(f"没有可用的表;表名须为 {names}", f"no table that can be used; name them {names}")
        raise InputError([Problem(Place(str(path)), message)])
    return _assembled(gathered, single, vocabulary, path)


def _single(vocabulary: Vocabulary, path: Path) -> Subject:
    if vocabulary.single is not None:
        return vocabulary.single
    zh = "规则库没有标明台账所属的对象;请在 vocabulary.yaml 的 subjects 中写 single: true"
    en = (
        "the rulebook marks no subject to which a ledger belongs; write single: true in the subjects of vocabulary.yaml"
    )
    raise InputError([Problem(Place(str(path)), Text(zh, en))])


def _subject_of(name: str, vocabulary: Vocabulary) -> str | None:
    """The subject that a sheet or file of that name lists, or None."""
    wanted = fold(name)
    listing = (one.id for one in vocabulary.subjects.values() if wanted in map(fold, one.sheets))
    return next(listing, None)


def _read_nodes(file: Path, vocabulary: Vocabulary, gathered: _Gathered, problems: list[Problem]) -> None:
    subject = _subject_of(file.stem, vocabulary)
    if subject is None:
        gathered.note(Place(str(file)), "文件名不是台账的表名,未采用", "not named for a table of the ledger; not used")
        return
    try:
        for document in read_file(file):
            items = document.items if isinstance(document, SequenceNode) else (document,)
            for node in items:
                records = gathered.records.setdefault(subject, [])
                called = _unnamed(vocabulary.subjects[subject], len(records) + 1)
                case = case_of(node, vocabulary, subject, called)
                gathered.notes += case.notes
                records.append(Record(subject, case.name, len(records) + 1, case.data, case.doubts))
                if isinstance(node, MappingNode):
                    _gather_parts(case, vocabulary, gathered)
    except InputError as error:
        problems += error.problems


def _unnamed(subject: Subject, index: int) -> str:
    return subject.listed_as.zh if subject.single else f"{subject.listed_as.zh}#{index}"


def _gather_parts(case: Case, vocabulary: Vocabulary, gathered: _Gathered) -> None:
    """Take in the parts that a case of a file holds, as if they stood in a table of their own."""
    for field_ in vocabulary.lists(case.subject):
        held = case.data.get(field_.id)
        if field_.of is not None and vocabulary.whole_of(field_.of) is not None and held is not None:
            gathered.records.setdefault(field_.of, []).extend(_held(held))


def _held(datum: Datum) -> Iterable[Record]:
    return datum.value if isinstance(datum.value, tuple) else ()


def _read_sheet(sheet: Sheet, vocabulary: Vocabulary, gathered: _Gathered, problems: list[Problem]) -> None:
    subject = _subject_of(sheet.name, vocabulary)
    if subject is None:
        gathered.note(sheet.at, "表名不是台账的表名,未采用", "not named for a table of the ledger; not used")
        return
    records = gathered.records.setdefault(subject, [])
    try:
        if (listed := _downward(sheet, vocabulary, subject)) is not None:
            columns = _columns([sheet.cell(row, 0) for row in listed], vocabulary, subject, gathered)
            read = [_datum(column, sheet, listed[index], 1) for index, column in columns.items()]
            data = {column.id: d for column, d in zip(columns.values(), read, strict=True) if isinstance(d, Datum)}
            doubts = (d for d in read if isinstance(d, Doubt))
            records.append(_named(vocabulary.subjects[subject], data, doubts, len(records) + 1))
            return
        top = _header(sheet, vocabulary, subject)
        columns = _columns(sheet.row(top) if sheet.rows else (), vocabulary, subject, gathered)
        if sheet.rows and not columns:
            message = Text(
                "没有认得的列名;第一行或标题行下须为字段名称", "no column is named for a field; a row must name them"
            )
            raise InputError([Problem(sheet.at, message)])
    except InputError as error:
        problems += error.problems
        return
    for number in range(top + 1, len(sheet.rows)):
        row = sheet.rows[number]
        first = next((index for index, value in enumerate(row) if value not in ("", None)), None)
        if first is None:
            continue
        if str(row[first]).replace(" ", "").startswith(_TOTALS):
            cell = sheet.cell(number, first)
            gathered.note(cell.at, f"“{shown(cell.text)}”行不计入", f"row {shown(cell.text)!r} is not counted")
            continue
        records.append(_record(vocabulary.subjects[subject], columns, sheet, number, len(records) + 1))


def _downward(sheet: Sheet, vocabulary: Vocabulary, subject: str) -> list[int] | None:
    """The rows that name a field and give its value (指标, 数值); None for a sheet with a header."""
    across = max((_resolved(sheet.row(i), vocabulary, subject) for i in _head(sheet)), default=0)
    rows = [i for i in range(min(len(sheet.rows), _LISTED)) if len(sheet.rows[i]) > 1]
    listed = [i for i in rows if _resolved((sheet.cell(i, 0),), vocabulary, subject)]
    return listed if len(listed) > across else None


def _header(sheet: Sheet, vocabulary: Vocabulary, subject: str) -> int:
    """The row that names most fields."""
    return max(_head(sheet), key=lambda i: (_resolved(sheet.row(i), vocabulary, subject), -i), default=0)


def _head(sheet: Sheet) -> range:
    return range(min(_HEAD, len(sheet.rows)))


def _resolved(row: Iterable[Cell], vocabulary: Vocabulary, subject: str) -> int:
    return sum(_heading(cell, vocabulary, subject) is not None for cell in row if cell.text)


def _heading(cell: Cell, vocabulary: Vocabulary, subject: str) -> Heading | None:
    try:
        return resolve(vocabulary, subject, cell.text)
    except HeadingError:
        return None


def _columns(header: Iterable[Cell], vocabulary: Vocabulary, subject: str, gathered: _Gathered) -> dict[int, _Column]:
    """The field under each column.  Raises: InputError for a field given twice, or a unit that does not suit it."""
    columns: dict[int, _Column] = {}
    problems: list[Problem] = []
    for index, cell in enumerate(header):
        if not cell.text:
            continue
        try:
            heading = resolve(vocabulary, subject, cell.text)
        except HeadingError as error:
            problems.append(Problem(cell.at, error.text))
            continue
        if heading is None:
            said = shown(cell.text)
            gathered.note(cell.at, f"没有“{said}”这个字段,此列未采用", f"{said!r} is not a field; column not used")
        elif any(heading.field is other.heading.field for other in columns.values()):
            label = heading.field.label
            message = Text(f"“{label.zh}”出现两次,请只留一列", f"“{label.en}” stands twice; keep one column")
            problems.append(Problem(cell.at, message))
        else:
            columns[index] = _Column(heading)
    if problems:
        raise InputError(problems)
    return columns


def _record(subject: Subject, columns: Mapping[int, _Column], sheet: Sheet, row: int, index: int) -> Record:
    """The record that a row states."""
    data: dict[str, Datum] = {}
    doubts: list[Doubt] = []
    values, file = sheet.rows[row], sheet.at.file
    for at, column in columns.items():
        raw = values[at] if at < len(values) else None
        if raw is None or raw == "":
            continue
        known = column.readings.get(raw) if isinstance(raw, str) else None
        if known is not None:
            place = Place(file, row + 1, at + 1, True)
            data[column.id] = Datum(known.value, known.written, place, known.approximation)
            continue
        read = _datum(column, sheet, row, at)
        if isinstance(read, Datum):
            data[column.id] = read
        elif read is not None:
            doubts.append(read)
    return _named(subject, data, doubts, index)


def _named(subject: Subject, data: dict[str, Datum], doubts: Iterable[Doubt], index: int) -> Record:
    name = data.get("name")
    called = str(name.value) if name is not None else _unnamed(subject, index)
    return Record(subject.id, called, index, MappingProxyType(data), tuple(doubts))


def _datum(column: _Column, sheet: Sheet, row: int, index: int) -> Datum | Doubt | None:
    """What a cell states, cached_on_owner for equal words of its column."""
    raw = sheet.rows[row][index]
    read = _read(column.heading, sheet.cell(row, index))
    if isinstance(raw, str) and isinstance(read, Datum) and len(column.readings) < _REMEMBERED:
        column.readings[raw] = read
    return read


def _read(heading: Heading, cell: Cell) -> Datum | Doubt | None:
    if not cell.text:
        return None
    known = heading.field
    if cell.numeric and known.unit is not None and known.unit.symbol == "%" and abs(float(cell.text)) <= 1:
        reason = Text(
            "单元格或为百分比格式:请写成文字,如 15%",
            "the cell may be formatted as a percentage: write it as text, such as 15%",
        )
        return Doubt(known.id, known.label, cell.at, cell.text, reason) if float(cell.text) else _value(heading, cell)
    return _value(heading, cell)


def _value(heading: Heading, cell: Cell) -> Datum | Doubt | None:
    try:
        return read_value(heading, cell.text, cell.at)
    except UnusableValueError as error:
        return Doubt(heading.field.id, heading.field.label, cell.at, cell.text, error.text)


def _assembled(gathered: _Gathered, single: Subject, vocabulary: Vocabulary, path: Path) -> Ledger:
    records = {subject: tuple(gathered.records.get(subject, ())) for subject in vocabulary.subjects}
    rows = records[single.id] or (Record(single.id, single.listed_as.zh, 1, MappingProxyType({})),)
    for extra in rows[1:]:
        zh, en = f"{single.listed_as.zh}表多出一行", f"one row too many for the {single.label.en.lower()}"
        gathered.note(Place(str(path)), f"{zh}:{extra.name}", f"{en}: {extra.name}")
    lists = {f.id: f.of for f in vocabulary.lists(single.id) if f.of in gathered.records}
    city = _case(rows[0], {id_: _listed(records[of], path) for id_, of in lists.items() if of is not None})
    reviewed = vocabulary.judged_with(vocabulary.reviewed)
    assessed = [
        subject for subject in vocabulary.subjects.values() if not subject.single and subject.id not in reviewed
    ]
    others = [case for subject in assessed for case in _holding(subject, records, vocabulary, gathered, path)]
    held = {subject: records[subject] for subject in reviewed}
    return Ledger(city, (city, *others), held, tuple(gathered.notes))


def _holding(
    subject: Subject,
    records: Mapping[str, tuple[Record, ...]],
    vocabulary: Vocabulary,
    gathered: _Gathered,
    path: Path,
) -> Iterator[Case]:
    """Each case of a subject, with the records that name it in their field of the subject's name.

    Records that name none that is listed are noted.
    """
    held: list[dict[str, Datum]] = [{} for _ in records[subject.id]]
    for field_ in vocabulary.lists(subject.id):
        if field_.of is None or vocabulary.find(field_.of, subject.id) is None:
            continue
        named = _by_name(subject, records[subject.id], records[field_.of], gathered)
        if field_.of in gathered.records:
            for data, record in zip(held, records[subject.id], strict=True):
                data[field_.id] = _listed(tuple(named[fold(record.name)]), path)
    for data, record in zip(held, records[subject.id], strict=True):
        yield _case(record, data)


def _by_name(
    subject: Subject, holders: Iterable[Record], records: Iterable[Record], gathered: _Gathered
) -> dict[str, list[Record]]:
    """The records that name each holder, by its folded name."""
    named: dict[str, list[Record]] = {fold(holder.name): [] for holder in holders}
    for record in records:
        stated = record.data.get(subject.id)
        if stated is None:
            continue
        name = fold(str(stated.value))
        if name in named:
            named[name].append(record)
        elif named:
            said, listed = shown(stated.written), subject.listed_as
            gathered.note(stated.at, f"{listed.zh}名册没有“{said}”", f"{said!r} is not in the list of {listed.en}")
    return named


def _listed(records: tuple[Record, ...], path: Path) -> Datum:
    return Datum(records, f"{len(records)}", Place(str(path)))


def _case(record: Record, held: Mapping[str, Datum]) -> Case:
    data = MappingProxyType({**record.data, **held})
    at = next((datum.at for datum in record.data.values()), Place(""))
    return Case(record.subject, record.name, record.name, data, record.doubts, (), at)
