"""A memo as PDF: typst lays out templates/memo.typ with the fonts of a package, so that none is asked of the system."""

import json
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from compliance.report.memo.content import Memo, PdfUnavailableError, Section, Table

if TYPE_CHECKING:
    from typst import Compiler


def to_pdf(memo: Memo) -> bytes:
    """The memo.  The same memo gives the same bytes.  Raises: PdfUnavailableError."""
    content = json.dumps(_as_data(memo), ensure_ascii=False)
    layout = files("compliance.templates").joinpath("memo.typ").read_bytes()
    pdf = _compiler().compile(layout, format="pdf", sys_inputs={"memo": content})
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _compiler() -> "Compiler":
    try:
        import pylopdf_fonts_zh_cn
        from typst import Compiler
    except ImportError as error:
        raise PdfUnavailableError from error
    with as_file(files(pylopdf_fonts_zh_cn)) as fonts:
        return Compiler(font_paths=[str(fonts)], ignore_system_fonts=True)


def _as_data(memo: Memo) -> dict[str, Any]:
    return {
        "lang": memo.lang,
        "title": memo.title,
        "subtitle": memo.subtitle,
        "day": [memo.as_of.year, memo.as_of.month, memo.as_of.day],
        "sections": [_section(section) for section in memo.sections],
        "closing": memo.closing,
        "signature": _table(memo.signature),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "paragraphs": section.paragraphs,
        "groups": [
            {
                "number": group.number,
                "title": group.title,
                "entries": [
                    {
                        "number": entry.number,
                        "heading": entry.heading,
                        "note": entry.note,
                        "lines": [{"label": line.label, "text": line.text} for line in entry.lines],
                    }
                    for entry in group.entries
                ],
                "table": None if group.table is None else _table(group.table),
            }
            for group in section.groups
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    return {"widths": table.widths, "header": table.header, "rows": table.rows}
