"""The data of one row: what its cells state, each with its place put in only when it is asked for."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from compliance.case import Datum
from compliance.errors import Place


class RowData(Mapping[str, Datum]):
    """The stated values of a row by field, read-only.

    Equal cells of a ledger share one reading; what differs is the place, and most are never looked at.
    """

    __slots__ = ("_columns", "_file", "_found", "_row")

    def __init__(self, found: dict[str, Datum], file: str, row: int, columns: Mapping[str, int] | None) -> None:
        self._found = found
        self._file = file
        self._row = row
        self._columns = columns

    def __getitem__(self, id_: str) -> Datum:
        datum = self._found[id_]
        if datum.at.file:
            return datum
        if self._columns is None:
            at = Place(self._file, self._row)
        else:
            at = Place(self._file, self._row, self._columns[id_], True)
        return datum._replace(at=at)

    @property
    def unplaced(self) -> Mapping[str, Datum]:
        """The stated values by field without their places: equal cells of a ledger give the same object."""
        return self._found

    def changed(self, found: dict[str, Datum]) -> "RowData":
        """The data of the same row with other values, those of its cells without their places."""
        return RowData(found, self._file, self._row, self._columns)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def unplaced(data: Mapping[str, Datum]) -> Mapping[str, Datum]:
    """The values by field, those of a row without their places: equal cells share one object."""
    return data.unplaced if isinstance(data, RowData) else data


def changed(data: Mapping[str, Datum], without: Collection[str], more: Mapping[str, Datum]) -> Mapping[str, Datum]:
    """The data without those fields and with more values, which have their places; data of a row stay such data."""
    found = {id_: datum for id_, datum in unplaced(data).items() if id_ not in without} | dict(more)
    return data.changed(found) if isinstance(data, RowData) else MappingProxyType(found)
