"""The libraries that evaluate frames: each takes frames in, and gives the result back."""

from typing import Any, Protocol

import narwhals as nw
import polars as pl
from narwhals.dtypes import DType

from compliance.engines.columnar.working import Frame


class Backend(Protocol):
    """Evaluates lazily; `wide` is its type of whole numbers beyond 64 bits."""

    wide: DType

    def lazy(self, frame: pl.DataFrame) -> Frame:
        """The frame as the library holds it."""
        ...

    def collect(self, result: Frame) -> pl.DataFrame:
        """The result, in any order of rows."""
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
