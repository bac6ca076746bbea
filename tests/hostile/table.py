"""The results of a campaign, to read."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tests.hostile.campaign import Result
from tests.hostile.judge import Kind

HEAD = ("family", "inputs", *Kind, "peak MB", "slowest s", "all s")


def table(results: Sequence[Result]) -> str:
    """A line for each family, and one for all."""
    families = list(dict.fromkeys(result.key.family for result in results))
    rows = [
        HEAD,
        *(_row(name, [one for one in results if one.key.family == name]) for name in families),
        _row("all", results),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "".join(_line(row, widths) for row in rows)


def _row(name: str, results: Sequence[Result]) -> tuple[str, ...]:
    counts = Counter(kind for result in results for kind in {fault.kind for fault in result.faults})
    peak = max((result.megabytes for result in results), default=0)
    seconds = [result.seconds for result in results]
    used = f"{peak:.0f}", f"{max(seconds, default=0):.1f}", f"{sum(seconds):.0f}"
    return name, str(len(results)), *(str(counts[kind]) for kind in Kind), *used


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        cell.ljust(width) if at == 0 else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([first, *others]) + "\n"


def failures(results: Iterable[Result]) -> list[str]:
    """A text for each result with faults: how to repeat it, its exit code, its faults, the last line it said.

    Those that look alike follow one another.
    """
    found = [result for result in results if result.faults]
    return [
        failure(one) for one in sorted(found, key=lambda one: ([fault.kind for fault in one.faults], one.last_line))
    ]


def failure(result: Result) -> str:
    """How to repeat a result, and what was wrong with it."""
    what = "; ".join(f"{fault.kind}: {fault.what}" for fault in result.faults)
    line = result.line if len(result.line) < 200 else result.line[:200] + "…"
    return f"{result.key}\n  {line}\n  exit {result.code}, {what}\n  {result.last_line}"
