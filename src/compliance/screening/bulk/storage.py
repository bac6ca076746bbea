"""Read and write tables in pieces with the library that evaluates them, so that no row comes to Python."""

from collections.abc import Mapping, Sequence
from glob import escape
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Protocol
from weakref import finalize

import narwhals as nw
import polars as pl

from compliance.engines.columnar.backends import Backend, DuckDB, Polars
from compliance.engines.columnar.derived_columns import Frame
from compliance.intake.tables.dataset import FILE_ROW, Dataset
from compliance.intake.tables.stored import Stored

Sums = Mapping[str, int | None]


class Storage(Protocol):
    """Reads and writes files of tables for a backend of this process; `errors` are those of its library."""

    errors: tuple[type[Exception], ...]

    def table(self, dataset: Dataset, file: Path, first: int, count: int) -> Frame:
        """So many rows of a file from that one on, the first being 0, with their numbers as `Dataset.scan` has them."""
        ...

    def write(self, result: Frame, path: Path, stored: Stored, sums: Sequence[nw.Expr] = ()) -> Sums:
        """Write the result as it is evaluated, and give the sums over it."""
        ...


class PolarsStorage:
    """Polars reads and writes."""

    errors: tuple[type[Exception], ...] = (pl.exceptions.PolarsError,)

    def table(self, dataset: Dataset, file: Path, first: int, count: int) -> Frame:
        """See `Storage`."""
        return nw.from_native(dataset.scan(file).slice(first, count))

    def write(self, result: Frame, path: Path, stored: Stored, sums: Sequence[nw.Expr] = ()) -> Sums:
        """See `Storage`; what is written is summed as it passes."""
        native: pl.LazyFrame = result.to_native()
        if stored is Stored.parquet:
            # Outcomes are few: they hardly shrink at a higher level, and statistics of them exclude nothing.
            written = native.sink_parquet(path, compression_level=1, statistics=False, lazy=True)
        else:
            written = native.sink_csv(path, lazy=True)
        if not sums:
            written.collect(engine="streaming")
            return {}
        _, found = pl.collect_all([written, result.select(*sums).to_native()], engine="streaming")
        return found.row(0, named=True)


class DuckDBStorage:
    """DuckDB reads and writes, but for CSV, which Polars reads for it."""

    def __init__(self, backend: DuckDB) -> None:
        import duckdb

        self._backend = backend
        self._copies: Path | None = None
        self.errors: tuple[type[Exception], ...] = (duckdb.Error,)

    def table(self, dataset: Dataset, file: Path, first: int, count: int) -> Frame:
        """See `Storage`."""
        connection = self._backend.connection
        if dataset.stored is Stored.csv:
            # DuckDB guesses how a CSV is written: rows, names and numbers are those that Polars reads.
            if self._copies is None:
                self._copies = Path(mkdtemp())
                finalize(self, rmtree, self._copies)
            copy = self._copies / "piece.parquet"
            dataset.scan(file).slice(first, count).sink_parquet(copy)
            return nw.from_native(connection.read_parquet(str(copy)))
        rows = connection.read_parquet(escape(str(file)), file_row_number=True)
        place = "file_row_number"
        numbered = rows.select(f"* EXCLUDE {place}, {place} AS {FILE_ROW}")
        held = numbered.filter(f"{FILE_ROW} >= {first} AND {FILE_ROW} < {first + count}")
        return nw.from_native(held.select(f"* REPLACE ({FILE_ROW} + {dataset.stored.first_row} AS {FILE_ROW})"))

    def write(self, result: Frame, path: Path, stored: Stored, sums: Sequence[nw.Expr] = ()) -> Sums:
        """See `Storage`; what is written is read again to be summed."""
        native, connection = result.to_native(), self._backend.connection
        if stored is Stored.parquet:
            native.write_parquet(str(path), compression="zstd")
            kept = connection.read_parquet(escape(str(path)))
        else:
            native.write_csv(str(path))
            kept = connection.read_csv(escape(str(path)), header=True, all_varchar=True)
        return summed(self._backend, nw.from_native(kept), sums) if sums else {}


def storage_of(backend: Polars | DuckDB) -> Storage:
    """What reads and writes files for that backend."""
    return DuckDBStorage(backend) if isinstance(backend, DuckDB) else PolarsStorage()


def summed(backend: Backend, frame: Frame, sums: Sequence[nw.Expr]) -> Sums:
    """The sums over a frame, by name."""
    return backend.collect(frame.select(*sums)).row(0, named=True)
