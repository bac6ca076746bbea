"""Failures of libraries written in Rust, which print at length and raise what is no Exception."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

_STDERR = 2


def is_panic(error: BaseException) -> bool:
    """Whether an error is a failure of a library in Rust, each of which has a type of its own for it."""
    return type(error).__name__ == "PanicException"


@contextmanager
def without_panics() -> Iterator[None]:
    """What is done in it tells of a failure of a library in Rust by ValueError only, and prints nothing of it.

    Raises: ValueError for such a failure.
    """
    with unheard() as failures:
        try:
            yield
        except BaseException as error:
            if not is_panic(error):
                raise
            failures.append(error)
    if failures:
        raise ValueError(str(failures[0]))


@contextmanager
def unheard() -> Iterator[list[BaseException]]:
    """A list for failures of libraries in Rust; if any is put in it, nothing that was printed meanwhile is shown."""
    failures: list[BaseException] = []
    try:
        before = os.dup(_STDERR)
    except OSError:  # closed: nothing would be shown
        yield failures
        return
    with tempfile.TemporaryFile() as kept:
        _flush()
        os.dup2(kept.fileno(), _STDERR)
        try:
            yield failures
        finally:
            _flush()
            os.dup2(before, _STDERR)
            os.close(before)
            if not failures:
                _print_again(kept.fileno())


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()


def _print_again(kept: int) -> None:
    """Print on stderr what was kept from it."""
    os.lseek(kept, 0, os.SEEK_SET)
    while data := os.read(kept, 1 << 16):
        os.write(_STDERR, data)
