"""The results of a screening for machines: CSV, JSON Lines and Parquet."""

import csv
import json
from collections.abc import Iterable
from typing import BinaryIO, TextIO

import polars as pl

from compliance.report.render.csv_cell import as_cell


def write_csv(columns: Iterable[str], frames: Iterable[pl.DataFrame], stream: TextIO) -> None:
    """Write the results with a header of the columns; several ids in a cell are joined by `;`.

    Text that a spreadsheet would run as a formula gets an apostrophe in front (D-053).
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for frame in frames:
        for row in frame.iter_rows():
            writer.writerow([as_cell(value) for value in row])


def write_jsonl(frames: Iterable[pl.DataFrame], stream: TextIO) -> None:
    """Write one JSON object on each line."""
    for frame in frames:
        for row in frame.iter_rows(named=True):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_parquet(results: pl.LazyFrame, stream: BinaryIO) -> None:
    """Write the results as they are read."""
    results.sink_parquet(stream)
