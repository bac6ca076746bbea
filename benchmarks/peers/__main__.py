"""Compares this project's engines with their peers and writes docs/performance.md.  Run with `make bench`.

Before anything is timed, every engine must give the statuses and verdicts of the reference.  Figures depend on the
machine and on what else it does, so engines take turns, and ratios of medians are what to read.
"""

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import tables
from benchmarks.peers.engines import BY_HAND, MANY, OURS, SAMPLE, SINGLE, Many, Single, disagreement
from benchmarks.peers.workload import DAY, KINDS, SEED, fields, frame
from benchmarks.timing import Timings, apart, in_turns, milliseconds, rate, ratio
from compliance.engines.columnar.backends import Polars
from compliance.engines.columnar.program import Program
from compliance.rulebook.cache import open_rulebook

PAGE = Path("docs/performance.md")
COPIES = (1, 3, 10)
MOST_ROUNDS = 7
BUDGET_BY_HAND, BUDGET_DURABLE = 1.5, 200
LIBRARIES = ("polars", "narwhals", "duckdb", "durable_rules", "zen-engine", "rule-engine", "cel-python")


def main() -> int:
    """Check, measure and write; 1 if an engine disagrees."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--leads", type=int, default=1_000_000, help="leads judged at once")
    parser.add_argument("--rounds", type=int, default=MOST_ROUNDS, help="turns of each engine")
    parser.add_argument("-o", "--output", type=Path, default=PAGE, help="the page to write")
    chosen = parser.parse_args()
    engines = [engine for engine in (*MANY, *SINGLE) if isinstance(engine, Many) or engine.installed]
    for engine in engines:
        for copies in COPIES if isinstance(engine, Many) else COPIES[:1]:
            if found := disagreement(engine, copies):
                print(found, file=sys.stderr)
                return 1
    load = os.getloadavg()[0]
    fewer = max(3, chosen.rounds // 2)
    parts = [
        *compared(engines, chosen.leads, chosen.rounds),
        *by_rows(chosen.leads, chosen.rounds),
        *by_rules(chosen.leads, chosen.rounds),
        *whole_rulebook(chosen.leads, fewer),
        *apart(tables.section),
    ]
    page = "\n".join([*head(load, os.getloadavg()[0]), *parts])
    chosen.output.write_text(page + "\n", encoding="utf-8")
    print(page)
    return 0


# What is measured


def compared(engines: Sequence[Many | Single], leads: int, rounds: int) -> list[str]:
    """The table of every engine on the twenty rules."""
    many = [engine for engine in engines if isinstance(engine, Many)]
    whole = frame(leads)
    timings = in_turns({engine.name: lambda e=engine: e.run(whole, 1) for engine in many}, rounds)
    rates = {name: [leads / seconds for seconds in found] for name, found in timings.items()}
    counts = dict.fromkeys(rates, leads)
    for engine in engines:
        if isinstance(engine, Single):
            given, judge = engine.leads(frame(engine.sample)), engine.make(1)
            found = in_turns({engine.name: lambda j=judge, g=given: [j(lead) for lead in g]}, max(3, rounds // 2))
            rates[engine.name] = [len(given) / seconds for seconds in found[engine.name]]
            counts[engine.name] = len(given)
    times = {name: ratio(rates[OURS.name], found) for name, found in rates.items()}
    lines = [
        f"## {KINDS} rules, the status of every rule and the verdict",
        "",
        "| engine | leads | leads a second (least to most) | time, ours = 1 | |",
        "|---|---:|---:|---:|---|",
    ]
    for engine in engines:
        found = rates[engine.name]
        middle = statistics.median(found)
        spread = f"{rate(middle)} ({rate(min(found))} to {rate(max(found))})"
        cells = (engine.name, f"{counts[engine.name]:,}", spread, _ratio(times[engine.name]), engine.note)
        lines.append(f"| {' | '.join(cells)} |")
    by_hand, durable = 1 / times[BY_HAND.name], times["durable_rules"]
    return [
        *lines,
        "",
        f"Against Polars by hand: {by_hand:.2f} times its time (goal: at most {BUDGET_BY_HAND}). Against durable_rules "
        f"lead by lead: {durable:,.0f} times its rate (goal: at least {BUDGET_DURABLE}).",
        "",
        *_absent(),
    ]


def by_rows(leads: int, rounds: int) -> list[str]:
    """The table of times by the number of leads."""
    counts = [leads // 4, leads // 2, leads, leads * 2]
    frames = {count: frame(count) for count in counts}
    runs = {
        f"{engine.name} {count}": lambda e=engine, held=held: e.run(held, 1)
        for count, held in frames.items()
        for engine in (OURS, BY_HAND)
    }
    timings = in_turns(runs, rounds)
    return _scaling("Time by leads, 20 rules", "leads", counts, timings, 1e9, "ns a lead")


def by_rules(leads: int, rounds: int) -> list[str]:
    """The table of times by the number of rules."""
    whole = frame(leads)
    runs = {
        f"{engine.name} {copies * KINDS}": lambda e=engine, c=copies: e.run(whole, c)
        for copies in COPIES
        for engine in (OURS, BY_HAND)
    }
    timings = in_turns(runs, rounds)
    counts = [copies * KINDS for copies in COPIES]
    return _scaling(f"Time by rules, {leads:,} leads", "rules", counts, timings, 1e9 / leads, "ns a lead and rule")


def whole_rulebook(leads: int, rounds: int) -> list[str]:
    """The table of the project's own rulebook."""
    rules = open_rulebook().edition(DAY).about("project")
    whole = frame(leads, rules)
    backend = Polars()
    programs = {
        "statuses and verdict": Program(rules, DAY, Polars.dialect, any_records=False, details=False),
        "and every missing or doubted field": Program(rules, DAY, Polars.dialect, any_records=False, details=True),
    }
    runs = {name: lambda p=program: backend.run(p, whole, None) for name, program in programs.items()}
    timings = in_turns(runs, rounds)
    lines = [
        f"## The project's own rulebook on {leads:,} leads, Polars",
        "",
        f"{len(rules.rules)} rules about projects in force on {DAY}, {len(fields(rules))} fields.",
        "",
        "| result | ms (least to most) | leads a second |",
        "|---|---:|---:|",
    ]
    for name, found in timings.items():
        lines.append(f"| {name} | {milliseconds(found)} | {rate(leads / statistics.median(found))} |")
    return [*lines, ""]


# How it is written


def head(before: float, after: float) -> list[str]:
    """The title, the machine and what the tables mean."""
    return [
        "# Performance",
        "",
        "Written by `make bench` (`python -m benchmarks.peers`). Before anything is timed, every engine must give the",
        f"statuses and the verdict that the reference gives on {SAMPLE} leads (fewer for slow engines); one difference",
        "stops the run.",
        "",
        f"- {date.today()}; {_processor()}, {os.cpu_count()} processors; load average {before:.2f} before,",
        f"  {after:.2f} after. On a shared machine ratios are worth more than rates.",
        f"- Python {platform.python_version()}, {', '.join(_versions())}.",
        f"- {KINDS} rules (thresholds, ratios, membership, ranges, a date, applicability, exceptions, a grant) over",
        f"  {len(fields())} fields of which 5% are missing; 60 and 200 rules are copies with other figures. Leads come",
        f"  from seed {SEED}; many lie exactly on a threshold.",
        "- Every engine gets whole numbers (millionths of a unit) and multiplies quotients out, so none decides by a",
        "  float. For those that judge one lead at a time the rules are translated from this project's rule language.",
        "- Engines take turns. Medians with least and most; a ratio is the median of the turns' ratios. What is judged",
        "  lies in memory before the clock starts.",
        "",
    ]


def _scaling(title: str, what: str, counts: Sequence[int], timings: Timings, scale: float, unit: str) -> list[str]:
    lines = [
        f"## {title}",
        "",
        f"| {what} | {' | '.join(f'{e.name}, ms (least to most) | {unit}' for e in (OURS, BY_HAND))} | ratio |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for count in counts:
        ours, by_hand = (timings[f"{engine.name} {count}"] for engine in (OURS, BY_HAND))
        cells = [
            cell
            for found in (ours, by_hand)
            for cell in (milliseconds(found), f"{statistics.median(found) / count * scale:.1f}")
        ]
        lines.append(f"| {count:,} | {' | '.join(cells)} | {ratio(ours, by_hand):.2f} |")
    return [*lines, ""]


def _absent() -> list[str]:
    absent = [engine.name for engine in SINGLE if not engine.installed]
    return [f"Not installed, so not compared: {', '.join(absent)}.", ""] if absent else []


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 100 else f"{float(f'{ratio:.3g}'):,.0f}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _versions() -> list[str]:
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
