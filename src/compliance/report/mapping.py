"""How the columns of a ledger are read: a table for people, JSON for machines, and a mapping file to keep."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TextIO

import yaml
from rich.console import Console
from rich.table import Table

from compliance.errors import Problem
from compliance.intake.columns.mapping import ColumnMapping, ColumnMatch, How
from compliance.intake.columns.mapping_file import IGNORE
from compliance.report.render.format import TextFormat
from compliance.report.render.terminal import NARROWEST, WIDEST, wrapped
from compliance.text import Lang, Text

SCHEMA = "compliance/mapping/1"

_HOW = {
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
_WRITE = Text("可写", "Write")
_OR = Text("或", "or")
_NOT_READ = Text("不对应任何字段、未读取的列", "Columns that mean no field and are not read")
_NOTES = Text("读取说明", "Notes on reading")


class ReadColumns(NamedTuple):
    """How the columns of a ledger are read, with what its keeper should know beside that."""

    mapping: ColumnMapping
    notes: Sequence[Problem]


def print_mapping(columns: ReadColumns, lang: Lang, stream: TextIO) -> None:
    """Print the mapping as a table, with questions, columns not read, and notes."""
    mapping, notes = columns
    console = Console(file=stream, highlight=False, width=None if stream.isatty() else NARROWEST)
    width = min(console.width, WIDEST)
    table = Table(title=_TITLE.to(lang), title_justify="left", width=width)
    for head in _HEADS:
        table.add_column(head.to(lang), overflow="fold")
    for column in mapping.used:
        table.add_row(*(_plain(cell) for cell in _cells(column, lang)))
    console.print(table)
    for line in _below(mapping, notes, width - 1, lang):
        console.print(line, markup=False, soft_wrap=True)


def write_json(columns: ReadColumns, lang: Lang, stream: TextIO) -> None:
    """Write the mapping for machines: every column, what it means or why it is not read, and what may be written."""
    mapping, notes = columns
    data = {
        "schema": SCHEMA,
        "columns": [_column_data(column, lang) for column in mapping.columns],
        "notes": [note.line(lang, folder=False) for note in notes],
    }
    stream.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


FORMATS: Mapping[str, TextFormat[ReadColumns]] = {"text": TextFormat(print_mapping), "json": TextFormat(write_json)}


def mapping_file(mapping: ColumnMapping, lang: Lang) -> str:
    """The mapping as a file to be given again: what is read, what is ignored, and questions as comments to decide."""
    lines = [f"# {_TITLE.to(lang)}"]
    lines += [_entry(column.key, _stated(column)) for column in mapping.used]
    lines += [_entry(column.key, IGNORE) for column in mapping.unread]
    for column in mapping.questions:
        if column.doubt is not None:
            lines.append(f"# {column.doubt.reason.to(lang)}")
            lines += [f"# {entry}" for entry in _answers(column)]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return text.replace("[", r"\[")


def _cells(column: ColumnMatch, lang: Lang) -> tuple[str, ...]:
    field = column.field
    if field is None:
        return (column.letter, column.key, "", "", "")
    own = field.unit.symbol if field.unit is not None else ""
    unit = column.unit.symbol if column.unit is not None else own
    assumed = own and column.unit is None
    said = unit + (Text("(未写明,按字段)", " (not stated; the field's own)").to(lang) if assumed else "")
    return (column.letter, column.key, f"{field.label.to(lang)} {field.id}", said, _HOW[column.how].to(lang))


def _below(mapping: ColumnMapping, notes: Sequence[Problem], width: int, lang: Lang) -> Iterator[str]:
    if mapping.questions:
        yield ""
        yield _QUESTIONS.to(lang)
        for column in mapping.questions:
            reason = column.doubt.reason.to(lang) if column.doubt is not None else ""
            yield from _hung(f"{column.letter} {column.key}: {reason}", width)
            answers = f" {_OR.to(lang)} ".join(_answers(column))
            yield from (f"  {line}" for line in _hung(f"{_WRITE.to(lang)}: {answers}", width - 2))
    if mapping.unread:
        yield ""
        yield _NOT_READ.to(lang)
        yield from _hung("; ".join(f"{column.letter} {column.key}" for column in mapping.unread), width)
    if notes:
        yield ""
        yield _NOTES.to(lang)
        for note in notes:
            yield from _hung(note.line(lang), width)


def _hung(text: str, width: int) -> list[str]:
    return [f"  {line}" for line in wrapped(text, width - 2)]


def _column_data(column: ColumnMatch, lang: Lang) -> dict[str, Any]:
    doubt = column.doubt
    return {
        "column": column.letter,
        "heading": column.heading,
        "key": column.key,
        "field": column.field.id if column.field else None,
        "unit": column.unit.symbol if column.unit else None,
        "how": column.how.value,
        "question": None
        if doubt is None
        else {
            "reason": doubt.reason.to(lang),
            "candidates": [field.id for field in doubt.candidates],
            "write": _answers(column),
        },
    }


def _stated(column: ColumnMatch) -> object:
    field = column.field
    if field is None:
        return IGNORE
    if column.unit is None or column.unit == field.unit:
        return field.id
    return {"field": field.id, "unit": column.unit.symbol}


def _answers(column: ColumnMatch) -> list[str]:
    """What may be written into a mapping file to settle the question of a column."""
    stated: list[object] = []
    if column.doubt is not None:
        for field in column.doubt.candidates:
            units = column.doubt.units_of(field)
            stated += [{"field": field.id, "unit": unit.symbol} for unit in units] or [field.id]
    return [_entry(column.key, one) for one in (*stated, IGNORE)]


def _entry(key: str, value: object) -> str:
    """One line of YAML."""
    name = yaml.safe_dump(key, allow_unicode=True, width=10_000).removesuffix("...\n").strip()
    if isinstance(value, dict):
        inner = ", ".join(f"{part}: {_scalar(str(word))}" for part, word in value.items())
        return f"{name}: {{{inner}}}"
    return f"{name}: {value}"


def _scalar(word: str) -> str:
    return f"'{word}'" if word == "%" else word
