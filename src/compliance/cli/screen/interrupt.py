"""Stop a long run when it is interrupted: answer at once, keep what is done, and never take longer than a moment."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread, current_thread, main_thread
from types import FrameType

import click

from compliance.cli import exits
from compliance.cli.options import Voice

_LONGEST = 4.5  # seconds: after that what is under way is given up, which a run that goes on does again


@contextmanager
def interruptible(context: click.Context, voice: Voice) -> Iterator[None]:
    """Say at once that Ctrl-C or SIGTERM was heard, and leave with a hint when what is under way is done.

    Further interrupts change nothing.
    """
    stopping: list[int] = []

    def heard(number: int, frame: FrameType | None) -> None:
        if stopping:
            return
        stopping.append(number)
        click.echo(voice.say("正在停止,保存手头的部分…", "stopping; what is under way is kept…"), err=True)
        signal.default_int_handler(number, frame)

    if current_thread() is not main_thread():
        yield
        return
    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with _given_up_in_time(voice):
            yield
    except KeyboardInterrupt:
        click.echo(_hint(voice), err=True)
        context.exit(exits.INTERRUPTED)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _given_up_in_time(voice: Voice) -> Iterator[None]:
    """End the process if it does not stop within a moment of a signal, even while a library runs that hears of none."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    ended = Event()

    def watch() -> None:
        if os.read(reader, 1) and not ended.wait(_LONGEST):
            _give_up(voice)
        os.close(reader)

    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        ended.set()
        os.close(writer)


def _give_up(voice: Voice) -> None:
    """End the process although a library does not come back: its other processes end with it."""
    click.echo(_hint(voice), err=True)
    os._exit(exits.INTERRUPTED)


def _hint(voice: Voice) -> str:
    return voice.say("已停止;加 --resume 继续", "stopped; --resume goes on")
