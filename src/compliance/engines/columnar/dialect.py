"""Differences between Polars, DuckDB and Spark: wide numbers, words, binary fractions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl
from narwhals.dtypes import DType

from compliance.engines.columnar.derived_columns import Frame
from compliance.engines.columnar.outcomes import Encode, as_member, as_text


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a library holds whole numbers beyond 64 bits and words of which there are few.

    `comparable` is a column of binary fractions whose comparisons can be trusted; `to_whole` turns such columns into
    64-bit whole numbers where all are known to be such.  `keeps_members` says whether files that it writes tell which
    words a column can hold.
    """

    wide: DType
    as_word: Encode
    comparable: Callable[[nw.Expr], nw.Expr]
    to_whole: Callable[[Frame, Sequence[str]], Frame]
    keeps_members: bool


def _as_it_is(column: nw.Expr) -> nw.Expr:
    return column


def _without_nan(column: nw.Expr) -> nw.Expr:
    """DuckDB leaves a comparison out where the least and the greatest of a file fit, which do not count NaN."""
    return nw.when(column.is_finite()).then(column)


def _cast(frame: Frame, names: Sequence[str]) -> Frame:
    return frame.with_columns(*(nw.col(name).cast(nw.Int64()) for name in names)) if names else frame


def _cast_unchecked(frame: Frame, names: Sequence[str]) -> Frame:
    """Polars would look at each number once more, which takes longer than to turn it."""
    native: pl.LazyFrame = frame.to_native()
    turned: Frame = nw.from_native(native.with_columns(pl.col(names).cast(pl.Int64, strict=False, wrap_numerical=True)))
    return turned


POLARS = Dialect(nw.Int128(), as_member, _as_it_is, _cast_unchecked, keeps_members=True)
DUCKDB = Dialect(nw.Int128(), as_member, _without_nan, _cast, keeps_members=False)
SPARK = Dialect(nw.Decimal(38, 0), as_text, _as_it_is, _cast, keeps_members=False)
