"""Runs that take turns, and how their times are written."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Timings = dict[str, list[float]]
Made = TypeVar("Made")


def in_turns(runs: Mapping[str, Callable[[], object]], rounds: int) -> Timings:
    """The seconds of each run, after one that does not count; the runs take turns, every other time backwards."""
    timings: Timings = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, run in list(runs.items())[:: -1 if turn % 2 else 1]:
            begin = time.perf_counter()
            run()
            if turn:
                timings[name].append(time.perf_counter() - begin)
    return timings


def apart(work: Callable[..., Made], *arguments: object) -> Made:
    """What is worked out in a process of its own, since what a process holds counts for those that it starts too."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """One over the other: the median over turns if they took turns, so that a busy moment counts for both."""
    if len(one) == len(other):
        return statistics.median(mine / its for mine, its in zip(one, other, strict=True))
    return statistics.median(one) / statistics.median(other)


def milliseconds(found: Sequence[float]) -> str:
    """The median of some seconds, with the least and the most."""
    low, middle, high = (value * 1000 for value in (min(found), statistics.median(found), max(found)))
    return f"{middle:,.0f} ({low:,.0f} to {high:,.0f})"


def seconds(found: Sequence[float]) -> str:
    """The median of some seconds, with the least and the most."""
    return f"{statistics.median(found):.2f} ({min(found):.2f} to {max(found):.2f})"


def rate(count: float) -> str:
    """A rate with three digits that count."""
    return f"{count / 1e6:.3g} M" if count >= 1e6 else f"{float(f'{count:.3g}'):,.0f}"
