"""One input of the campaign: what lies in a folder, and the command that is run there."""

import os
import shlex
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias


@dataclass(frozen=True)
class File:
    """A file of that content."""

    name: bytes
    content: bytes


@dataclass(frozen=True)
class Folder:
    """An empty folder; `mode` is set when all else has been laid out."""

    name: bytes
    mode: int = 0o755


@dataclass(frozen=True)
class Link:
    """A symbolic link."""

    name: bytes
    target: bytes


@dataclass(frozen=True)
class Pipe:
    """A named pipe that nobody else opens."""

    name: bytes


@dataclass(frozen=True)
class Device:
    """A device such as /dev/zero: for root a node of its own, so that no fault can replace the real one."""

    name: bytes
    like: str


Entry: TypeAlias = File | Folder | Link | Pipe | Device


@dataclass(frozen=True)
class Surroundings:
    """How a process of its own is started.

    `redirections` are the shell's, as `>&-`; `blocks` is the greatest size of a file in blocks of 512 bytes;
    `broken` is whether the reader of standard output is gone; `powerless` whether root's powers are given up.
    """

    redirections: str = ""
    environment: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    blocks: int | None = None
    broken: bool = False
    powerless: bool = False


@dataclass(frozen=True)
class Trial:
    """An input: the entries of a folder, and the arguments of the command that is run in it.

    `outputs` are what the command may write; a run that fails leaves them as they were, unless it `may_write_some`.
    Without `surroundings` it is run in a process that has run others before.
    """

    arguments: tuple[bytes, ...]
    entries: tuple[Entry, ...] = ()
    outputs: tuple[bytes, ...] = ()
    stdin: bytes = b""
    may_write_some: bool = False
    surroundings: Surroundings | None = None

    @property
    def command(self) -> str:
        """The name of the command."""
        return os.fsdecode(self.arguments[0]) if self.arguments else ""

    def line(self) -> str:
        """The command as typed into a shell."""
        return "compliance " + shlex.join(ascii(os.fsdecode(one))[1:-1] for one in self.arguments)


@dataclass(frozen=True, order=True)
class Key:
    """What an input is made from again."""

    family: str
    number: int
    seed: str

    def __str__(self) -> str:
        return f"--seed {self.seed} --family {self.family} --number {self.number}"


def arguments(*given: str | bytes) -> tuple[bytes, ...]:
    """The arguments as the system passes them."""
    return tuple(os.fsencode(one) for one in given)


def lay_out(entries: Iterable[Entry], folder: Path) -> None:
    """Make the entries in a folder."""
    home = os.fsencode(folder)
    modes = []
    for entry in entries:
        place = os.path.join(home, entry.name)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        match entry:
            case File():
                with open(place, "wb") as stream:
                    stream.write(entry.content)
            case Folder():
                os.makedirs(place, exist_ok=True)
                modes.append((place, entry.mode))
            case Link():
                os.symlink(entry.target, place)
            case Pipe():
                os.mkfifo(place)
            case Device():
                _device(place, entry.like)
    for place, mode in modes:
        os.chmod(place, mode)


def _device(place: bytes, like: str) -> None:
    if os.geteuid() == 0:
        os.mknod(place, stat.S_IFCHR | 0o666, os.stat(like).st_rdev)
        os.chmod(place, 0o666)
    else:
        os.symlink(os.fsencode(like), place)
