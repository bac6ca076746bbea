"""How the columns of a ledger are read: a table for people, JSON for machines, and a mapping file to keep."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import yaml
from rich.console import Console
from rich.table import Table

from compliance.errors import Problem
from compliance.intake.columns.mapping import ColumnMapping, ColumnMatch, How
from compliance.intake.columns.mapping_file import IGNORE
from compliance.report.render.format import TextFormat
from compliance.report.render.terminal import NARROWEST, WIDEST, wrapped
from compliance.rulebook.model import Rulebook
from compliance.rulebook.reading import read_by_nothing
from compliance.text import Lang, Text
from compliance.vocabulary.fields import Field
from compliance.vocabulary.folding import fold

if TYPE_CHECKING:
    from compliance.intake.leads.leads import Leads

SCHEMA = "compliance/mapping/1"

# By what a column or a label was given its field.
HOW = {
    How.label: Text("名称", "name"),
    How.alias: Text("别名", "alias"),
    How.close: Text("名称相近", "close spelling"),
    How.given: Text("映射文件", "mapping file"),
    How.none: Text("—", "—"),
}
_HEADS = (
    Text("列", "Column"),
    Text("列名", "Heading"),
    Text("字段", "Field"),
    Text("裸数单位", "Bare numbers in"),
    Text("依据", "By"),
)
_TITLE = Text("列与字段的对应", "The columns and the fields they mean")
_QUESTIONS = Text(
    "有疑问、未读取的列(请在映射文件中写明,用 --mapping 给出)",
    "In question and not read (decide in a mapping file, given by --mapping)",
)
_CONSTANTS = Text("常量(各行相同)", "Constants: the same in every row")
_WRITE = Text("可写", "Write")
_OR = Text("或", "or")
_NOT_READ = Text("不对应任何字段、未读取的列", "Columns that mean no field and are not read")
_WITHOUT_EFFECT = Text("没有规则用到的列(不影响结论)", "Columns that no rule reads (they change nothing)")
_UNLIKE = Text("各工作表的读法不同,请写明其一", "The sheets differ; write one of these")
_NOTES = Text("读取说明", "Notes on reading")


class ReadColumns(NamedTuple):
    """How the columns of a ledger are read, with what its keeper should know beside that.

    `sheets` has the columns of the one table that is read under "", or those of several sheets under their names.
    `idle` are the fields that nothing reads.
    """

    sheets: Mapping[str, ColumnMapping]
    notes: Sequence[Problem]
    idle: Set[Field] = frozenset()


def read_columns(leads: "Leads", rulebook: Rulebook) -> ReadColumns:
    """How the columns of a ledger are read."""
    sheets = {table.sheet: table.mapping for table in leads.tables}
    return ReadColumns(sheets, leads.notes_beside_columns, read_by_nothing(rulebook))


def print_mapping(columns: ReadColumns, lang: Lang, stream: TextIO) -> None:
    """Print the mapping as a table, with questions, columns not read, and notes."""
    console = Console(file=stream, highlight=False, width=None if stream.isatty() else NARROWEST)
    width = min(console.width, WIDEST)
    for sheet, mapping in columns.sheets.items():
        title = f"{_TITLE.to(lang)}: {plain(sheet)}" if sheet else _TITLE.to(lang)
        table = Table(title=title, title_justify="left", width=width)
        for head in _HEADS:
            table.add_column(head.to(lang), overflow="fold")
        for column in mapping.used:
            table.add_row(*(plain(cell) for cell in _cells(column, lang)))
        console.print(table)
        for line in _below(mapping, columns.idle, width - 1, lang):
            console.print(line, markup=False, soft_wrap=True)
    for line in _noted(columns.notes, width - 1, lang):
        console.print(line, markup=False, soft_wrap=True)


def write_json(columns: ReadColumns, lang: Lang, stream: TextIO) -> None:
    """Write the mapping for machines: every column, what it means or why it is not read, and what may be written."""
    data = {
        "schema": SCHEMA,
        "columns": [
            ({"sheet": sheet} if sheet else {}) | _column_data(column, columns.idle, lang)
            for sheet, mapping in columns.sheets.items()
            for column in mapping.columns
        ],
        "constants": {
            id_: datum.written for mapping in columns.sheets.values() for id_, datum in mapping.constants.items()
        },
        "notes": [note.line(lang, folder=False) for note in columns.notes],
    }
    stream.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


FORMATS: Mapping[str, TextFormat[ReadColumns]] = {"text": TextFormat(print_mapping), "json": TextFormat(write_json)}


def mapping_file(mappings: Iterable[ColumnMapping], lang: Lang) -> str:
    """The mapping as a file to be given again: what is read, what is ignored, and questions as comments to decide.

    A file holds for all sheets: what a heading means in one of them is written once, else as a question.
    """
    read = list(mappings)
    columns = [column for mapping in read for column in mapping.columns]
    entries: dict[str, dict[str, ColumnMatch]] = {}
    for column in columns:
        entries.setdefault(fold(column.key), {}).setdefault("" if column.doubt else _settled(column), column)
    lines = [f"# {_TITLE.to(lang)}"]
    constants = {id_: datum.written for mapping in read for id_, datum in mapping.constants.items()}
    lines += [entry("constants", constants)] if constants else []
    settled = [next(iter(of_key.values())) for of_key in entries.values() if len(of_key) == 1]
    lines += [_settled(column) for column in settled if column.field is not None]
    lines += [_settled(column) for column in settled if column.field is None and column.doubt is None]
    for column in settled:
        if column.doubt is not None:
            lines.append(f"# {column.doubt.reason.to(lang)}")
            lines += [f"# {entry}" for entry in _answers(column)]
    for of_key in entries.values():
        if len(of_key) > 1:
            lines.append(f"# {_UNLIKE.to(lang)}")
            answers = (_answers(column) if column.doubt else [_settled(column)] for column in of_key.values())
            lines += [f"# {answer}" for answer in dict.fromkeys(chain.from_iterable(answers))]
    return "\n".join(lines) + "\n"


def _settled(column: ColumnMatch) -> str:
    """What the mapping file says of a column that is read, or that is not."""
    return entry(column.key, _stated(column))


def plain(text: str) -> str:
    """The text as a cell of a table of rich, which would take brackets for markup."""
    return text.replace("[", r"\[")


def _cells(column: ColumnMatch, lang: Lang) -> tuple[str, ...]:
    field = column.field
    if field is None:
        return (column.letter, column.key, "", "", "")
    own = field.unit.symbol if field.unit is not None else ""
    unit = column.unit.symbol if column.unit is not None else own
    assumed = own and column.unit is None
    said = unit + (Text("(未写明,按字段)", " (not stated; the field's own)").to(lang) if assumed else "")
    return (column.letter, column.key, f"{field.label.to(lang)} {field.id}", said, HOW[column.how].to(lang))


def _below(mapping: ColumnMapping, idle: Set[Field], width: int, lang: Lang) -> Iterator[str]:
    if mapping.constants:
        yield ""
        yield _CONSTANTS.to(lang)
        yield from hung("; ".join(f"{id_}: {datum.written}" for id_, datum in mapping.constants.items()), width)
    if mapping.questions:
        yield ""
        yield _QUESTIONS.to(lang)
        for column in mapping.questions:
            reason = column.doubt.reason.to(lang) if column.doubt is not None else ""
            yield from hung(f"{column.letter} {column.key}: {reason}", width)
            answers = f" {_OR.to(lang)} ".join(_answers(column))
            yield from (f"  {line}" for line in hung(f"{_WRITE.to(lang)}: {answers}", width - 2))
    if without_effect := [column for column in mapping.used if column.field in idle]:
        yield ""
        yield _WITHOUT_EFFECT.to(lang)
        yield from hung("; ".join(f"{column.letter} {column.key}" for column in without_effect), width)
    if mapping.unread:
        yield ""
        yield _NOT_READ.to(lang)
        yield from hung("; ".join(f"{column.letter} {column.key}" for column in mapping.unread), width)


def _noted(notes: Sequence[Problem], width: int, lang: Lang) -> Iterator[str]:
    if notes:
        yield ""
        yield _NOTES.to(lang)
        for note in notes:
            yield from hung(note.line(lang), width)


def hung(text: str, width: int) -> list[str]:
    """The text in lines that are set in by two columns."""
    return [f"  {line}" for line in wrapped(text, width - 2)]


def _column_data(column: ColumnMatch, idle: Set[Field], lang: Lang) -> dict[str, Any]:
    doubt = column.doubt
    return {
        "column": column.letter,
        "heading": column.heading,
        "key": column.key,
        "field": column.field.id if column.field else None,
        "unit": column.unit.symbol if column.unit else None,
        "how": column.how.value,
        "attested": column.attested,
        "without_effect": column.field in idle,
        "question": None
        if doubt is None
        else {
            "reason": doubt.reason.to(lang),
            "candidates": [field.id for field in doubt.candidates],
            "write": _answers(column),
        },
    }


def _stated(column: ColumnMatch) -> object:
    return meant(column.field, "" if column.unit is None else column.unit.symbol, attested=column.attested)


def meant(field: Field | None, unit: str, *, attested: bool) -> object:
    """What a mapping file says of a column or a label that means a field, or none, in a unit, empty for its own."""
    if field is None:
        return IGNORE
    own = field.unit.symbol if field.unit is not None else ""
    stated: dict[str, object] = {"field": field.id}
    if unit and unit != own:
        stated["unit"] = unit
    if attested:
        stated["attested"] = True
    return stated if len(stated) > 1 else field.id


def _answers(column: ColumnMatch) -> list[str]:
    """What may be written into a mapping file to settle the question of a column."""
    stated: list[object] = []
    if column.doubt is not None:
        for field in column.doubt.candidates:
            units = column.doubt.units_of(field)
            stated += [{"field": field.id, "unit": unit.symbol} for unit in units] or [field.id]
    return [entry(column.key, one) for one in (*stated, IGNORE)]


def entry(key: str, value: object) -> str:
    """One line of YAML."""
    name = yaml.safe_dump(key, allow_unicode=True, width=10_000).removesuffix("...\n").strip()
    if isinstance(value, dict):
        inner = yaml.safe_dump(value, allow_unicode=True, width=10_000, default_flow_style=True, sort_keys=False)
        return f"{name}: {inner.strip()}"
    return f"{name}: {value}"
