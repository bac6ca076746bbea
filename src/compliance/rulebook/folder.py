"""The files below a folder of rules or of tables: which there are, and what stands in them, within bounds."""

import os
import stat
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from compliance.errors import InputError, Place, Problem
from compliance.source import open_file
from compliance.text import Text

MOST_ENTRIES = 10_000  # files and folders in one folder of rules; the program's own has 120
LARGEST_FILE = 20_000_000  # bytes, as of any file of YAML
MOST_BYTES = 200_000_000  # of all files together

_LEADS_OUT = Text(
    "此链接指向文件夹之外;请把文件本身放在这里",
    "this link leads out of the folder; put the file itself here",
)
_IRREGULAR = Text(
    "这是管道或设备,不是文件;请移走,或换成文件",
    "this is a pipe or a device, not a file; take it away, or put a file in its place",
)
_TOO_LARGE = Text(
    f"文件超过 {LARGEST_FILE:,} 字节;规则文件夹只放规则、表格和原文",
    f"a file of more than {LARGEST_FILE:,} bytes; keep only rules, tables and texts in a folder of rules",
)
_TOO_MANY = Text(
    f"此文件夹内的文件和文件夹超过 {MOST_ENTRIES:,} 个;请确认是规则文件夹,并移走无关文件",
    f"more than {MOST_ENTRIES:,} files and folders in this folder; see that it is one of rules, and take others away",
)
_TOO_MUCH = Text(
    f"此文件夹内的文件合计超过 {MOST_BYTES:,} 字节;请移走无关文件",
    f"the files in this folder have more than {MOST_BYTES:,} bytes together; take away what is not needed",
)


def files_below(folder: Traversable, shown_as: str) -> list[tuple[str, Traversable]]:
    """Every file below a folder with its name there, by name; none where there is no such folder.

    Folders whose names begin with a full stop are left out.  A link counts as what it leads to, and a folder that
    several links lead to counts once.  `shown_as` is the folder as messages name it.
    Raises: InputError for a link that leads out of the folder, a pipe or a device, and a folder that is too large.
    """
    return sorted(_Walk(folder, shown_as).files()) if folder.is_dir() else []


def read_file(file: Traversable) -> bytes:
    """The bytes of a file; a pipe or a device is not waited for.  Raises: OSError; InputError for a large file."""
    with open_file(file) if isinstance(file, Path) else file.open("rb") as stream:
        content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise InputError([Problem(Place(str(file)), _TOO_LARGE)])
    return content


class _Walk:
    """One walk through a folder, which visits no folder twice."""

    def __init__(self, folder: Traversable, shown_as: str) -> None:
        self._folder = folder
        self._shown_as = shown_as
        self._root = os.path.realpath(folder) if isinstance(folder, Path) else ""
        self._entries = self._bytes = 0
        self._problems: list[Problem] = []

    def files(self) -> Iterator[tuple[str, Traversable]]:
        """The files with their names; the faults of all of them come at the end."""
        waiting = [("", self._folder)]
        seen: set[str] = set()
        while waiting:
            above, folder = waiting.pop()
            if isinstance(folder, Path):
                place = os.path.realpath(folder)
                if place in seen:
                    continue
                seen.add(place)
            for entry in folder.iterdir():
                self._count()
                name = f"{above}{entry.name}"
                if self._is_fit(entry, name):
                    if entry.is_file():
                        yield name, entry
                    elif entry.is_dir() and not entry.name.startswith("."):
                        waiting.append((f"{name}/", entry))
        if self._problems:
            raise InputError(sorted(self._problems, key=lambda problem: problem.place))

    def _count(self) -> None:
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            raise InputError([*self._problems, Problem(Place(self._shown_as), _TOO_MANY)])

    def _is_fit(self, entry: Traversable, name: str) -> bool:
        """Whether it may be read: what comes with the program may, and what is not there is left to its reader."""
        if not isinstance(entry, Path):
            return True
        if entry.is_symlink() and not self._is_inside(os.path.realpath(entry)):
            return self._refuse(name, _LEADS_OUT)
        if not entry.exists():
            return False
        found = entry.stat()
        if stat.S_ISDIR(found.st_mode):
            return True
        if not stat.S_ISREG(found.st_mode):
            return self._refuse(name, _IRREGULAR)
        if found.st_size > LARGEST_FILE:
            return self._refuse(name, _TOO_LARGE)
        self._bytes += found.st_size
        if self._bytes > MOST_BYTES:
            raise InputError([*self._problems, Problem(Place(self._shown_as), _TOO_MUCH)])
        return True

    def _is_inside(self, place: str) -> bool:
        return place == self._root or place.startswith(os.path.join(self._root, ""))

    def _refuse(self, name: str, message: Text) -> bool:
        self._problems.append(Problem(Place(f"{self._shown_as}/{name}"), message))
        return False
