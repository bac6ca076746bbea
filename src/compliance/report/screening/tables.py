"""The results of a screening for machines: CSV, JSON Lines and Parquet."""

import csv
import json
from collections.abc import Iterable
from typing import BinaryIO, TextIO

import polars as pl

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_JOINT = ";"


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


def as_cell(value: object) -> str:
    """The value as text that no spreadsheet would run as a formula."""
    text = _JOINT.join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int) else text
