"""A place where one trial after another is run, each in a folder that holds nothing else."""

import os
import re
import shutil
from pathlib import Path

from tests.hostile.alone import run_alone
from tests.hostile.folder_state import state
from tests.hostile.judge import Run
from tests.hostile.outcome import Limits
from tests.hostile.pooled import Pooled
from tests.hostile.trial import Trial, lay_out
from tests.places import ROOT

COMMAND = "compliance.cli.main:run"
_STORED = re.compile(rb"rulebook-[0-9a-f]+\.\w+")


class Bench:
    """Runs trials below a folder `home`; `entry` is the function that runs a command line."""

    def __init__(self, home: Path, limits: Limits, entry: str = COMMAND) -> None:
        self.folder, self._temporary, self._store = home / "work", home / "temporary", home / "store"
        streams = home / "streams"
        for place in (home, self.folder, streams, self._temporary, self._store):
            place.mkdir(parents=True, exist_ok=True)
        self._limits, self._environment = limits, self._own_environment()
        self._pooled = Pooled(entry, streams, self._environment, limits)

    def run(self, trial: Trial) -> Run:
        """Lay a trial out, run it, and see what it left."""
        _empty(self.folder)
        lay_out(trial.entries, self.folder)
        before, elsewhere = state(self.folder), self._unfinished()
        if trial.surroundings is None:
            outcome = self._pooled.run(trial, self.folder)
        else:
            outcome = run_alone(trial, trial.surroundings, self.folder, self._environment, self._limits)
        left = tuple(sorted(self._unfinished() - elsewhere))
        return Run(trial, outcome, self.folder, before, state(self.folder), left)

    def close(self) -> None:
        """End what still runs."""
        self._pooled.close()

    def _unfinished(self) -> set[bytes]:
        """What lies among the temporary files, and in the store of rulebooks besides those."""
        return {*state(self._temporary), *(name for name in state(self._store) if not name.endswith(b".json"))}
        return {*state(self._temporary), *(name for name in state(self._store) if not _STORED.fullmatch(name))}

    def _own_environment(self) -> dict[str, str]:
        own = {
            "COMPLIANCE_CACHE": str(self._store),
            "TMPDIR": str(self._temporary),
            "POLARS_MAX_THREADS": "1",
            "PYTHONUTF8": "1",
            "LC_ALL": "C.UTF-8",
            # Modules are found from the folder of a trial too.
            "PYTHONPATH": os.pathsep.join([*filter(None, [os.environ.get("PYTHONPATH")]), str(ROOT)]),
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMPLIANCE_", "PYTEST_"))}
        return kept | own


def _empty(folder: Path) -> None:
    """Remove everything in a folder, whatever its name and its mode."""
    for entry in os.scandir(os.fsencode(folder)):
        if entry.is_dir(follow_symlinks=False):
            os.chmod(entry.path, 0o700)
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)
