"""The libraries that evaluate frames: each takes frames in, and gives the result back."""

from pathlib import Path
from typing import Any, Protocol

import narwhals as nw
import polars as pl
from narwhals.dtypes import DType

from compliance.engines.columnar.working import Frame
from compliance.intake.dataset import FILE_ROW, Dataset, Stored


class Backend(Protocol):
    """Evaluates lazily; `wide` is its type of whole numbers beyond 64 bits."""

    wide: DType

    def lazy(self, frame: pl.DataFrame) -> Frame:
        """The frame as the library holds it."""
        ...

    def collect(self, result: Frame) -> pl.DataFrame:
        """The result, in any order of rows."""
        ...


class Local(Backend, Protocol):
    """Evaluates in this process, and reads and writes files of tables itself, in pieces."""

    def table(self, dataset: Dataset, file: Path, first: int, count: int) -> Frame:
        """So many rows of a file from that one on, the first being 0, with their numbers as `Dataset.scan` has them."""
        ...

    def write(self, result: Frame, path: Path, stored: Stored) -> None:
        """Write the result as it is evaluated."""
        ...


class Polars:
    """Polars, in this process, on all processors."""

    wide: DType = nw.Int128()

    def lazy(self, frame: pl.DataFrame) -> Frame:
        """See `Backend`."""
        return nw.from_native(frame.lazy())

    def collect(self, result: Frame) -> pl.DataFrame:
        """See `Backend`."""
        return result.to_native().collect()  # type: ignore[no-any-return]  # a frame of Polars

    def table(self, dataset: Dataset, file: Path, first: int, count: int) -> Frame:
        """See `Local`."""
        return nw.from_native(dataset.scan(file).slice(first, count))

    def write(self, result: Frame, path: Path, stored: Stored) -> None:
        """See `Local`."""
        native: pl.LazyFrame = result.to_native()
        if stored is Stored.parquet:
            native.sink_parquet(path)
        else:
            native.sink_csv(path)


class DuckDB:
    """DuckDB, in this process."""

    wide: DType = nw.Int128()

    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect()

    def lazy(self, frame: pl.DataFrame) -> Frame:
        """See `Backend`."""
        return nw.from_native(self._connection.from_arrow(frame.to_arrow()))

    def collect(self, result: Frame) -> pl.DataFrame:
        """See `Backend`."""
        return result.to_native().pl()  # type: ignore[no-any-return]  # a frame of Polars

    def table(self, dataset: Dataset, file: Path, first: int, count: int) -> Frame:
        """See `Local`."""
        if dataset.stored is Stored.parquet:
            rows = self._connection.read_parquet(str(file), file_row_number=True)
            place = "file_row_number"
            numbered = rows.select(f"* EXCLUDE {place}, {place} AS {FILE_ROW}")
        else:
            rows = self._connection.read_csv(str(file), header=True, all_varchar=True, parallel=False)
            numbered = rows.select(f"*, row_number() OVER () - 1 AS {FILE_ROW}")
        held = numbered.filter(f"{FILE_ROW} >= {first} AND {FILE_ROW} < {first + count}")
        return nw.from_native(held.select(f"* REPLACE ({FILE_ROW} + {dataset.stored.first_row} AS {FILE_ROW})"))

    def write(self, result: Frame, path: Path, stored: Stored) -> None:
        """See `Local`."""
        native = result.to_native()
        if stored is Stored.parquet:
            native.write_parquet(str(path), compression="zstd")
        else:
            native.write_csv(str(path))


class Spark:
    """Spark, through a session; a frame made here is sent to it, so that large ones are read by Spark itself."""

    wide: DType = nw.Decimal(38, 0)

    def __init__(self, session: Any) -> None:
        self.session = session

    def lazy(self, frame: pl.DataFrame) -> Frame:
        """See `Backend`."""
        lazy: Frame = nw.from_native(self.session.createDataFrame(frame.to_arrow()))
        return lazy

    def collect(self, result: Frame) -> pl.DataFrame:
        """See `Backend`."""
        return pl.from_arrow(result.to_native().toArrow())  # type: ignore[return-value]  # a frame
