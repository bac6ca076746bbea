"""The results of a screening as tables: CSV, which people open too, and for machines JSON Lines and Parquet."""

import csv
import json
from collections.abc import Iterable
from typing import BinaryIO, TextIO

import polars as pl

from compliance.report.render.csv_cell import as_cell
from compliance.report.screening.words import more
from compliance.rulebook.model import Edition
from compliance.screening.asking import Asking
from compliance.text import Lang


def write_csv(
    edition: Edition, columns: Iterable[str], frames: Iterable[pl.DataFrame], stream: TextIO, lang: Lang
) -> None:
    """Write the results with a header of the columns; several ids in a cell are joined by `;`.

    Of what is missing the fields stand there that `Asking.first` chooses, and how many there are.  Text that a
    spreadsheet would run as a formula gets an apostrophe in front (D-053).
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    asking = Asking(edition)
    for frame in frames:
        for row in frame.iter_rows(named=True):
            missing = row["missing"]
            first = asking.first(missing, row["undetermined"], row["stage"])
            rest = more(len(first), len(missing)).to(lang)
            row["missing"] = [*first, *([rest] if rest else [])]
            writer.writerow([as_cell(value) for value in row.values()])


def write_jsonl(frames: Iterable[pl.DataFrame], stream: TextIO) -> None:
    """Write one JSON object on each line."""
    for frame in frames:
        for row in frame.iter_rows(named=True):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_parquet(results: pl.LazyFrame, stream: BinaryIO) -> None:
    """Write the results as they are read."""
    results.sink_parquet(stream)
