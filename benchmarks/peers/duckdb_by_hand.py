"""The rules written by hand as SQL for DuckDB, in stages: what rules share, statuses, verdict."""

import duckdb
import polars as pl

from benchmarks.peers.polars_by_hand import CONDITIONS, PROHIBITIONS_AND_OBLIGATIONS
from benchmarks.peers.workload import Figures, figures
from compliance.engines.columnar.encoding import PARTS
from compliance.engines.columnar.outcomes import Status

_NOT_APPLICABLE, _OVERRIDDEN, _PASS = int(Status.NOT_APPLICABLE), int(Status.OVERRIDDEN), int(Status.PASS)
_UNDETERMINED, _FAIL = int(Status.UNDETERMINED), int(Status.FAIL)

SHARED = """
    *, nullif(land_area, 0) AS site, nullif(land_area, 0) * 20 AS mu,
    CASE WHEN industry = 131 OR industry BETWEEN 1310 AND 1319 OR industry BETWEEN 13100 AND 13199
        OR industry = 13041 OR industry = 13211
        OR industry = 126 OR industry BETWEEN 1260 AND 1269 OR industry BETWEEN 12600 AND 12699 THEN true
        WHEN industry NOT IN (12, 13, 130, 132, 1304, 1321) THEN false END AS listed,
    land_source <= 1 AS granted, land_source = 0 AS is_new,
    floor_area * 3 AS floor, base_area * 3 AS base, green_area * 3 AS green, admin_area * 3 AS admin,
    nullif(total_investment, 0) AS funds, registered_capital * 100 AS capital, energy * 1000 AS kilograms
"""


def run(frame: pl.DataFrame, copies: int) -> pl.DataFrame:
    """The status of every rule and the verdict of each lead, in any order of rows."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.register("leads", frame.to_arrow())
    rules = [status for copy in range(copies) for status in _rules(figures(copy))]
    listed = ", ".join(f"{status} AS rule_{place}" for place, status in enumerate(rules))
    return connection.sql(
        f"WITH shared AS (SELECT {SHARED} FROM leads), judged AS (SELECT row, {listed} FROM shared) "
        f"SELECT *, {_verdict(copies)} AS verdict FROM judged"
    ).pl()


def _rules(f: Figures) -> list[str]:
    return [
        demand(f"in_zone AND land_area >= {f['small_site'] * PARTS}", "NOT heavy_pollution"),
        demand(
            f"listed AND total_investment > {f['small_investment'] * PARTS}", "NOT adds_capacity", "capacity_replaced"
        ),
        demand(f"total_investment <= {f['huge_investment'] * PARTS}", "catalogue < 2"),
        demand("is_new", f"fixed_investment >= site * {f['intensity']}", "key_project AND catalogue = 0"),
        demand("granted", f"floor >= mu * {f['plot_ratio']}", "key_project"),
        demand("granted", f"base >= mu * {f['coefficient']}"),
        demand("granted", f"green <= mu * {f['green']}"),
        demand("granted", f"admin <= mu * {f['offices']}"),
        demand("land_area > 0", f"annual_tax >= site * {f['tax']}"),
        demand(f"jobs >= {PARTS}", f"annual_revenue >= jobs * {f['revenue']}"),
        demand("in_zone AND NOT standard_factory", f"total_investment >= {f['investment'] * PARTS}"),
        demand("standard_factory", f"storeys >= {3 * PARTS} AND floor_area >= {f['factory'] * PARTS}"),
        demand(
            "true",
            " AND ".join(f"{name} <= {f[name] * PARTS}" for name in ("cod", "ammonia", "so2", "nox")),
            "key_project AND fits_plan",
        ),
        demand("annual_revenue > 0", f"kilograms <= annual_revenue * {f['energy']}"),
        demand(f"is_new AND land_area >= {f['timely_site'] * PARTS}", "agreed_start > DATE '2014-06-01'"),
        demand(f"land_area >= {10 * PARTS}", f"total_investment >= {f['own_site'] * PARTS} OR land_source >= 2"),
        grant(f"in_zone AND key_project AND total_investment >= {f['first'] * PARTS}"),
        demand(f"in_zone OR land_area >= {f['planned_site'] * PARTS}", "fits_plan"),
        demand(
            f"total_investment > {1000 * PARTS} AND total_investment <= {f['capital_limit'] * PARTS}",
            f"capital >= funds * {f['capital']}",
        ),
        demand("catalogue <> 2", f"jobs >= {20 * PARTS} AND jobs <= {f['jobs'] * PARTS}"),
    ]


def demand(applies: str, met: str, exempt: str = "false") -> str:
    """The status of a demand."""
    return (
        f"(CASE WHEN NOT ({applies}) THEN {_NOT_APPLICABLE} WHEN {met} THEN {_PASS} WHEN {exempt} THEN {_OVERRIDDEN} "
        f"WHEN ({applies}) AND NOT ({exempt}) AND NOT ({met}) THEN {_FAIL} ELSE {_UNDETERMINED} END)::TINYINT"
    )


def grant(applies: str) -> str:
    """The status of a grant."""
    granted = f"WHEN NOT ({applies}) THEN {_NOT_APPLICABLE} WHEN {applies} THEN {_PASS}"
    return f"(CASE {granted} ELSE {_UNDETERMINED} END)::TINYINT"


def _verdict(copies: int) -> str:
    def any_is(status: int, rules: tuple[int, ...]) -> str:
        return " OR ".join(f"rule_{20 * copy + rule - 1} = {status}" for copy in range(copies) for rule in rules)

    return (
        f"(CASE WHEN {any_is(_FAIL, PROHIBITIONS_AND_OBLIGATIONS)} THEN 3 "
        f"WHEN {any_is(_UNDETERMINED, (*PROHIBITIONS_AND_OBLIGATIONS, *CONDITIONS))} THEN 2 "
        f"WHEN {any_is(_FAIL, CONDITIONS)} THEN 1 ELSE 0 END)::TINYINT"
    )
