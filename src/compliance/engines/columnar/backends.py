"""The libraries that evaluate frames: each takes frames in, and gives the result back."""

from collections.abc import Iterator, Mapping, Sequence
from glob import escape
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Protocol
from weakref import WeakKeyDictionary, finalize

import narwhals as nw
import polars as pl
from polars.io.plugins import register_io_source

from compliance.engines.columnar.dialect import DUCKDB, POLARS, SPARK, Dialect
from compliance.engines.columnar.program import Program
from compliance.engines.columnar.stages import Frame
from compliance.intake.tables.dataset import FILE_ROW, Dataset, Stored

Sums = Mapping[str, int | None]

_SLICE = 100_000  # rows that stay in the processor's cache


class Backend(Protocol):
    """Evaluates lazily, in a dialect."""

    dialect: Dialect

    def lazy(self, frame: pl.DataFrame) -> Frame:
        """The frame as the library holds it."""
        ...

    def collect(self, result: Frame) -> pl.DataFrame:
        """The result, in any order of rows."""
        ...

    def run(self, program: Program, cases: pl.DataFrame, records: pl.DataFrame | None) -> pl.DataFrame:
        """What a program says of each row, in any order of rows; each call gives the program records, or none does."""
        ...


class Local(Backend, Protocol):
    """Evaluates in this process, and reads and writes files of tables itself, in pieces; `errors` are its own."""

    errors: tuple[type[Exception], ...]

    def table(self, dataset: Dataset, file: Path, first: int, count: int) -> Frame:
        """So many rows of a file from that one on, the first being 0, with their numbers as `Dataset.scan` has them."""
        ...

    def write(self, result: Frame, path: Path, stored: Stored, sums: Sequence[nw.Expr] = ()) -> Sums:
        """Write the result as it is evaluated, and give the sums over it."""
        ...


class Polars:
    """Polars, in this process, on all processors.  A program is planned once and run on any number of frames."""

    dialect = POLARS
    errors: tuple[type[Exception], ...] = (pl.exceptions.PolarsError,)

    def __init__(self) -> None:
        self._plans: WeakKeyDictionary[Program, _Plan] = WeakKeyDictionary()

    def lazy(self, frame: pl.DataFrame) -> Frame:
        """See `Backend`."""
        return nw.from_native(frame.lazy())

    def collect(self, result: Frame) -> pl.DataFrame:
        """See `Backend`."""
        return result.to_native().collect(engine="streaming")  # type: ignore[no-any-return]  # a frame of Polars

    def run(self, program: Program, cases: pl.DataFrame, records: pl.DataFrame | None) -> pl.DataFrame:
        """See `Backend`."""
        if program not in self._plans:
            self._plans[program] = _Plan(program, cases, records)
        return self._plans[program].run(cases, records)

    def table(self, dataset: Dataset, file: Path, first: int, count: int) -> Frame:
        """See `Local`."""
        return nw.from_native(dataset.scan(file).slice(first, count))

    def write(self, result: Frame, path: Path, stored: Stored, sums: Sequence[nw.Expr] = ()) -> Sums:
        """See `Local`; what is written is summed as it passes."""
        native: pl.LazyFrame = result.to_native()
        if stored is Stored.parquet:
            # Codes are few: they hardly shrink at a higher level, and statistics of them exclude nothing.
            written = native.sink_parquet(path, compression_level=1, statistics=False, lazy=True)
        else:
            written = native.sink_csv(path, lazy=True)
        if not sums:
            written.collect(engine="streaming")
            return {}
        _, found = pl.collect_all([written, result.select(*sums).to_native()], engine="streaming")
        return found.row(0, named=True)


class _Plan:
    """What a program comes to in Polars, over frames that are given later: planning takes longer than many a frame."""

    def __init__(self, program: Program, cases: pl.DataFrame, records: pl.DataFrame | None) -> None:
        self._held: dict[str, pl.DataFrame] = {}
        later = None if records is None else self._deferred("records", records)
        self._result: pl.LazyFrame = program.run(self._deferred("cases", cases), later).to_native()

    def run(self, cases: pl.DataFrame, records: pl.DataFrame | None) -> pl.DataFrame:
        """The result on frames that have the columns of those it was planned for."""
        self._held = {"cases": cases} if records is None else {"cases": cases, "records": records}
        try:
            return self._result.collect()
        finally:
            self._held = {}

    def _deferred(self, name: str, like: pl.DataFrame) -> Frame:
        def source(
            columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, _size: int | None
        ) -> Iterator[pl.DataFrame]:
            held = self._held[name].lazy()
            held = held if predicate is None else held.filter(predicate)
            held = held if rows is None else held.head(rows)
            yield from (held if columns is None else held.select(columns)).collect().iter_slices(_SLICE)

        return nw.from_native(register_io_source(source, schema=like.schema))


class DuckDB:
    """DuckDB, in this process."""

    dialect = DUCKDB

    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect()
        self.errors: tuple[type[Exception], ...] = (duckdb.Error,)
        self._copies: Path | None = None

    def lazy(self, frame: pl.DataFrame) -> Frame:
        """See `Backend`."""
        return nw.from_native(self._connection.from_arrow(frame.to_arrow()))

    def collect(self, result: Frame) -> pl.DataFrame:
        """See `Backend`."""
        return result.to_native().pl()  # type: ignore[no-any-return]  # a frame of Polars

    def run(self, program: Program, cases: pl.DataFrame, records: pl.DataFrame | None) -> pl.DataFrame:
        """See `Backend`."""
        return _run(self, program, cases, records)

    def table(self, dataset: Dataset, file: Path, first: int, count: int) -> Frame:
        """See `Local`."""
        if dataset.stored is Stored.csv:
            # DuckDB guesses how a CSV is written: rows, names and numbers are those that Polars reads.
            if self._copies is None:
                self._copies = Path(mkdtemp())
                finalize(self, rmtree, self._copies)
            copy = self._copies / "piece.parquet"
            dataset.scan(file).slice(first, count).sink_parquet(copy)
            return nw.from_native(self._connection.read_parquet(str(copy)))
        rows = self._connection.read_parquet(escape(str(file)), file_row_number=True)
        place = "file_row_number"
        numbered = rows.select(f"* EXCLUDE {place}, {place} AS {FILE_ROW}")
        held = numbered.filter(f"{FILE_ROW} >= {first} AND {FILE_ROW} < {first + count}")
        return nw.from_native(held.select(f"* REPLACE ({FILE_ROW} + {dataset.stored.first_row} AS {FILE_ROW})"))

    def write(self, result: Frame, path: Path, stored: Stored, sums: Sequence[nw.Expr] = ()) -> Sums:
        """See `Local`; what is written is read again to be summed."""
        native = result.to_native()
        if stored is Stored.parquet:
            native.write_parquet(str(path), compression="zstd")
            kept = self._connection.read_parquet(escape(str(path)))
        else:
            native.write_csv(str(path))
            kept = self._connection.read_csv(escape(str(path)), header=True, all_varchar=True)
        return summed(self, nw.from_native(kept), sums) if sums else {}


class Spark:
    """Spark, through a session; a frame made here is sent to it, so that large ones are read by Spark itself."""

    dialect = SPARK

    def __init__(self, session: Any) -> None:
        self.session = session

    def lazy(self, frame: pl.DataFrame) -> Frame:
        """See `Backend`."""
        lazy: Frame = nw.from_native(self.session.createDataFrame(frame.to_arrow()))
        return lazy

    def collect(self, result: Frame) -> pl.DataFrame:
        """See `Backend`."""
        return pl.from_arrow(result.to_native().toArrow())  # type: ignore[return-value]  # a frame

    def run(self, program: Program, cases: pl.DataFrame, records: pl.DataFrame | None) -> pl.DataFrame:
        """See `Backend`."""
        return _run(self, program, cases, records)


def summed(backend: Backend, frame: Frame, sums: Sequence[nw.Expr]) -> Sums:
    """The sums over a frame, by name."""
    return backend.collect(frame.select(*sums)).row(0, named=True)


def _run(backend: Backend, program: Program, cases: pl.DataFrame, records: pl.DataFrame | None) -> pl.DataFrame:
    held = None if records is None else backend.lazy(records)
    return backend.collect(program.run(backend.lazy(cases), held))
