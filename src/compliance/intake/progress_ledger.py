"""A ledger to cases: zones, counties, the city and departments, with the projects and buildings that it lists."""

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
from compliance.vocabulary.fields import Vocabulary, fold

NAMES: Mapping[str, tuple[str, ...]] = {
    "project": ("项目", "project", "projects"),
    "building": ("单体", "单体建筑", "标准厂房", "building", "buildings"),
    "zone": ("集聚区", "产业集聚区", "zone", "zones"),
    "county": ("县区", "县(市、区)", "county", "counties"),
    "city": ("全市", "市", "city"),
    "department": ("部门", "department", "departments"),
}
_SUBJECTS = {fold(name): subject for subject, names in NAMES.items() for name in names}
_HEAD = 20  # a header is looked for in so many rows
_LISTED = 200  # and fields that are listed downward in so many
_REMEMBERED = 50_000
_TOTALS = ("合计", "小计", "总计", "汇总")
_NODES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a ledger says: one case for each zone, county and department, and one for the city.

    `notes` are things its keeper should know: columns and sheets not used, rows left out, names that match nothing.
    """

    city: Case
    zones: tuple[Case, ...]
    counties: tuple[Case, ...]
    departments: tuple[Case, ...]
    projects: tuple[Record, ...]
    notes: tuple[Problem, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        """The city first, then zones, counties and departments."""
        return (self.city, *self.zones, *self.counties, *self.departments)


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
    Raises: InputError if nothing can be read, or a column is given twice.
    """
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
        names = "、".join(names[0] for names in NAMES.values())
        message = Text(f"没有可用的表;表名须为 {names}", f"no table that can be used; name them {names}")
        raise InputError([Problem(Place(str(path)), message)])
    return _assembled(gathered, path)


def _subject_of(name: str) -> str | None:
    return _SUBJECTS.get(fold(name))


def _read_nodes(file: Path, vocabulary: Vocabulary, gathered: _Gathered, problems: list[Problem]) -> None:
    subject = _subject_of(file.stem)
    if subject is None:
        gathered.note(Place(str(file)), "文件名不是台账的表名,未采用", "not named for a table of the ledger; not used")
        return
    try:
        for document in read_file(file):
            items = document.items if isinstance(document, SequenceNode) else (document,)
            for node in items:
                records = gathered.records.setdefault(subject, [])
                called = _unnamed(subject, len(records) + 1)
                case = case_of(node, vocabulary, subject, called)
                gathered.notes += case.notes
                records.append(Record(subject, case.name, len(records) + 1, case.data, case.doubts))
                if isinstance(node, MappingNode) and (held := case.data.get("buildings")):
                    gathered.records.setdefault("building", []).extend(_held(held))
    except InputError as error:
        problems += error.problems


def _unnamed(subject: str, index: int) -> str:
    return NAMES[subject][0] if subject == "city" else f"{NAMES[subject][0]}#{index}"


def _held(datum: Datum) -> Iterable[Record]:
    return datum.value if isinstance(datum.value, tuple) else ()


def _read_sheet(sheet: Sheet, vocabulary: Vocabulary, gathered: _Gathered, problems: list[Problem]) -> None:
    subject = _subject_of(sheet.name)
    if subject is None:
        gathered.note(sheet.at, "表名不是台账的表名,未采用", "not named for a table of the ledger; not used")
        return
    records = gathered.records.setdefault(subject, [])
    try:
        if (listed := _downward(sheet, vocabulary, subject)) is not None:
            columns = _columns([sheet.cell(row, 0) for row in listed], vocabulary, subject, gathered)
            read = [_datum(column, sheet, listed[index], 1) for index, column in columns.items()]
            data = {column.id: d for column, d in zip(columns.values(), read, strict=True) if isinstance(d, Datum)}
            records.append(_named(subject, data, (d for d in read if isinstance(d, Doubt)), len(records) + 1))
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
        records.append(_record(subject, columns, sheet, number, len(records) + 1))


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


def _record(subject: str, columns: Mapping[int, _Column], sheet: Sheet, row: int, index: int) -> Record:
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


def _named(subject: str, data: dict[str, Datum], doubts: Iterable[Doubt], index: int) -> Record:
    name = data.get("name")
    called = str(name.value) if name is not None else _unnamed(subject, index)
    return Record(subject, called, index, MappingProxyType(data), tuple(doubts))


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


def _assembled(gathered: _Gathered, path: Path) -> Ledger:
    records = {subject: tuple(gathered.records.get(subject, ())) for subject in NAMES}
    given = gathered.records
    city = records["city"][0] if records["city"] else Record("city", NAMES["city"][0], 1, MappingProxyType({}))
    for extra in records["city"][1:]:
        gathered.note(Place(str(path)), f"全市表多出一行:{extra.name}", f"one row too many for the city: {extra.name}")
    lists = {"project": "projects", "building": "buildings", "zone": "zones", "county": "counties"}
    held = {key: _listed(records[subject], path) for subject, key in lists.items() if subject in given}
    return Ledger(
        _case(city, held),
        tuple(_zones(records, gathered, path)),
        tuple(_case(record, {}) for record in records["county"]),
        tuple(_case(record, {}) for record in records["department"]),
        records["project"],
        tuple(gathered.notes),
    )


def _zones(records: Mapping[str, tuple[Record, ...]], gathered: _Gathered, path: Path) -> Iterator[Case]:
    """Each zone with its projects; projects whose zone is not listed are noted."""
    of_zone: dict[str, list[Record]] = {fold(zone.name): [] for zone in records["zone"]}
    for project in records["project"]:
        stated = project.data.get("zone")
        if stated is None:
            continue
        name = fold(str(stated.value))
        if name in of_zone:
            of_zone[name].append(project)
        elif of_zone:
            said = shown(stated.written)
            gathered.note(stated.at, f"集聚区名册没有“{said}”", f"{said!r} is not in the list of zones")
    for zone in records["zone"]:
        held = {"projects": _listed(tuple(of_zone[fold(zone.name)]), path)} if "project" in gathered.records else {}
        yield _case(zone, held)


def _listed(records: tuple[Record, ...], path: Path) -> Datum:
    return Datum(records, f"{len(records)}", Place(str(path)))


def _case(record: Record, held: Mapping[str, Datum]) -> Case:
    data = MappingProxyType({**record.data, **held})
    at = next((datum.at for datum in record.data.values()), Place(""))
    return Case(record.subject, record.name, record.name, data, record.doubts, (), at)
