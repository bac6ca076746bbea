"""What reads a ledger file, by its suffix.  A new format is a module here and a row in the table.

Each reader is imported when it is called, so that a review that only asks for the suffixes need not load them.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from compliance.source import Source

if TYPE_CHECKING:
    from compliance.intake.tables.table import Table

# What to read, the sheet that is wanted of it, and its encoding (None where nothing is asked for) to its tables.
Read = Callable[[Source, str | None, str | None], "Iterator[Table]"]


def _workbook(source: Source, sheet: str | None, _: str | None) -> "Iterator[Table]":
    from compliance.intake.tables.workbook import read_workbook

    return read_workbook(source, sheet)


def _csv(source: Source, _: str | None, encoding: str | None) -> "Iterator[Table]":
    from compliance.intake.tables.csv_file import read_csv

    yield read_csv(source, encoding)


def _json_lines(source: Source, _: str | None, __: str | None) -> "Iterator[Table]":
    from compliance.intake.tables.json_lines import read_json_lines

    yield read_json_lines(source)


def _parquet(source: Source, _: str | None, __: str | None) -> "Iterator[Table]":
    from compliance.intake.tables.parquet import read_parquet

    yield read_parquet(source)


ALL_SHEETS = "all"  # asked for in the place of the name of a sheet
BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv")
PARQUET = (".parquet",)
READERS: Mapping[str, Read] = {
    **dict.fromkeys(BOOKS, _workbook),
    **dict.fromkeys(TEXTS, _csv),
    **dict.fromkeys((".jsonl", ".ndjson"), _json_lines),
    **dict.fromkeys(PARQUET, _parquet),
}
SUFFIXES = tuple(READERS)
