"""A memo as PDF: typst lays out templates/memo.typ with the fonts of a package, so that none is asked of the system."""

import json
import re
from functools import cache
from importlib.resources import as_file, files
from threading import local
from typing import TYPE_CHECKING, Any

from compliance.report.memo.content import Chart, Group, Memo, PdfUnavailableError, Section, Table

if TYPE_CHECKING:
    from typst import Compiler, Fonts

# Letters at which no line may break; a word of so many is taken apart.
_UNBROKEN = re.compile(
    r"([^\s!-/:-@\[-`{-~\u2000-\u206f\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{20,}|[!-~]{60,})"
)
_Said = str | list[str]
_thread = local()


def to_pdf(memo: Memo) -> bytes:
    """The memo.  The same memo gives the same bytes.  Raises: PdfUnavailableError."""
    content = json.dumps(_as_data(memo), ensure_ascii=False)
    layout = files("compliance.templates").joinpath("memo.typ").read_bytes()
    pdf = _compiler().compile(layout, format="pdf", sys_inputs={"memo": content})
    assert isinstance(pdf, bytes)
    return pdf


def _compiler() -> "Compiler":
    """The compiler of this thread, which keeps what it has worked out for the next memo."""
    fonts = _fonts()
    if not hasattr(_thread, "compiler"):
        from typst import Compiler

        _thread.compiler = Compiler(font_paths=fonts, ignore_system_fonts=True)
    compiler: Compiler = _thread.compiler
    return compiler


@cache
def _fonts() -> "Fonts":
    try:
        import pylopdf_fonts_zh_cn
        from typst import Fonts
    except ImportError as error:
        raise PdfUnavailableError from error
    with as_file(files(pylopdf_fonts_zh_cn)) as folder:
        return Fonts(include_system_fonts=False, font_paths=[str(folder)])


def _as_data(memo: Memo) -> dict[str, Any]:
    return {
        "lang": memo.lang,
        "title": memo.title,
        "heading": [_said(line) for line in memo.title_lines],
        "subtitle": memo.subtitle,
        "masthead": [_said(line) for line in memo.masthead],
        "addressee": _said(memo.addressee),
        "office": _said(memo.office),
        "issued": memo.issued,
        "day": [memo.as_of.year, memo.as_of.month, memo.as_of.day],
        "body": [_section(section) for section in memo.body],
        "attachments": memo.attachments,
        "annexes": [
            {
                "number": annex.number,
                "title": annex.title,
                "sections": [_section(section) for section in annex.sections],
            }
            for annex in memo.annexes
        ],
        "closing": memo.closing,
        "signature": _table(memo.signature),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "paragraphs": [_said(paragraph) for paragraph in section.paragraphs],
        "groups": [_group(group) for group in section.groups],
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "number": group.number,
        "title": group.title,
        "entries": [
            {
                "number": entry.number,
                "heading": _said(entry.heading),
                "note": _said(entry.note),
                "lines": [{"label": line.label, "text": _said(line.text)} for line in entry.lines],
            }
            for entry in group.entries
        ],
        "chart": None if group.chart is None else _chart(group.chart),
        "table": None if group.table is None else _table(group.table),
    }


def _chart(chart: Chart) -> dict[str, Any]:
    bars = [{"label": _said(bar.label), "length": bar.length, "figure": bar.figure} for bar in chart.bars]
    return {"widths": chart.widths, "header": chart.header, "bars": bars}


def _table(table: Table) -> dict[str, Any]:
    rows = [[_said(cell) for cell in row] for row in table.rows]
    return {"widths": table.widths, "header": table.header, "rows": rows}


def _said(text: str) -> _Said:
    """The text; if it has long words, as a list in which every second is one."""
    pieces = _UNBROKEN.split(text)
    return text if len(pieces) == 1 else pieces
