"""What a screening keeps while it runs, in a folder beside its output, so that nothing is lost when it is stopped.

One run at a time holds the folder.  A file counts as kept once its record stands beside it: written last, with the run
it is of and the size of each file, so that what a power cut left half, or another run left, is done again (D-096).
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from compliance.errors import InputError, Place, Problem
from compliance.text import Text
from compliance.writing import UNFINISHED, write_whole

_STATE = "run.json"
_LOCK = "lock"
_RECORD = "_sums-"  # readers of a folder of tables pass over names that begin with _
_OWN = ("part-", "keys-", _RECORD, "_unfinished", "_fallback", "_screening.json", "ranked.parquet", UNFINISHED)


class Records(NamedTuple):
    """The records of the files of one run in its folder; they can be written and read in any process."""

    folder: Path
    run: str

    def keep(self, name: str, files: Sequence[Path], comes_to: Mapping[str, Any]) -> None:
        """Record that files are whole, and what they come to, as JSON can hold it.  Raises: OSError."""
        sizes = {file.name: file.stat().st_size for file in files}
        record = {"run": self.run, "sizes": sizes, "comes_to": comes_to}
        write_whole(self._of(name), json.dumps(record).encode())

    def kept(self, name: str) -> Mapping[str, Any] | None:
        """What the files recorded under a name come to; None unless all of them are whole and of this run."""
        record = _read(self._of(name))
        if not isinstance(record, dict) or record.get("run") != self.run or not isinstance(record.get("sizes"), dict):
            return None
        try:
            whole = all((self.folder / file).stat().st_size == size for file, size in record["sizes"].items())
        except OSError:
            return None
        return record.get("comes_to") if whole else None

    def remove(self) -> None:
        """Remove the records, which nobody needs once all files are there.  Raises: OSError."""
        for record in [one for one in _own(self.folder) if one.name.startswith(_RECORD)]:
            record.unlink()

    def _of(self, name: str) -> Path:
        return self.folder / f"{_RECORD}{name}.json"


class Kept:
    """The folder in which the run for an output keeps what is done; `asked` is what the run was asked."""

    def __init__(self, output: Path, asked: Mapping[str, str]) -> None:
        self._output = Path(os.path.realpath(output))
        self.folder = self._output.with_name(f".{self._output.name}.parts")
        self._earlier = self._output.with_name(f".{self._output.name}.earlier")
        self._asked = dict(asked)
        self._lock: int | None = None

    @property
    def records(self) -> Records:
        """The records of this run."""
        asked = json.dumps(self._asked, sort_keys=True).encode()
        return Records(self.folder, hashlib.sha256(asked).hexdigest())

    def open(self, *, resume: bool) -> None:
        """Make ready, and keep others out until `close`; without `resume` what an earlier run left is removed.

        Raises: InputError if another run holds the folder, or there is nothing to continue, or it was asked something
        else; OSError.
        """
        if self.folder.is_symlink() or (self.folder.exists() and not self.folder.is_dir()):
            raise self._cannot("不是筛查自己的文件夹,请移走", "not the folder of a screening: move it away")
        if resume and not self.folder.is_dir():
            raise self._cannot("没有可继续的筛查,请去掉 --resume", "nothing to continue; leave out --resume")
        self._hold()
        try:
            self._make_ready(resume=resume)
        except BaseException:
            self.release()
            raise

    def close(self) -> None:
        """Remove what was kept, once the output is written."""
        remove_own(self.folder)
        self.release()

    def release(self) -> None:
        """Let another run have the folder, with all that is kept in it."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @contextmanager
    def released_on_error(self) -> Iterator[None]:
        """Let another run have the folder if this one does not come to its end."""
        try:
            yield
        except BaseException:
            self.release()
            raise

    def publish(self) -> None:
        """Make the folder itself the output; an earlier result there is replaced.  Raises: OSError."""
        self.records.remove()
        if self._output.exists():
            os.replace(self._output, self._earlier)
        os.replace(self.folder, self._output)
        for name in (_STATE, _LOCK):
            (self._output / name).unlink()
        if self._earlier.exists():
            remove_own(self._earlier)
        self.release()

    def _make_ready(self, *, resume: bool) -> None:
        # A run that was killed amid the steps of `publish` has left the earlier result here.
        if self._earlier.is_dir():
            if self._output.exists():
                remove_own(self._earlier)
            else:
                os.replace(self._earlier, self._output)
        if resume and _read(self.folder / _STATE) != self._asked:
            raise self._cannot(
                "台账、规则或选项与上次不同,不能继续;请去掉 --resume 重新筛查",
                "the ledger, the rules or the options have changed; leave out --resume to start again",
            )
        if not resume:
            for file in _own(self.folder):
                file.unlink()
        write_whole(self.folder / _STATE, json.dumps(self._asked).encode())

    def _hold(self) -> None:
        """Take the lock.  Raises: InputError if another process has it."""
        while self._lock is None:
            self.folder.mkdir(exist_ok=True)
            with suppress(FileNotFoundError):  # whoever held the folder may be removing it
                self._lock = self._lock_of(self.folder / _LOCK)

    def _lock_of(self, place: Path) -> int | None:
        """The lock, or None if it was removed before it could be had."""
        lock = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(lock).st_ino == place.stat().st_ino:
                return lock
        except BlockingIOError:
            os.close(lock)
            raise self._cannot(
                "另一个筛查正在写同一个结果;请等它完成,或用 -o 另取名称",
                "another screening is writing the same result: wait for it, or name another by -o",
            ) from None
        except FileNotFoundError:
            pass
        os.close(lock)
        return None

    def _cannot(self, zh: str, en: str) -> InputError:
        return InputError([Problem(Place(self.folder.name), Text(zh, en))])


def others_in(folder: Path) -> list[str]:
    """The names in a folder that no screening made, in order."""
    own = {_STATE, _LOCK, *(file.name for file in _own(folder))}
    return sorted(entry.name for entry in folder.iterdir() if entry.name not in own)


def remove_own(folder: Path) -> None:
    """Remove from a folder what a screening made, and the folder itself if nothing else is in it."""
    with suppress(OSError):
        for file in _own(folder):
            file.unlink()
        (folder / _STATE).unlink(missing_ok=True)
        (folder / _LOCK).unlink(missing_ok=True)
        folder.rmdir()


def _own(folder: Path) -> Iterator[Path]:
    for entry in list(folder.iterdir()):
        if entry.name.startswith(_OWN) and not entry.is_dir():
            yield entry


def _read(file: Path) -> object:
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
