"""Run work in several processes; results keep the order of the input."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process, resource_tracker
from threading import Thread, current_thread, main_thread
from time import monotonic
from typing import Any, TypeVar

from compliance.errors import InputError, Place, Problem
from compliance.text import Text

_MOST = 4  # each process holds the rules and a piece of its own
_GRACE = 3  # seconds
_WORTH = 20_000  # so many rows take longer than processes to start

Piece = TypeVar("Piece")
Done = TypeVar("Done")


class _Process:
    """What a process was started for."""

    work: Callable[[Any], Any]


def run_in_workers(work: Callable[[Piece], Done], pieces: Iterable[Piece], rows: int) -> Iterator[Done]:
    """What `work` gives for each piece, in their order; where there are many rows, several processes share the work.

    An interrupt waits a moment for the pieces that are being worked on.
    Raises: InputError if a process was killed.
    """
    workers = min(os.cpu_count() or 1, _MOST)
    if rows < _WORTH or workers == 1:
        yield from map(work, pieces)
        return
    # Not forked: a library's threads would be missing in the copy (D-038).
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (work,))
    waiting: deque[Future[Done]] = deque()
    try:
        for piece in pieces:
            # Each may start a process.
            with _interrupts_held_back():
                waiting.append(pool.submit(_do, piece))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        zh = "一个工作进程意外终止,可能是内存不足;请加 --resume 继续"
        en = "a process was killed, perhaps since memory ran out; --resume goes on"
        raise InputError([Problem(Place("compliance"), Text(zh, en))]) from None
    except BaseException:
        _stop(pool)
        raise
    pool.shutdown()


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes; one that takes longer than `_GRACE` over what it is at is killed, and that is done again."""
    pool.shutdown(wait=False, cancel_futures=True)
    until = monotonic() + _GRACE
    for process in active_children():
        process.join(max(0, until - monotonic()))
        if process.is_alive():
            process.kill()


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Hold interrupts back while a process starts: it never hears one, and this process hears it afterwards.

    Ctrl-C reaches every process of a terminal; the one that started the others stops them.
    """
    if current_thread() is not main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # What multiprocessing starts first lets interrupts through again.
    resource_tracker.ensure_running()
    heard: list[int] = []
    # Held back for the others, which inherit it, and for other threads of this process, which do not.
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if heard:
        signal.raise_signal(signal.SIGINT)


def _begin(work: Callable[..., object]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()
    _Process.work = staticmethod(work)


def _end_with_parent() -> None:
    """A process whose parent is killed would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(piece: Any) -> Any:
    return _Process.work(piece)
