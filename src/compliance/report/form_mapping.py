"""How a form is read: a table for people, JSON for machines, and a mapping file to keep."""

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table

from compliance.case import Unread
from compliance.intake.columns.mapping_file import IGNORE
from compliance.intake.forms.items import FormRead, Item
from compliance.report.mapping import HOW, entry, hung, meant, plain
from compliance.report.render.format import TextFormat
from compliance.report.render.terminal import NARROWEST, WIDEST
from compliance.report.review.place_data import place_data
from compliance.text import Lang, Text

SCHEMA = "compliance/form-mapping/1"

_TITLE = Text("申请表的读取结果", "How the form is read")
_HEADS = (
    Text("位置", "Place"),
    Text("标签", "Label"),
    Text("内容", "Written"),
    Text("单位", "Unit"),
    Text("字段", "Field"),
    Text("依据", "By"),
)
_QUESTIONS = Text(
    "有疑问、未采用的内容(标签可在映射文件中写明,用 --mapping 给出)",
    "In question and not used (decide what labels mean in a file for --mapping)",
)
_NOT_READ = Text("未读取的内容", "Not read")
_WRITE, _OR = Text("可写", "Write"), Text("或", "or")
_NOTES = Text("读取说明", "Notes on reading")
_NOTHING = Text("没有读到内容(空白表?)", "nothing was read; a blank form?")


def print_form(found: FormRead, lang: Lang, stream: TextIO) -> None:
    """Print what was read as a table, then what is in question, and what was not read."""
    console = Console(file=stream, highlight=False, width=None if stream.isatty() else NARROWEST)
    width = min(console.width, WIDEST) - 1
    read = [item for item in found.items if item.question is None]
    name = plain(PurePath(found.case.at.file).name)
    table = Table(title=f"{_TITLE.to(lang)}: {name}", title_justify="left", width=width)
    for head in _HEADS:
        table.add_column(head.to(lang), overflow="fold")
    for item in read:
        table.add_row(*(plain(cell) for cell in _cells(item, lang)))
    if read:
        console.print(table)
    if not found.items:
        console.print(_NOTHING.to(lang))
    for line in _below(found, width, lang):
        console.print(line, markup=False, soft_wrap=True)


def write_json(found: FormRead, lang: Lang, stream: TextIO) -> None:
    """Write what was read for machines: each label, what it means or why it is in question, what may be written."""
    data = {
        "schema": SCHEMA,
        "file": PurePath(found.case.at.file).name,
        "labels": [_data(item, lang) for item in found.items],
        "unread": [
            {"name": one.name, "written": one.written, "at": place_data(one.at), "reason": one.reason.to(lang)}
            for one in _unread(found)
        ],
        "notes": [note.line(lang, folder=False) for note in found.notes],
    }
    stream.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


FORMATS: Mapping[str, TextFormat[FormRead]] = {"text": TextFormat(print_form), "json": TextFormat(write_json)}


def form_mapping_file(found: FormRead, lang: Lang) -> str:
    """The mapping as a file to be given again: what is read, and questions as comments to decide."""
    lines = [f"# {_TITLE.to(lang)}"]
    read = (item for item in found.items if item.field is not None and not item.of_list)
    lines += dict.fromkeys(entry(item.key, meant(item.field, item.unit, attested=item.attested)) for item in read)
    for item in found.items:
        if item.field is None and item.question is not None:
            lines.append(f"# {item.at.within(lang)} {item.question.to(lang)}")
            lines += [f"# {answer}" for answer in _answers(item)]
    return "\n".join(lines) + "\n"


def _answers(item: Item) -> list[str]:
    """What may be written into a mapping file to settle a question about a label."""
    keys = list(dict.fromkeys(choice.key for choice in item.choices if choice.key != item.key)) or [item.key]
    stated: list[object] = []
    for field in item.fields:
        units = [one for one in item.units if field.unit is not None and one.dimension == field.unit.dimension]
        stated += [{"field": field.id, "unit": unit.symbol} for unit in units] or [field.id]
    return [entry(key, one) for key in keys for one in stated] + [entry(item.key, IGNORE)]


def _cells(item: Item, lang: Lang) -> tuple[str, ...]:
    field = item.field
    named = f"{field.label.to(lang)} {field.id}" if field is not None else ""
    return (item.at.within(lang), item.label, item.written, item.unit, named, HOW[item.how].to(lang))


def _below(found: FormRead, width: int, lang: Lang) -> Iterator[str]:
    asked = [item for item in found.items if item.question is not None]
    if asked:
        yield ""
        yield _QUESTIONS.to(lang)
        for item in asked:
            said = item.question.to(lang) if item.question is not None else ""
            yield from hung(f"{item.at.within(lang)} {item.label} “{item.written}”: {said}", width)
            if item.field is None:
                answers = f" {_OR.to(lang)} ".join(_answers(item))
                yield from (f"  {line}" for line in hung(f"{_WRITE.to(lang)}: {answers}", width - 2))
    if unread := list(_unread(found)):
        yield ""
        yield _NOT_READ.to(lang)
        for one in unread:
            words = f"{one.name}: {one.written}" if one.name else one.written
            yield from hung(f"{one.at.within(lang)} {words}".strip(), width)
    if found.notes:
        yield ""
        yield _NOTES.to(lang)
        for note in found.notes:
            yield from hung(note.line(lang), width)


def _unread(found: FormRead) -> Iterator[Unread]:
    """What is not read beside the questions, which are told with their labels."""
    asked = {(item.at, item.written) for item in found.items if item.question is not None}
    return (one for one in found.case.unread if (one.at, one.written) not in asked)


def _data(item: Item, lang: Lang) -> dict[str, Any]:
    return {
        "label": item.label,
        "key": item.key,
        "at": place_data(item.at),
        "written": item.written,
        "unit": item.unit or None,
        "field": item.field.id if item.field is not None else None,
        "how": item.how.value,
        "attested": item.attested,
        "question": None
        if item.question is None
        else {
            "reason": item.question.to(lang),
            "candidates": [field.id for field in item.fields],
            "choices": [{"key": choice.key, "written": choice.written} for choice in item.choices],
            "write": [] if item.field is not None else _answers(item),
        },
    }
