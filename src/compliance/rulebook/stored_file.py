"""A stored file of this user's own: in a folder and a file that nobody else can write, with a digest over every byte.

Whatever is not so is as good as no file (D-094).
"""

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from compliance.writing import new_file

LARGEST = 100_000_000  # bytes; the rulebook that ships takes half a million
_MARK = b"compliance rulebook\n"
_DIGITS = 64


def read_stored(path: Path, key: str) -> bytes | None:
    """What `write_stored` wrote there under that key; None if it is not whole, or if others could have written it."""
    try:
        if not _is_private(os.stat(path.parent)):
            return None
        content = _own_file(path)
    except OSError:
        return None
    head, body = content[: len(_MARK) + _DIGITS], content[len(_MARK) + _DIGITS :]
    return body if head == _head(key, body) else None


def write_stored(path: Path, key: str, body: bytes) -> None:
    """Keep those bytes under that key, for this user alone; not where others can write, nor where it fails."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if len(body) > LARGEST or not _is_private(os.stat(path.parent)) or not _is_free(path):
            return
        with new_file(path) as stream:
            if hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), 0o600)
            stream.write(_head(key, body) + body)


def _head(key: str, body: bytes) -> bytes:
    return _MARK + hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode()


def _own_file(path: Path) -> bytes:
    """The bytes of a file, but none of one that is a link, no file, another's, or too large.  Raises: OSError."""
    # O_NOFOLLOW refuses a link; without O_NONBLOCK the opening of a pipe waits for somebody who writes into it.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or not _is_private(found) or found.st_size > LARGEST + len(_MARK) + _DIGITS:
        os.close(descriptor)
        return b""
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()


def _is_private(found: os.stat_result) -> bool:
    """Whether a file or folder is this user's and nobody else may write to it, where the system knows users."""
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and not stat.S_IMODE(found.st_mode) & (stat.S_IWGRP | stat.S_IWOTH)


def _is_free(path: Path) -> bool:
    """Whether there is nothing at that path but a file: through a link, what it leads to would be written over."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except FileNotFoundError:
        return True
