"""Show the progress of a long run: a bar on a terminal, plain lines in a log, nothing when quiet."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from compliance.cli.options import Voice
from compliance.text import Text

SCREENING = Text("筛查", "screening")
_EVERY = 10.0  # seconds between two lines of a log

OnProgress = Callable[[int], None]


@contextmanager
def progress(total: int, voice: Voice, doing: Text = SCREENING, *, quiet: bool) -> Iterator[OnProgress]:
    """What to call with the number of rows done so far; `total` is about how many there are, 0 if nobody knows.

    `doing` says what is done with each.
    """
    if quiet:
        yield _silent
    elif sys.stderr.isatty():
        with _bar(total, voice, doing.to(voice.lang)) as on_progress:
            yield on_progress
    else:
        yield _lines(total, voice, doing.to(voice.lang))


def _silent(done: int) -> None:
    """Say nothing."""
    del done


@contextmanager
def _bar(total: int, voice: Voice, doing: str) -> Iterator[OnProgress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(doing),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    begin = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=total or None, rate="")

        def on_progress(done: int) -> None:
            shown.update(task, completed=done, rate=_rate(done, begin, voice))

        yield on_progress


def _lines(total: int, voice: Voice, doing: str) -> OnProgress:
    begin = time.monotonic()
    last = [begin]

    def on_progress(done: int) -> None:
        now = time.monotonic()
        if now - last[0] >= _EVERY:
            last[0] = now
            left = (total - done) * (now - begin) / done if total > done else 0
            remaining = voice.say(f",约剩 {left:,.0f} 秒", f", about {left:,.0f} s left") if left else ""
            said = voice.say(f"{doing}:已完成 {done:,} 行", f"{doing}: {done:,} rows done")
            click.echo(f"{said}, {_rate(done, begin, voice)}{remaining}", err=True)

    return on_progress


def _rate(done: int, begin: float, voice: Voice) -> str:
    elapsed = max(time.monotonic() - begin, 1e-9)
    return voice.say(f"{done / elapsed:,.0f} 行/秒", f"{done / elapsed:,.0f} rows/s")
