"""Tables made by machines: a Parquet file, or a folder of Parquet or CSV files that have the same columns."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.errors import InputError, shown, unreadable
from compliance.intake.tables.bounds import COLUMNS
from compliance.intake.tables.csv_file import RECORD
from compliance.intake.tables.panics import without_panics
from compliance.intake.tables.stored import Stored
from compliance.intake.tables.suffixes import PARQUET
from compliance.source import open_file

if TYPE_CHECKING:
    import polars as pl


FILE_ROW = "__file_row"
_BLOCK = 1 << 22
MOST_ROWS = 2**31 - 1000  # rows are numbered in 32 bits


@dataclass(frozen=True, slots=True)
class Dataset:
    """Files of the same columns; those of CSV begin with one row of headings and hold text only."""

    files: tuple[Path, ...]
    stored: Stored
    columns: tuple[str, ...]

    def scan(self, file: Path) -> "pl.LazyFrame":
        """The rows of one file, read as they are asked for, with their numbers in a column `FILE_ROW`."""
        return _scan(file, self.stored, FILE_ROW)

    def height(self, file: Path) -> int:
        """How many rows a file has."""
        return height(file, self.stored)


def open_dataset(path: Path) -> Dataset | None:
    """The data set at a path, or None for a file of another kind.

    Raises: InputError if it cannot be read, or the files of a folder do not have the same columns.
    """
    if path.is_file():
        return _dataset((path,), Stored.parquet) if path.suffix.lower() in PARQUET else None
    if not path.is_dir():
        return None
    files = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith((".", "_")))
    kinds = {file.suffix.lower() for file in files}
    if kinds not in ({".parquet"}, {".csv"}):
        zh = "文件夹中须只有 .parquet 文件或只有 .csv 文件"
        raise unreadable(str(path), zh, "the folder must hold .parquet files only, or .csv files only")
    return _dataset(tuple(files), Stored(kinds.pop()[1:]))


def height(file: Path, stored: Stored) -> int:
    """How many rows of data a file has.  Raises: InputError if it cannot be read, or has more than are numbered."""
    import polars as pl

    try:
        with without_panics():
            rows = int(_scan(file, stored, None).select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise not_read(file, error) from None
    if rows > MOST_ROWS:
        zh = f"超过 {MOST_ROWS:,} 行;请拆成几个文件,放在一个文件夹中"
        raise unreadable(str(file), zh, f"it has more than {MOST_ROWS:,} rows; split it into files of one folder")
    return rows


def _dataset(files: tuple[Path, ...], stored: Stored) -> Dataset:
    columns = [_columns(file, stored) for file in files]
    if FILE_ROW in columns[0]:
        raise unreadable(str(files[0]), f"请改列名“{FILE_ROW}”", f"rename its column {FILE_ROW!r}")
    for file, names in zip(files, columns, strict=True):
        if names != columns[0]:
            other = shown(files[0].name)
            raise unreadable(str(file), f"列与“{other}”不同", f"it has other columns than {other!r}")
    for file in files if stored is Stored.csv else ():
        if _quotes(file) % 2:
            zh = "引号不成对,其后的行会被并入一个单元格;请改正后再筛查"
            raise unreadable(
                str(file), zh, "its quotation marks are not in pairs, which would hide the rows behind one; mend it"
            )
    return Dataset(files, stored, columns[0])


def _quotes(file: Path) -> int:
    """How many quotation marks a file has."""
    with file.open("rb") as stream:
        return sum(block.count(b'"') for block in iter(lambda: stream.read(_BLOCK), b""))


def _columns(file: Path, stored: Stored) -> tuple[str, ...]:
    import polars as pl

    try:
        if stored is Stored.csv:
            _check_headings(file)
        with without_panics():
            names = tuple(_scan(file, stored, None).collect_schema())
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise not_read(file, error) from None
    if len(names) > COLUMNS:
        raise _too_wide(file)
    return names


def _check_headings(file: Path) -> None:
    """Nothing, if the headings of a CSV are no more than are read.  Raises: InputError if they are."""
    with open_file(file) as stream:
        if len(stream.readline(RECORD + 1)) > RECORD:
            raise _too_wide(file)


def _too_wide(file: Path) -> InputError:
    zh, en = f"超过 {COLUMNS:,} 列;请拆分", f"it has more than {COLUMNS:,} columns; split it"
    return unreadable(str(file), zh, en)


def not_read(file: Path, error: Exception) -> InputError:
    """That a file cannot be read, with what the library says."""
    said = shown(str(error), 100)
    return unreadable(str(file), f"无法读取:{said}", f"it cannot be read: {said}")


def _scan(file: Path, stored: Stored, row: str | None) -> "pl.LazyFrame":
    import polars as pl

    if stored is Stored.parquet:
        # Row groups of other programs may hold a million rows: each that is read ahead takes 100 MB (D-044).
        os.environ.setdefault("POLARS_ROW_GROUP_PREFETCH_SIZE", "1")
        return pl.scan_parquet(file, glob=False, row_index_name=row, row_index_offset=stored.first_row)
    return pl.scan_csv(file, glob=False, infer_schema=False, row_index_name=row, row_index_offset=stored.first_row)
