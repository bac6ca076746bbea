"""The table of a Parquet file."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from compliance.errors import shown, unreadable
from compliance.intake.tables.bounds import check_rows
from compliance.intake.tables.panics import without_panics
from compliance.intake.tables.table import Row, Table
from compliance.source import Source

if TYPE_CHECKING:
    import polars


_BATCH = 20_000
_BEYOND = "公元 9999 年以后"
_EPOCH = date(1970, 1, 1)
_OF_A_DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
_FORMATS = {"Date": "%Y-%m-%d", "Datetime": "%Y-%m-%d", "Duration": "polars", "Time": "%H:%M:%S"}


def read_parquet(source: Source) -> Table:
    """The table of a file, read a batch of rows at a time.  Raises: InputError if it cannot be read."""
    import polars

    try:
        with without_panics():
            names = tuple(_scan(source).collect_schema())
            height = _scan(source).select(polars.len()).collect().item()
    except (polars.exceptions.PolarsError, OSError, ValueError) as error:
        said = shown(str(error), 100)
        raise unreadable(
            source.name, f"不是可读的 Parquet:{said}", f"not a Parquet file that can be read: {said}"
        ) from None
    check_rows(source.name, int(height))
    return Table(
        source.name, source.stem, lambda: _parquet_rows(source, int(height)), keys=names, percents=True, height=height
    )


def with_readable_days(rows: "polars.LazyFrame") -> "polars.LazyFrame":
    """The rows with days as they are written, and words in the place of those, and of times, that Python does not have.

    A time of a day is no part of what is written, as in any other cell.
    """
    import polars as pl

    made = []
    for name, dtype in rows.collect_schema().items():
        within = _within(pl.col(name).to_physical(), dtype)
        if within is None:
            continue
        column = pl.when(within).then(pl.col(name))
        said = column.dt.to_string(_FORMATS[type(dtype).__name__])
        blank = pl.col(name).is_null()
        made.append(pl.when(blank | said.is_not_null()).then(said).otherwise(pl.lit(_BEYOND)).alias(name))
    return rows.with_columns(made)


def _within(physical: "polars.Expr", dtype: "polars.DataType") -> "polars.Expr | None":
    """Whether a value is one that Python has, told by the number that stands for it; None for what is no time."""
    import polars as pl

    match dtype:
        case pl.Date():
            return physical.is_between((date.min - _EPOCH).days, (date.max - _EPOCH).days)
        case pl.Datetime(time_unit=unit):  # a time zone may move it by a day
            day = _OF_A_DAY[unit]
            return physical.is_between(((date.min - _EPOCH).days + 1) * day, ((date.max - _EPOCH).days - 1) * day)
        case pl.Duration(time_unit=unit):
            most = min(timedelta.max.days * _OF_A_DAY[unit], 2**63 - 1)
            return physical.is_between(-most, most)
        case pl.Time():
            return physical.is_between(0, _OF_A_DAY["ns"] - 1)
    return None


def _scan(source: Source) -> "polars.LazyFrame":
    import polars

    return polars.scan_parquet(source.name if source.data is None else source.data, glob=False)


def _parquet_rows(source: Source, height: int) -> Iterator[Row]:
    import polars

    for start in range(0, height, _BATCH):
        try:
            with without_panics():
                batch = with_readable_days(_scan(source).slice(start, _BATCH)).collect()
        except (polars.exceptions.PolarsError, OSError, ValueError) as error:
            said = shown(str(error), 100)
            zh = f"第 {start + 1} 行起无法读取:{said}"
            raise unreadable(source.name, zh, f"it cannot be read from row {start + 1} on: {said}") from None
        for number, values in enumerate(batch.iter_rows(), start=start + 1):
            yield Row(number, values)
