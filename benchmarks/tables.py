"""Times screenings of tables of data, Parquet to Parquet, each in a process of its own, and the same rules by hand.

Run with `make bench`, or alone.  The goals: 10,000,000 leads and 20 rules at 3,000,000 leads a second, in 1 GiB, and no
more memory for three times as many.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from benchmarks.peers import polars_by_hand
from benchmarks.peers.workload import DAY, edition, fields, lazy_frame, write_rulebook
from benchmarks.timing import apart, in_turns, rate, ratio, seconds
from compliance.engines.columnar.encoding import PARTS, ROW
from compliance.engines.columnar.program import VERDICT
from compliance.vocabulary.fields import Field, Kind

GOAL_LEADS, GOAL_RATE, GOAL_MB = 10_000_000, 3_000_000, 1024
ROUNDS = 3
_BATCH = 1_000_000
# A process of its own imports Polars and nothing else.
_BY_HAND = (
    "import sys, polars; polars.LazyFrame.deserialize(sys.argv[1])"
    ".sink_parquet(sys.argv[2], compression_level=1, statistics=False)"
)


class Made(NamedTuple):
    """So many leads, in a file that a library has written with its own settings."""

    leads: int
    writer: str


SIZES = (
    Made(1_000_000, "DuckDB"),
    Made(GOAL_LEADS, "DuckDB"),
    Made(GOAL_LEADS, "pyarrow"),
    Made(GOAL_LEADS, "Polars"),
    Made(3 * GOAL_LEADS, "DuckDB"),
    Made(3 * GOAL_LEADS, "pyarrow"),
)


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


def make(made: Made, leads: Path) -> None:
    """Write the leads."""
    first = leads.with_suffix(".made")
    lazy_frame(made.leads).select(written(field).alias(field.id) for field in fields()).sink_parquet(first)
    _WRITERS[made.writer](first, leads)
    first.unlink(missing_ok=True)


def _by_pyarrow(source: Path, leads: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = pq.ParquetFile(source)
    plain = [f.with_type(pa.string()) if not pa.types.is_primitive(f.type) else f for f in held.schema_arrow]
    with pq.ParquetWriter(leads, pa.schema(plain)) as writer:
        for batch in held.iter_batches(_BATCH):
            writer.write_table(pa.table(batch).cast(pa.schema(plain)))


def _by_duckdb(source: Path, leads: Path) -> None:
    import duckdb

    duckdb.sql(f"COPY (SELECT * FROM read_parquet('{source}')) TO '{leads}' (FORMAT parquet)")


_WRITERS: Mapping[str, Callable[[Path, Path], object]] = {
    "pyarrow": _by_pyarrow,
    "DuckDB": _by_duckdb,
    "Polars": Path.rename,
}


class Runs:
    """A screening of a file and the same rules by hand, which can be run any number of times."""

    def __init__(self, folder: Path, leads: Path) -> None:
        self._folder, self._leads = folder, leads
        self._codes, self._by_hand, self._plan = folder / "codes", folder / "by_hand.parquet", folder / "plan"
        self.peaks: dict[str, float] = {}
        self._plan.write_bytes(polars_by_hand.of_table(leads, 1).serialize())

    def ours(self) -> None:
        """Screen the file by the command."""
        shutil.rmtree(self._codes, ignore_errors=True)
        asked = ("--rules", str(self._folder / "rules"), "--compact", "parquet", "--as-of", DAY.isoformat(), "-q")
        self._run("ours", "-m", "compliance", "screen", str(self._leads), "-o", str(self._codes), *asked)

    def by_hand(self) -> None:
        """Evaluate what is written by hand."""
        self._run("by hand", "-c", _BY_HAND, str(self._plan), str(self._by_hand))

    def compare(self) -> None:
        """Raises: SystemExit with the columns in which the last runs differ."""
        rules = {f"rule_{place}": rule.id.replace("-", "_") for place, rule in enumerate(edition(1).rules)}
        by_hand = pl.read_parquet(self._by_hand).rename(rules)
        ours = pl.read_parquet(self._codes / "*.parquet").sort(ROW)
        if differing := [name for name in (*rules.values(), VERDICT) if not ours[name].equals(by_hand[name])]:
            sys.exit(f"the screening and what is written by hand differ in {', '.join(differing)}")

    def _run(self, name: str, *arguments: str) -> None:
        process = subprocess.Popen([sys.executable, *arguments])
        _, status, used = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"{name} failed with status {status}")
        self.peaks[name] = max(self.peaks.get(name, 0), used.ru_maxrss / 1024)


def section(sizes: tuple[Made, ...] = SIZES, rounds: int = ROUNDS) -> list[str]:
    """Measure, and give the lines of the table.  Raises: SystemExit where a run fails, or what they say differs."""
    lines = [
        "## Tables of data, Parquet to Parquet",
        "",
        "`compliance screen LEADS -o CODES --compact parquet`: 20 rules over 28 columns, the status of every rule",
        "and the verdict written, from the start of the process to its end. Beside it a script of Polars with the",
        "same rules by hand, which takes amounts as they come: it neither checks that they are what was written nor",
        "looks for rows that need more care. Both must say the same of every lead. Files are as each library writes",
        "them by itself.",
        "",
        "| leads | written by | MB | seconds (least to most) | leads a second | peak MB "
        "| by hand, seconds | leads a second | peak MB | ratio |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for made in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            leads = folder / "leads.parquet"
            write_rulebook(folder / "rules", 1)
            apart(make, made, leads)
            lines.append(_line(made, leads, Runs(folder, leads), rounds))
    goals = (
        f"Goals: {rate(GOAL_RATE)} leads a second at {GOAL_LEADS:,}, {GOAL_MB:,} MB, no more for three times as many."
    )
    return [*lines, "", goals, ""]


def _line(made: Made, leads: Path, runs: Runs, rounds: int) -> str:
    found = in_turns({"ours": runs.ours, "by hand": runs.by_hand}, rounds)
    apart(runs.compare)
    cells = [f"{made.leads:,}", made.writer, f"{leads.stat().st_size / 2**20:,.0f}"]
    for name, times in found.items():
        cells += [seconds(times), rate(made.leads / statistics.median(times)), f"{runs.peaks[name]:,.0f}"]
    return f"| {' | '.join(cells)} | {ratio(found['ours'], found['by hand']):.2f} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description=__doc__)
    parser.add_argument("--leads", type=int, nargs="+", help="leads in the tables, which DuckDB writes")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns of each")
    chosen = parser.parse_args()
    sizes = tuple(Made(count, "DuckDB") for count in chosen.leads) if chosen.leads else SIZES
    print("\n".join(section(sizes, chosen.rounds)))


if __name__ == "__main__":
    main()
