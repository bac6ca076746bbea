"""What lies in a folder, to compare before and after."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

State: TypeAlias = Mapping[bytes, str]


def state(folder: Path) -> State:
    """Every entry below a folder by its path: its kind, and what is in it; links are not followed."""
    home = os.fsencode(folder)
    return {os.path.relpath(place, home): _described(place) for place in _below(home)}


def _below(folder: bytes) -> Iterator[bytes]:
    for entry in os.scandir(folder):
        yield entry.path
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)


def _described(place: bytes) -> str:
    mode = os.lstat(place).st_mode
    if stat.S_ISLNK(mode):
        return f"link to {os.readlink(place)!r}"
    if stat.S_ISDIR(mode):
        return "folder"
    if stat.S_ISREG(mode):
        with open(place, "rb") as stream:
            return f"file {hashlib.file_digest(stream, 'sha256').hexdigest()}"
    return f"special {stat.S_IFMT(mode):o}"


def holds_something(folder: Path, name: bytes) -> bool:
    """Whether an output was written: a file that is not empty, a folder with entries, or what is neither."""
    place = os.path.join(os.fsencode(folder), name)
    if os.path.isdir(place):
        return bool(os.listdir(place))
    return os.path.exists(place) and (not os.path.isfile(place) or os.path.getsize(place) > 0)
