"""The table of a Parquet file."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from compliance.errors import shown
from compliance.intake.tables.bounds import check_rows
from compliance.intake.tables.panics import without_panics
from compliance.intake.tables.table import Row, Table, unreadable
from compliance.source import Source

if TYPE_CHECKING:
    import polars


_BATCH = 20_000
_BEYOND = "公元 9999 年以后"


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
    """The rows with words in the place of days that Python does not have."""
    import polars as pl

    days = [name for name, dtype in rows.collect_schema().items() if dtype == pl.Date]
    made = []
    for name in days:
        known = pl.when(pl.col(name).is_between(date.min, date.max)).then(pl.col(name)).cast(pl.String)
        blank = pl.col(name).is_null()
        made.append(pl.when(blank | known.is_not_null()).then(known).otherwise(pl.lit(_BEYOND)).alias(name))
    return rows.with_columns(made)


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
