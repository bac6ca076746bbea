"""The one way to write a file: it appears when it is whole, and not at all where writing fails."""

import io
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

UNFINISHED = ".unfinished-"  # a file that a killed process left; nothing reads it


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A stream to a file that takes its place when the block ends without an error; until then what was there stays.

    A link is kept, and the file that it leads to replaced.  What is no file, as /dev/null, is written into.
    Raises: OSError.
    """
    place = Path(os.path.realpath(path))
    before = _mode(place)
    if before is not None and not stat.S_ISREG(before):
        with _as_it_stands(place) as stream:
            yield stream
        return
    unfinished = place.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    try:
        with open(unfinished, "xb") as stream:
            if before is not None:
                os.chmod(unfinished, stat.S_IMODE(before))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(unfinished, place)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    _keep_name(place.parent)


@contextmanager
def new_text_file(path: Path) -> Iterator[TextIO]:
    """As `new_file`, a stream of text in UTF-8 whose lines end as they are written."""
    with new_file(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of those bytes, as `new_file` does."""
    with new_file(path) as stream:
        stream.write(content)


def put_in_place(unfinished: Path, place: Path) -> None:
    """Give a file that a library wrote the name that it is for, once all of it is on the disk.  Raises: OSError."""
    with open(unfinished, "rb+") as stream:
        os.fsync(stream.fileno())
    os.replace(unfinished, place)
    _keep_name(place.parent)


def _mode(place: Path) -> int | None:
    try:
        return place.stat().st_mode
    except FileNotFoundError:
        return None


def _as_it_stands(place: Path) -> BinaryIO:
    """A stream into a device or a pipe; one that nobody reads is refused, not waited for."""
    descriptor = os.open(place, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "set_blocking"):
        os.set_blocking(descriptor, True)
    return os.fdopen(descriptor, "wb")


def _keep_name(folder: Path) -> None:
    """Have the name of a new file survive a power cut too, where the system can do that for a folder."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
