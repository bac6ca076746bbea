"""The rules written by hand for Polars, in stages: what rules share, their conditions, statuses, verdict."""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from pathlib import Path

import polars as pl
from polars import col, lit, when

from benchmarks.peers.workload import Figures, fields, figures
from compliance.engines.columnar.encoding import PARTS, ROW
from compliance.engines.columnar.outcomes import Status, VerdictRank, word, words
from compliance.engines.columnar.program import VERDICT
from compliance.vocabulary.fields import Field, Kind

NEW, STOCK, LEASED_FACTORY, _LEASED_SITE = range(4)
ENCOURAGED, _PERMITTED, RESTRICTED, _ELIMINATED = range(4)

Codes = Mapping[IntEnum, pl.Expr]


def _words(kind: type[IntEnum]) -> Codes:
    return {value: lit(word(value), dtype=pl.Enum(words(kind))) for value in kind}


def _numbers(kind: type[IntEnum]) -> Codes:
    return {value: lit(int(value), dtype=pl.Int8) for value in kind}


PROHIBITIONS_AND_OBLIGATIONS = (1, 2, 3, 11, 15, 16, 18)
CONDITIONS = (4, 5, 6, 7, 8, 12, 13, 14, 19)


def run(frame: pl.DataFrame, copies: int) -> pl.DataFrame:
    """The status of every rule and the verdict of each lead, in numbers."""
    return _judged(frame.lazy(), copies, _numbers(Status), _numbers(VerdictRank)).collect()


def of_table(leads: Path, copies: int) -> pl.LazyFrame:
    """The same of a Parquet file, in words: amounts are taken as they come, not looked at for what was written."""
    rows = pl.scan_parquet(leads, row_index_name=ROW, row_index_offset=1)
    cells = rows.select(ROW, *(_cell(field).alias(field.id) for field in fields()))
    return _judged(cells, copies, _words(Status), _words(VerdictRank))


def _cell(field: Field) -> pl.Expr:
    column = col(field.id)
    match field.kind:
        case Kind.number:
            return (column * PARTS).round().cast(pl.Int64)
        case Kind.enum:
            return column.cast(pl.Enum([value.id for value in field.values])).to_physical()
        case Kind.code:
            return (lit("1") + column).cast(pl.Int32)
        case _:
            return column


def _judged(leads: pl.LazyFrame, copies: int, statuses: Codes, verdicts: Codes) -> pl.LazyFrame:
    land, industry = col("land_area"), col("industry")
    shared = leads.with_columns(
        site=when(land != 0).then(land),
        mu=when(land != 0).then(land * 20),
        listed=_listed(industry) | when(~industry.is_in([12, 13, 130, 132, 1304, 1321])).then(lit(False)),
        granted=col("land_source") <= STOCK,
        new=col("land_source") == NEW,
        floor=col("floor_area") * 3,
        base=col("base_area") * 3,
        green=col("green_area") * 3,
        admin=col("admin_area") * 3,
        funds=when(col("total_investment") != 0).then(col("total_investment")),
        capital=col("registered_capital") * 100,
        energy=col("energy") * 1000,
    )
    rules = [rule for copy in range(copies) for rule in _rules(figures(copy))]
    parts = {f"{part}_{place}": expr for place, rule in enumerate(rules) for part, expr in rule.items()}
    judged = {f"rule_{place}": _status(place, rule, statuses) for place, rule in enumerate(rules)}
    verdict = _verdict(copies, statuses, verdicts).alias(VERDICT)
    return shared.with_columns(**parts).select(ROW, **judged).with_columns(verdict)


def _listed(industry: pl.Expr) -> pl.Expr:
    return (
        (industry == 131) | industry.is_between(1310, 1319) | industry.is_between(13100, 13199)
        | (industry == 13041) | (industry == 13211)
        | (industry == 126) | industry.is_between(1260, 1269) | industry.is_between(12600, 12699)
    )  # fmt: skip


def _rules(f: Figures) -> list[dict[str, pl.Expr]]:
    land, investment, key, jobs = col("land_area"), col("total_investment"), col("key_project"), col("jobs")
    site, mu, granted = col("site"), col("mu"), col("granted")
    return [
        demand(col("in_zone") & (land >= f["small_site"] * PARTS), ~col("heavy_pollution")),
        demand(
            col("listed") & (investment > f["small_investment"] * PARTS),
            ~col("adds_capacity"),
            col("capacity_replaced"),
        ),
        demand(investment <= f["huge_investment"] * PARTS, col("catalogue") < RESTRICTED),
        demand(col("new"), col("fixed_investment") >= site * f["intensity"], key & (col("catalogue") == ENCOURAGED)),
        demand(granted, col("floor") >= mu * f["plot_ratio"], key),
        demand(granted, col("base") >= mu * f["coefficient"]),
        demand(granted, col("green") <= mu * f["green"]),
        demand(granted, col("admin") <= mu * f["offices"]),
        demand(land > 0, col("annual_tax") >= site * f["tax"]),
        demand(jobs >= PARTS, col("annual_revenue") >= jobs * f["revenue"]),
        demand(col("in_zone") & ~col("standard_factory"), investment >= f["investment"] * PARTS),
        demand(col("standard_factory"), (col("storeys") >= 3 * PARTS) & (col("floor_area") >= f["factory"] * PARTS)),
        demand(
            lit(True),
            (col("cod") <= f["cod"] * PARTS)
            & (col("ammonia") <= f["ammonia"] * PARTS)
            & (col("so2") <= f["so2"] * PARTS)
            & (col("nox") <= f["nox"] * PARTS),
            key & col("fits_plan"),
        ),
        demand(col("annual_revenue") > 0, col("energy") <= col("annual_revenue") * f["energy"]),
        demand(col("new") & (land >= f["timely_site"] * PARTS), col("agreed_start") > date(2014, 6, 1)),
        demand(
            land >= 10 * PARTS,
            (investment >= f["own_site"] * PARTS) | (col("land_source") >= LEASED_FACTORY),
        ),
        grant(col("in_zone") & key & (investment >= f["first"] * PARTS)),
        demand(col("in_zone") | (land >= f["planned_site"] * PARTS), col("fits_plan")),
        demand(
            (investment > 1000 * PARTS) & (investment <= f["capital_limit"] * PARTS),
            col("capital") >= col("funds") * f["capital"],
        ),
        demand(col("catalogue") != RESTRICTED, (jobs >= 20 * PARTS) & (jobs <= f["jobs"] * PARTS)),
    ]


def demand(applies: pl.Expr, met: pl.Expr, exempt: pl.Expr | None = None) -> dict[str, pl.Expr]:
    """The conditions of a demand."""
    return {"applies": applies, "met": met} | ({} if exempt is None else {"exempt": exempt})


def grant(applies: pl.Expr) -> dict[str, pl.Expr]:
    """The condition of a grant."""
    return {"applies": applies}


def _status(place: int, rule: dict[str, pl.Expr], codes: Codes) -> pl.Expr:
    """The status of a rule whose conditions are columns."""
    applies, met, exempt = (col(f"{part}_{place}") for part in ("applies", "met", "exempt"))
    chain = when(~applies).then(codes[Status.NOT_APPLICABLE])
    certain = applies
    if "met" in rule:
        chain = chain.when(met).then(codes[Status.PASS])
    if "exempt" in rule:
        chain = chain.when(exempt).then(codes[Status.OVERRIDDEN])
        certain = applies & ~exempt
    if "met" in rule:
        chain = chain.when(certain & ~met).then(codes[Status.FAIL])
    else:
        chain = chain.when(applies).then(codes[Status.PASS])
    return chain.otherwise(codes[Status.UNDETERMINED])


def _verdict(copies: int, statuses: Codes, verdicts: Codes) -> pl.Expr:
    """The worst that the rules which decide say."""
    strict = [f"rule_{20 * c + n - 1}" for c in range(copies) for n in PROHIBITIONS_AND_OBLIGATIONS]
    conditions = [f"rule_{20 * c + n - 1}" for c in range(copies) for n in CONDITIONS]
    return (
        when(pl.any_horizontal(col(strict) == statuses[Status.FAIL])).then(verdicts[VerdictRank.FAIL])
        .when(pl.any_horizontal(col(strict + conditions) == statuses[Status.UNDETERMINED]))
        .then(verdicts[VerdictRank.UNDETERMINED])
        .when(pl.any_horizontal(col(conditions) == statuses[Status.FAIL])).then(verdicts[VerdictRank.CONDITIONAL])
        .otherwise(verdicts[VerdictRank.PASS])
    )  # fmt: skip
