"""A folder of memos: safe names for their files, and an index that leads to each."""

import csv
import io
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from compliance.report import phrases as p
from compliance.report.render.csv_cell import as_cell
from compliance.report.render.templates import template
from compliance.report.screening.words import COLUMNS
from compliance.text import Lang, Text, printable

LONGEST = 120  # bytes of a name, far within what any file system takes (D-056)
LONGEST_ID = 40
_KEPT = "-_.()\uff08\uff09\u00b7"
_RIGHT_TO_LEFT = ("R", "AL")

INDEX = Text("备忘录目录", "Index of memos")
FILE = Text("文件", "File")
NUMBER = Text("序号", "No.")
SUMMARY = Text("汇总意见", "Summary")


class Entry(NamedTuple):
    """A memo in the index: the row of its lead (or its number), id, name, what its verdict is called, and file."""

    number: int
    id: str
    name: str
    verdict: Text
    file: str


def file_name(number: int, id_: str, name: str, suffix: str) -> str:
    """A name that every file system takes: number, id and name, without what could lead elsewhere or deceive.

    No two are equal if their numbers differ.
    """
    parts = [f"{number:04}", _cut(_safe(id_), LONGEST_ID) if id_ != str(number) else "", _safe(name)]
    return _cut("-".join(part for part in parts if part), LONGEST) + suffix


def folder_name(name: str) -> str:
    """A name of a folder that every file system takes."""
    return _cut(_safe(name), LONGEST) or "_"


def index_csv(entries: Iterable[Entry], lang: Lang, *, rows: bool) -> str:
    """The index for a spreadsheet; `rows` says that the numbers are rows of a ledger."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_header(lang, rows=rows))
    for entry in entries:
        verdict = entry.verdict.to(lang)
        writer.writerow([entry.number, *map(as_cell, (entry.id, entry.name, verdict, entry.file))])
    return out.getvalue()


def index_html(entries: Iterable[Entry], lang: Lang, *, rows: bool, summary: str | None) -> str:
    """The index as a page with relative links."""
    return template("memos.html.j2", _printable).render(
        lang=lang,
        title=INDEX.to(lang),
        header=_header(lang, rows=rows),
        entries=(
            (entry.number, entry.id, entry.name, entry.verdict.to(lang), entry.file, quote(entry.file))
            for entry in entries
        ),
        summary=None if summary is None else (SUMMARY.to(lang), quote(summary)),
        closing=p.SIGNATURE.to(lang),
    )


def _header(lang: Lang, *, rows: bool) -> list[str]:
    number = COLUMNS["row"] if rows else NUMBER
    return [text.to(lang) for text in (number, COLUMNS["id"], COLUMNS["name"], COLUMNS["verdict"], FILE)]


def _safe(text: str) -> str:
    """The text with `_` for whatever is no letter, digit or harmless sign, or is written from right to left."""
    composed = unicodedata.normalize("NFC", text[: 4 * LONGEST])
    kept = "".join(
        c if (c.isalnum() or c in _KEPT) and unicodedata.bidirectional(c) not in _RIGHT_TO_LEFT else "_"
        for c in composed
    )
    return "_".join(part for part in kept.split("_") if part).strip(".")


def _cut(text: str, longest: int) -> str:
    """The beginning of the text that takes so many bytes at most."""
    return text.encode()[:longest].decode("utf-8", "ignore").rstrip(".")


def _printable(value: object) -> object:
    return printable(value) if isinstance(value, str) else value
