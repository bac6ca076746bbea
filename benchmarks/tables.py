"""Times a screening of tables of data, Parquet to Parquet, in a process of its own: the leads and the rules of `peers`.

Run with `make bench`.  The goals: 10,000,000 leads and 20 rules at 3,000,000 leads a second, in 1 GiB, and no more
memory for three times as many.
"""

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from benchmarks.peers.workload import DAY, fields, lazy_frame, write_rulebook
from compliance.engines.columnar.layout import PARTS
from compliance.vocabulary import Field, Kind

LEADS = (1_000_000, 10_000_000, 30_000_000)
GOAL_RATE, GOAL_MB = 3_000_000, 1024


def written(field: Field) -> pl.Expr:
    """A column as a data team would store it: numbers as binary fractions, words as text."""
    column = pl.col(field.id)
    match field.kind:
        case Kind.number:
            # Divided by a column: by a constant Polars multiplies with its inverse, which rounds twice.
            return column / (column * 0 + PARTS)
        case Kind.enum:
            return column.replace_strict(dict(enumerate(value.id for value in field.values)), return_dtype=pl.String)
        case Kind.code:
            # A code has at least two digits behind the 1 of its key: intake takes no other.
            return pl.when(column >= 100).then(column.cast(pl.String).str.slice(1))
        case _:
            return column


def make(count: int, leads: Path, rules: Path) -> None:
    """Write so many leads, and the rules."""
    write_rulebook(rules, 1)
    lazy_frame(count).select(written(field).alias(field.id) for field in fields()).sink_parquet(leads)


def screened(leads: Path, rules: Path, output: Path) -> tuple[float, float]:
    """The seconds that a screening takes, from the start of the process to its end, and the MB that it held at most."""
    command = [sys.executable, "-m", "compliance", "screen", str(leads), "-o", str(output), "--rules", str(rules)]
    begin = time.perf_counter()
    process = subprocess.Popen([*command, "--compact", "parquet", "--as-of", DAY.isoformat(), "-q"])
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the screening failed with status {status}")
    return time.perf_counter() - begin, used.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description=__doc__)
    parser.add_argument("--leads", type=int, nargs="+", default=LEADS, help="leads in the tables")
    print("     leads   seconds    leads/s   MB read   peak MB")
    for count in parser.parse_args().leads:
        with tempfile.TemporaryDirectory() as folder:
            leads, rules = Path(folder, "leads.parquet"), Path(folder, "rules")
            # In a process of its own: what its parent holds when it starts counts as held by a process.
            maker = multiprocessing.get_context("spawn").Process(target=make, args=(count, leads, rules))
            maker.start()
            maker.join()
            seconds, peak = screened(leads, rules, Path(folder, "codes"))
            size = leads.stat().st_size / 2**20
            print(f"{count:>10,} {seconds:>9.1f} {count / seconds:>10,.0f} {size:>9,.0f} {peak:>9,.0f}")
    print(f"goals: {GOAL_RATE:,} leads/s at 10,000,000, {GOAL_MB} MB")


if __name__ == "__main__":
    main()
