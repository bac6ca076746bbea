"""Cases as frames of Polars: one row for each case, one for each of its records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.dtypes import DType

from compliance.case import Case, Record
from compliance.engines.columnar.encoding import ROW, Cell, DoesNotFitError, Rows, columns
from compliance.engines.columnar.program import Fields
from compliance.vocabulary.fields import Field

_DTYPES: Mapping[DType, Any] = {
    nw.Int64(): pl.Int64,
    nw.Int32(): pl.Int32,
    nw.Int16(): pl.Int16,
    nw.Boolean(): pl.Boolean,
    nw.Date(): pl.Date,
    nw.String(): pl.String,
}


@dataclass(frozen=True, slots=True)
class Frames:
    """Cases in columns, and those that columns cannot hold.

    `cases` has one row for each case that fits, in the order given; `records` one for each of their records, None if no
    case lists any.  Both number the case in the column `ROW`.  `fallback` are the other cases by that number.
    """

    cases: pl.DataFrame
    records: pl.DataFrame | None
    fallback: Mapping[int, Case]


def frames_of(cases: Iterable[tuple[int, Case]], fields: Fields) -> Frames:
    """The frames of numbered cases, with the columns of those fields alone; what a case does not give is null.

    A case of which one value does not fit (`DoesNotFitError`) falls back as a whole, with its records; and so does one
    that is in doubt about a field of `inferred`, in whose place nothing may be inferred, one that claims a field of
    `claimable`, one of which persons have found the outcome of a rule, and one of whose records the sum or count may be
    an interval, which columns do not hold.
    """
    of_case, of_records = Rows(fields.of_case), Rows(fields.of_records)
    rows: list[dict[str, Cell]] = []
    records: list[dict[str, Cell]] = []
    fallback: dict[int, Case] = {}
    holders = fields.lists
    for number, case in cases:
        if _stands_alone(case, fields) or _may_sum_up_loosely(case, fields):
            fallback[number] = case
            continue
        try:
            row = of_case.row(case.data)
            held = [of_records.row(record.data) for record in _records(case, holders)]
        except DoesNotFitError:
            fallback[number] = case
            continue
        rows.append({ROW: number, **row})
        records += [{ROW: number, **record} for record in held]
    whole = pl.DataFrame(rows, schema=schema(fields.of_case))
    if not any(whole[column.name].any() for holder in holders for column in columns(holder)):
        return Frames(whole, None, fallback)
    return Frames(whole, pl.DataFrame(records, schema=schema(fields.of_records)), fallback)


def _stands_alone(case: Case, fields: Fields) -> bool:
    """Whether something is open of the case, or found of it, that columns do not tell."""
    if any(doubt.field in fields.inferred for doubt in case.doubts):
        return True
    return any(found.outcome for found in case.findings) or not fields.claimable.isdisjoint(case.claimed)


def _may_sum_up_loosely(case: Case, fields: Fields) -> bool:
    """Whether a record of the case lacks something of what is summed up, or of what says whether it belongs."""
    if not fields.summed_up:
        return False
    for record in _records(case, fields.lists):
        if not fields.surely:
            return True
        if not all(field.id in (case.data if field.reviewed else record.data) for field in fields.summed_up):
            return True
    return False


def _records(case: Case, holders: Iterable[Field]) -> Iterator[Record]:
    for holder in holders:
        held = case.data.get(holder.id)
        if held is not None and isinstance(held.value, tuple):
            yield from held.value


def schema(fields: Iterable[Field]) -> dict[str, Any]:
    """The type of Polars of each column of a frame of those fields, by name: `ROW` first, then field by field."""
    return {ROW: pl.Int64} | {column.name: _DTYPES[column.dtype] for field in fields for column in columns(field)}
