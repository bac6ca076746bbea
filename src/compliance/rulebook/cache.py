"""The last rulebooks loaded, kept between runs: reading rules with all their checks takes longer than a review.

Like Python's own __pycache__: keyed by the content of every rule file and by the program, written whole, used only if
it belongs to this user alone, and never needed (D-027).  It is data, which can run no code (D-094).  COMPLIANCE_CACHE
names the folder; empty turns it off.
"""

import hashlib
import os
import sys
from collections.abc import Collection, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from compliance.errors import UnknownIdError
from compliance.rulebook.encoding import decode, encode
from compliance.rulebook.folder import files_below, read_file
from compliance.rulebook.model import Rulebook
from compliance.rulebook.stored_file import read_stored, write_stored
from compliance.text import Text
from compliance.version import __version__


def open_rulebook(folder: Path | None = None, tables: Path | None = None, packs: Collection[str] = ()) -> Rulebook:
    """The rulebook that `load.load_rulebook` gives, from the store if nothing has changed since.

    `packs` are the only ones wanted; none named means all.
    Raises: InputError as `load_rulebook` does (faulty rulebooks are not stored); UnknownIdError for a pack that it
    does not have.
    """
    rulebook = _whole(folder, tables)
    known = [pack.id for pack in rulebook.packs]
    for pack in packs:
        if pack not in known:
            raise UnknownIdError(pack, known, Text("规则包", "pack"))
    return rulebook.only(packs) if packs else rulebook


def _whole(folder: Path | None, tables: Path | None) -> Rulebook:
    place = _place()
    key = None if place is None else _key(folder, tables)
    if place is None or key is None:
        return _loaded(folder, tables)
    file = place / f"rulebook-{key}.json"
    stored = _decoded(read_stored(file, key))
    if stored is not None:
        return stored
    rulebook = _loaded(folder, tables)
    write_stored(file, key, encode(rulebook))
    return rulebook


def _loaded(folder: Path | None, tables: Path | None) -> Rulebook:
    from compliance.rulebook.load import load_rulebook

    return load_rulebook(folder, tables)


def _decoded(stored: bytes | None) -> Rulebook | None:
    try:
        return None if stored is None else decode(stored)
    except ValueError:
        return None


def _place() -> Path | None:
    """The folder of the store; None if it is turned off, or nobody knows where it is."""
    chosen = os.environ.get("COMPLIANCE_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "compliance"
    except RuntimeError:
        return None


def _key(folder: Path | None, tables: Path | None) -> str | None:
    """What changes with any file of a rulebook, its replaced tables, or the program; None if they cannot be read.

    Raises: InputError as `files_below` does.
    """
    try:
        return _digest(folder, tables)
    except OSError:
        return None


def _digest(folder: Path | None, tables: Path | None) -> str:
    digest = hashlib.sha256(f"{__version__} {sys.version}".encode())
    program: Traversable = files("compliance")
    rules: Traversable = files("compliance.rules") if folder is None else folder
    for name, size, changed in _stats(program):
        digest.update(f"{name} {size} {changed}\n".encode())
    shown_as = "rules" if folder is None else str(folder)
    roots = [(shown_as, rules)] + ([(str(tables), tables)] if tables is not None else [])
    for shown_as, root in roots:
        digest.update(shown_as.encode("utf-8", "surrogatepass"))
        for name, file in files_below(root, shown_as):
            if name.endswith((".yaml", ".csv", ".txt")):
                content = read_file(file)
                digest.update(f"\n{name} {len(content)} ".encode("utf-8", "surrogatepass"))
                digest.update(content)
    return digest.hexdigest()[:32]


def _stats(program: Traversable) -> Iterator[tuple[str, int, int]]:
    """The program's own files: a stored rulebook is of no use to another version of it."""
    if not isinstance(program, Path):
        return
    for path in sorted(program.rglob("*")):
        if path.suffix in (".py", ".lark"):
            found = path.stat()
            yield str(path), found.st_size, found.st_mtime_ns
