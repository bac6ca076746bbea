"""How the files of a data set are written."""

from enum import StrEnum


class Stored(StrEnum):
    """Parquet or CSV."""

    parquet = "parquet"
    csv = "csv"

    @property
    def first_row(self) -> int:
        """The number of the first row of data, as places count: the row of headings of a CSV is the first."""
        return 1 if self is Stored.parquet else 2
