"""The last rulebooks loaded, kept between runs: reading rules with all their checks takes longer than a review.

Like Python's own __pycache__: keyed by the content of every rule file and by the program, written atomically, used
only if it belongs to this user alone, and never needed (D-027).  COMPLIANCE_CACHE names the folder; empty turns it off.
"""

import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Collection, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from compliance.errors import UnknownIdError
from compliance.rulebook.model import Rulebook
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
    place = _place(folder, tables)
    if place is not None and (stored := _stored(place)) is not None:
        return stored
    from compliance.rulebook.load import load_rulebook

    rulebook = load_rulebook(folder, tables)
    if place is not None:
        _keep(rulebook, place)
    return rulebook


def _place(folder: Path | None, tables: Path | None) -> Path | None:
    chosen = os.environ.get("COMPLIANCE_CACHE")
    if chosen == "":
        return None
    try:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        root = Path(chosen) if chosen else home / "compliance"
        return root / f"rulebook-{_key(folder, tables)}.pickle"
    except (OSError, RuntimeError):
        return None


def _key(folder: Path | None, tables: Path | None) -> str:
    """What changes with any file of a rulebook, its replaced tables, or the program."""
    digest = hashlib.sha256(f"{__version__} {sys.version}".encode())
    program: Traversable = files("compliance")
    rules: Traversable = files("compliance.rules") if folder is None else folder
    for name, size, changed in _stats(program):
        digest.update(f"{name} {size} {changed}\n".encode())
    roots = [(str(folder), rules)] + ([(str(tables), tables)] if tables is not None else [])
    for shown_as, root in roots:
        digest.update(shown_as.encode())
        for file in _files(root):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:32]


def _stats(program: Traversable) -> Iterator[tuple[str, int, int]]:
    """The program's own files: a stored rulebook is of no use to another version of it."""
    if not isinstance(program, Path):
        return
    for path in sorted(program.rglob("*")):
        if path.suffix in (".py", ".lark"):
            found = path.stat()
            yield str(path), found.st_size, found.st_mtime_ns


def _files(root: Traversable) -> Iterator[Traversable]:
    for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith((".yaml", ".csv", ".txt")):
            yield entry


def _stored(place: Path) -> Rulebook | None:
    try:
        owner = place.stat()
        if hasattr(os, "getuid") and (owner.st_uid != os.getuid() or stat.S_IMODE(owner.st_mode) & 0o022):
            return None
        stored = pickle.loads(place.read_bytes())
    except (
        OSError,
        pickle.UnpicklingError,
        EOFError,
        AttributeError,
        ImportError,
        IndexError,
        TypeError,
        ValueError,
    ):
        return None
    return stored if isinstance(stored, Rulebook) else None


def _keep(rulebook: Rulebook, place: Path) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            pickle.dump(rulebook, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(file.name).replace(place)
    except OSError:
        return
