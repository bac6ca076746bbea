"""The libraries that evaluate frames: each takes frames in, and gives the result back."""

from collections.abc import Iterator
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import narwhals as nw
import polars as pl
from polars.io.plugins import register_io_source

from compliance.engines.columnar.derived_columns import Frame
from compliance.engines.columnar.dialect import DUCKDB, POLARS, SPARK, Dialect
from compliance.engines.columnar.program import Program

_SLICE = 100_000  # rows that stay in the processor's cache (D-037)


class Backend(Protocol):
    """A library that works out expressions on whole frames, lazily and in its own dialect."""

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


class Polars:
    """Polars, in this process, on all processors.  A program is planned once and run on any number of frames."""

    dialect = POLARS

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

        self.connection = duckdb.connect()
        # It would go to standard output, where results may go too.
        self.connection.execute("SET enable_progress_bar = false")

    def lazy(self, frame: pl.DataFrame) -> Frame:
        """See `Backend`."""
        return nw.from_native(self.connection.from_arrow(frame.to_arrow()))

    def collect(self, result: Frame) -> pl.DataFrame:
        """See `Backend`."""
        return result.to_native().pl()  # type: ignore[no-any-return]  # a frame of Polars

    def run(self, program: Program, cases: pl.DataFrame, records: pl.DataFrame | None) -> pl.DataFrame:
        """See `Backend`."""
        return _run(self, program, cases, records)


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


def _run(backend: Backend, program: Program, cases: pl.DataFrame, records: pl.DataFrame | None) -> pl.DataFrame:
    held = None if records is None else backend.lazy(records)
    return backend.collect(program.run(backend.lazy(cases), held))
