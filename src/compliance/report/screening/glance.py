"""The results of a screening on a terminal: a table of the first leads, and how to get the others."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TextIO

import polars as pl
from rich.cells import cell_len, set_cell_size
from rich.console import Console

from compliance.report.render.terminal import NARROWEST, WIDEST, wrapped
from compliance.report.screening.ledger_columns import number_of
from compliance.report.screening.words import COLUMNS, Wording
from compliance.review.decision import Verdict
from compliance.screening.summary import Screening
from compliance.text import Lang, Text, printable

SHOWN = 50  # leads: what goes beyond fills more screens than anybody reads
_REASON = Text("理由", "Reason")
_COLUMNS = ("id", "name", "verdict")
_LEAST = 16  # columns of the terminal for the reason
_WIDTHS = {"id": 12, "name": 22, "verdict": 16}
_GAP = "  "


def print_glance(screening: Screening, frames: Iterable[pl.DataFrame], stream: TextIO, lang: Lang) -> None:
    """Print the first `SHOWN` leads, with the verdict on each and why, in lines as wide as the terminal."""
    width = Console(file=stream, width=None if stream.isatty() else NARROWEST).width
    width = min(width, WIDEST) - 1
    rows = (row for frame in frames for row in frame.iter_rows(named=True))
    wording = Wording(screening.edition, lang, screening.ranking)
    head = [*(COLUMNS[one].to(lang) for one in _COLUMNS), _REASON.to(lang)]
    body = [_cells(row, wording) for row in islice(rows, SHOWN)]
    for line in _lines([head, *body], width):
        stream.write(f"{line}\n")
    left = screening.summary.total - len(body)
    if left > 0:
        zh = f"(另有 {left:,} 条未显示;用 -o 结果.xlsx 写出全部)"
        stream.write(
            Text(zh, f"({left:,} more leads are not shown; -o results.xlsx writes all of them)").to(lang) + "\n"
        )
    stream.write("\n")


def _cells(row: Mapping[str, Any], wording: Wording) -> list[str]:
    verdict = wording.verdict(row["verdict"], row["stage"], outside=row["outside"])
    return [number_of(row), row["name"], verdict, _reason(row, wording)]


def _reason(row: Mapping[str, Any], wording: Wording) -> str:
    """What a lead waits for where that is the verdict, or else the gravest reason."""
    if row["verdict"] == Verdict.UNDETERMINED and row["missing"]:
        return wording.lacks(wording.asked(row["missing"], row["undetermined"], row["stage"]))
    return next(iter(wording.brief(row)), "")


def _lines(table: list[list[str]], width: int) -> Iterator[str]:
    """The table in lines: each cell wrapped in its column, of which the last takes what is left."""
    widths = [
        min(_WIDTHS[name], max(cell_len(printable(row[place])) for row in table)) for place, name in enumerate(_COLUMNS)
    ]
    rest = max(width - sum(widths) - len(_GAP) * len(widths), _LEAST)
    for number, row in enumerate(table):
        cells = [wrapped(text, of) for text, of in zip(row, [*widths, rest], strict=True)]
        for line in range(max(map(len, cells))):
            parts = [cell[line] if line < len(cell) else "" for cell in cells]
            padded = [set_cell_size(part, of) for part, of in zip(parts, widths, strict=False)]
            yield _GAP.join([*padded, parts[-1]]).rstrip()
        if number == 0:
            yield "─" * width
