"""Findings by persons (认定): in an application, in a file of their own, or in a sheet, to `PersonFinding`s."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from compliance.case import Datum, Doubt, PersonFinding, Value
from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.cells import as_written
from compliance.intake.keys import Keys, read_at
from compliance.intake.tables.suffixes import BOOKS, TEXTS
from compliance.intake.tables.table import Table
from compliance.nodes.files import read_file
from compliance.nodes.tree import Mapping, Node, Scalar
from compliance.nodes.tree import Sequence as Items
from compliance.quantity.days import read_days
from compliance.quantity.units import QuantityError
from compliance.source import Readable, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.folding import fold

KEYS = ("findings", "认定")  # under which an application states them, and what a sheet of them is called
PROBLEMS = 100
_TOLD = 4  # so many headings of findings tell the row of headings

_NAMES = {
    "case": ("case", "项目", "项目编号"),
    "rule": ("rule", "规则编号", "规则"),
    "field": ("field", "字段", "事项"),
    "conclusion": ("outcome", "value", "认定结论", "结论"),
    "unit": ("unit", "认定单位", "单位"),
    "date": ("date", "认定日期", "日期"),
    "document": ("document", "文号"),
    "person": ("person", "认定人"),
    "reason": ("reason", "理由"),
    "record": ("record", "单体建筑", "记录"),
}
_MEANS = {fold(name): id_ for id_, names in _NAMES.items() for name in names}
_NO_HEADINGS = Text(
    "没有认定的表头(项目编号、规则或事项、结论、单位、日期),未读取",
    "no headings of findings (case, rule or field, outcome, unit, date); not read",
)
_OUTCOMES = {
    "pass": ("pass", "符合", "通过"),
    "fail": ("fail", "不符合", "不通过"),
    "not_applicable": ("not_applicable", "不适用"),
}
_OUTCOME_OF = {fold(name): id_ for id_, names in _OUTCOMES.items() for name in names}


class Entry(NamedTuple):
    """What is written under one key of a finding, and where both stand."""

    name: str
    name_at: Place
    written: str
    at: Place


class OnCase(NamedTuple):
    """A finding, and by what it names its case: its id or its place in a ledger."""

    case: str
    finding: PersonFinding


class InTables(NamedTuple):
    """The findings in tables, and the tables that have none for want of headings."""

    findings: tuple[OnCase, ...]
    notes: tuple[Problem, ...]


def read_findings(given: Readable, vocabulary: Vocabulary) -> tuple[OnCase, ...]:
    """The findings of a file, each of which names its case: YAML or JSON, or a table with a finding in each row.

    Raises: InputError with everything in it that cannot be used, at its place.
    """
    source = source_of(given)
    if source.suffix in (*BOOKS, *TEXTS):
        from compliance.intake.tables.open import open_tables

        found = findings_in(open_tables(source, None, None), vocabulary).findings
    else:
        found = _on_cases((_entries(node) for document in read_file(source) for node in _items(document)), vocabulary)
    if not found:
        raise InputError([Problem(Place(source.name), Text("文件中没有认定", "the file holds no finding"))])
    return found


def findings_in(tables: Iterable[Table], vocabulary: Vocabulary) -> InTables:
    """The findings in the rows of tables, below their headings.

    Raises: InputError with everything in them that cannot be used, at its place.
    """
    rows: list[list[Entry]] = []
    notes = []
    for table in tables:
        headed = _of_table(table)
        if headed is None:
            notes.append(Problem(Place(table.file), _NO_HEADINGS))
        else:
            rows += headed
    return InTables(_on_cases(rows, vocabulary), tuple(notes))


def _on_cases(rows: Iterable[Sequence[Entry]], vocabulary: Vocabulary) -> tuple[OnCase, ...]:
    problems: list[Problem] = []
    found = []
    for row in rows:
        try:
            found.append(_on_case(row, vocabulary))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems[:PROBLEMS])
    return tuple(found)


def findings_of(node: Node, vocabulary: Vocabulary) -> tuple[PersonFinding, ...]:
    """The findings that an application states.  Raises: InputError with everything that cannot be used."""
    problems: list[Problem] = []
    found = []
    for item in _items(node):
        try:
            found.append(_finding(_entries(item), vocabulary))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems[:PROBLEMS])
    return tuple(found)


def by_case(found: Iterable[OnCase]) -> dict[str, tuple[PersonFinding, ...]]:
    """The findings of each case, in the order of the file."""
    gathered: dict[str, tuple[PersonFinding, ...]] = {}
    for one in found:
        gathered[one.case] = (*gathered.get(one.case, ()), one.finding)
    return gathered


# Files and sheets to entries


def _items(node: Node) -> Sequence[Node]:
    """The findings of a document: a list of them, or a list under the key for them."""
    if isinstance(node, Mapping):
        held = next((value for key, value in node.entries if key.text in KEYS), None)
        return (node,) if held is None else _items(held)
    if isinstance(node, Items):
        return node.items
    if isinstance(node, Scalar) and node.is_null:
        return ()
    raise InputError([Problem(node.at, Text("认定须为列表,每项一条", "findings must be a list"))])


def _entries(node: Node) -> list[Entry]:
    if not isinstance(node, Mapping):
        raise InputError([Problem(node.at, Text("认定须为“项: 值”的映射", "a finding must be a mapping"))])
    entries = []
    for key, value in node.entries:
        if isinstance(value, Scalar):
            entries.append(Entry(key.text, key.at, "" if value.is_null else value.text, value.at))
        elif isinstance(value, Items) and all(isinstance(item, Scalar) for item in value.items):
            words = "、".join(item.text for item in value.items if isinstance(item, Scalar))
            entries.append(Entry(key.text, key.at, words or "无", value.at))
        else:
            raise InputError([Problem(value.at, Text("须为一个值", "must be one value"))])
    return entries


def _of_table(table: Table) -> list[list[Entry]] | None:
    """The rows below the headings of findings, as entries, without blank ones; None where there are no headings."""
    names: list[str] = []
    headings = 0
    found = []
    for row in table.rows():
        cells = [as_written(value).strip() for value in row.values]
        if not names:
            names = cells if len({_MEANS.get(fold(cell)) for cell in cells} - {None}) >= _TOLD else []
            headings = row.number
        elif any(cells):
            found.append(
                [
                    Entry(name, table.at(headings, place), cell, table.at(row.number, place))
                    for place, (name, cell) in enumerate(zip(names, cells, strict=False), start=1)
                    if cell
                ]
            )
    return found if names else None


# Entries to findings


def _on_case(entries: Sequence[Entry], vocabulary: Vocabulary) -> OnCase:
    case = next((entry for entry in entries if _MEANS.get(fold(entry.name)) == "case"), None)
    if case is None or not case.written.strip():
        at = entries[0].at if entries else Place("")
        zh = "须写明是哪一个项目(case: 项目编号,或 表名!行号)"
        raise InputError([Problem(at, Text(zh, "say of which case (case: its id, or sheet!row)"))])
    return OnCase(case.written.strip(), _finding([entry for entry in entries if entry is not case], vocabulary))


def _finding(entries: Sequence[Entry], vocabulary: Vocabulary) -> PersonFinding:
    said = _said(entries)
    at = entries[0].name_at if entries else Place("")
    problems = [
        Problem(at, Text(f"认定缺少“{_NAMES[name][-1]}”", f"the finding lacks {name!r}"))
        for name in ("conclusion", "unit", "date")
        if name not in said or not said[name].written.strip()
    ]
    if ("rule" in said) is ("field" in said):
        problems.append(Problem(at, Text("规则、事项须写且只写一个", "name either a rule or a field")))
    if problems:
        raise InputError(problems)
    conclusion, stated = said["conclusion"], {name: entry.written.strip() for name, entry in said.items()}
    day = _day(said["date"])
    if "rule" in said:
        named, about, outcome, value = said["rule"], stated["rule"], _outcome(conclusion), None
    else:
        named, outcome = said["field"], ""
        about, value = _value(named, conclusion, vocabulary)
    return PersonFinding(
        about=about,
        value=value,
        outcome=outcome,
        unit=stated["unit"],
        day=day,
        written=conclusion.written,
        at=named.at,
        record=stated.get("record", ""),
        document=stated.get("document", ""),
        person=stated.get("person", ""),
        reason=stated.get("reason", ""),
    )


def _said(entries: Sequence[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        name = _MEANS.get(fold(entry.name))
        if name is None:
            zh = f"认定没有“{shown(entry.name)}”这一项;可写:{'、'.join(names[-1] for names in _NAMES.values())}"
            en = f"a finding has no {shown(entry.name)!r}; it has {', '.join(names[0] for names in _NAMES.values())}"
            raise InputError([Problem(entry.name_at, Text(zh, en))])
        if name in found:
            zh, en = f"“{shown(entry.name)}”写了两次", f"{shown(entry.name)!r} is said twice"
            raise InputError([Problem(entry.name_at, Text(zh, en))])
        found[name] = entry
    return found


def _outcome(entry: Entry) -> str:
    outcome = _OUTCOME_OF.get(fold(entry.written))
    if outcome is None:
        said = shown(entry.written)
        zh = f"对规则的认定结论须为 符合、不符合 或 不适用,而不是“{said}”"
        en = f"the outcome found of a rule must be pass, fail or not_applicable, not {said!r}"
        raise InputError([Problem(entry.at, Text(zh, en))])
    return outcome


def _value(named: Entry, conclusion: Entry, vocabulary: Vocabulary) -> "tuple[str, Value | None]":
    """The id of the field that a finding is about, of the reviewed subject or a part of it, and the value found."""
    keys = Keys(vocabulary)
    for subject in vocabulary.judged_with(vocabulary.reviewed):
        cells = keys.of(subject, named.written).cells
        if cells is None:
            continue
        if not cells.field.decided_by_person:
            zh = f"“{cells.field.label.zh}”由材料填写,不是由人认定的事项"
            en = f"{cells.field.label.en!r} is for the material to state and not for a person to find"
            raise InputError([Problem(named.at, Text(zh, en))])
        read = read_at(cells, conclusion.written, conclusion.at)
        if isinstance(read, Datum):
            return cells.id, read.value
        reason = read.reason if isinstance(read, Doubt) else Text("没有结论", "nothing is found")
        raise InputError([Problem(conclusion.at, reason)])
    said = shown(named.written)
    closest = keys.of(vocabulary.reviewed, named.written).closest
    zh, en = f"没有“{said}”这个事项", f"{said!r} is not a field"
    if closest is not None:
        zh, en = f"{zh},是否指“{closest.label.zh}”?", f"{en}; did you mean {closest.id}?"
    raise InputError([Problem(named.at, Text(zh, en))])


def _day(entry: Entry) -> date:
    try:
        day = read_days(entry.written.strip())
    except QuantityError as error:
        raise InputError([Problem(entry.at, error.text)]) from None
    if not isinstance(day, date):
        zh, en = "认定日期须写到日,如 2015-06-10", "the day of a finding must be one day, such as 2015-06-10"
        raise InputError([Problem(entry.at, Text(zh, en))])
    return day
