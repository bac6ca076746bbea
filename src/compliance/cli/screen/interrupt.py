"""Handle Ctrl-C in a long run: answer at once, and stop when what is under way is kept."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

import click

from compliance.cli import exits
from compliance.cli.options import Voice


@contextmanager
def interruptible(context: click.Context, voice: Voice) -> Iterator[None]:
    """Say at once that the keyboard's interrupt was heard, and leave with a hint when what is under way is done."""

    def heard(number: int, frame: FrameType | None) -> None:
        click.echo(voice.say("正在停止,保存手头的部分…", "stopping; what is under way is kept…"), err=True)
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, heard) if current_thread() is main_thread() else None
    try:
        yield
    except KeyboardInterrupt:
        click.echo(voice.say("已停止;加 --resume 继续", "stopped; --resume goes on"), err=True)
        context.exit(exits.INTERRUPTED)
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
