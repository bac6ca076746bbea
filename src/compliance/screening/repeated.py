"""Leads that may be one and the same, found over all chunks of a screening."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from compliance.errors import Place, Problem
from compliance.intake.leads.rows import Lead
from compliance.intake.rows.repeats import Identity
from compliance.text import Text

_SHOWN = 20  # so many groups are told, and of each so many rows
_SCHEMA = {"sheet": pl.String, "row": pl.Int64, "by_id": pl.String, "by_name": pl.String}


def keys_of(leads: Sequence[Lead], identity: Identity) -> pl.DataFrame:
    """By what the leads of a chunk are told apart, a row for each."""
    rows = [(lead.sheet, lead.row, *identity.of(lead.case.name, lead.case.data)) for lead in leads]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def repeated(paths: Sequence[Path], identity: Identity, ledger: str) -> tuple[Problem, ...]:
    """The groups of leads that may be the same, those of the same id first, in the order of their first rows."""
    if not paths:
        return ()
    keys, labels = pl.scan_parquet(list(paths), glob=False), identity.labels
    return (*_groups(keys, "by_id", labels[True], ledger), *_groups(keys, "by_name", labels[False], ledger))


def _groups(keys: pl.LazyFrame, by: str, label: Text, ledger: str) -> Iterator[Problem]:
    # Leads of one id are told by it, and not by their name once more.
    same = (pl.col("by_id").n_unique() == 1) & (pl.col("by_id").first() != "")
    one_id = pl.lit(value=False) if by == "by_id" else same
    groups = (
        keys.filter(pl.col(by) != "")
        .group_by(by)
        .agg(
            pl.len().alias("leads"),
            pl.col("sheet").first(),
            pl.col("row").sort().head(_SHOWN),
            one_id.alias("one_id"),
        )
        .filter((pl.col("leads") > 1) & ~pl.col("one_id"))
        .sort(pl.col("sheet"), pl.col("row").list.first())
        .collect()
    )
    for _, leads, sheet, rows, _ in groups.head(_SHOWN).iter_rows():
        listed = "、".join(map(str, rows)) + (f" 等 {leads} 行" if leads > len(rows) else " 行")
        told = ", ".join(map(str, rows)) + (f" and {leads - len(rows)} more" if leads > len(rows) else "")
        place = Place(f"{ledger}!{sheet}" if sheet else ledger, rows[0])
        zh = f"第 {listed}的{label.zh}相同,是否同一项目请核实"
        yield Problem(place, Text(zh, f"rows {told} are the same by: {label.en}; decide whether they are one project"))
    if groups.height > _SHOWN:
        more = groups.height - _SHOWN
        zh = f"另有 {more} 组{label.zh}相同的线索"
        yield Problem(Place(ledger), Text(zh, f"{more} more groups of leads are the same by: {label.en}"))
