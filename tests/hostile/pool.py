"""Runs of trials: in a process that has run others before, or in one of its own."""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from tests.hostile.folder_state import state
from tests.hostile.judge import Run
from tests.hostile.outcome import Limits, Outcome
from tests.hostile.trial import Trial, lay_out
from tests.hostile.watch import Watch
from tests.hostile.worker import peak
from tests.places import ROOT

COMMAND = "compliance.cli.main:run"
RUNS = 200  # a process makes so many, then a new one takes its place
# Root without the powers that let it pass over the modes of files.
POWERLESS = "setpriv --bounding-set=-dac_override,-dac_read_search,-fowner "
_STEP = 0.25


class Bench:
    """A place where one run after another is made, with folders of its own below `home`."""

    def __init__(self, home: Path, limits: Limits, entry: str = COMMAND) -> None:
        self._limits, self._entry = limits, entry
        self.folder, self._streams = home / "work", home / "streams"
        self._elsewhere = (home / "temporary", home / "store")
        for place in (home, self.folder, self._streams, *self._elsewhere):
            place.mkdir(parents=True, exist_ok=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._runs = 0

    def run(self, trial: Trial) -> Run:
        """Lay a trial out, run it, and see what it left."""
        _empty(self.folder)
        lay_out(trial.entries, self.folder)
        before, elsewhere = state(self.folder), self._unfinished()
        outcome = self._pooled(trial) if trial.surroundings is None else self._alone(trial)
        left = tuple(sorted(self._unfinished() - elsewhere))
        return Run(trial, outcome, self.folder, before, state(self.folder), left)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()
            self._process = None

    def _unfinished(self) -> set[bytes]:
        temporary, store = self._elsewhere
        return {*state(temporary), *(name for name in state(store) if not name.endswith(b".pickle"))}

    def _environment(self) -> dict[str, str]:
        temporary, store = self._elsewhere
        own = {"COMPLIANCE_CACHE": str(store), "TMPDIR": str(temporary), "POLARS_MAX_THREADS": "1"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMPLIANCE_", "PYTEST_"))}
        paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        return kept | own | {"PYTHONPATH": paths, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}

    def _written(self, name: str) -> bytes:
        return (self._streams / name).read_bytes() if (self._streams / name).exists() else b""

    def _pooled(self, trial: Trial) -> Outcome:
        process = self._ready()
        (self._streams / "stdin").write_bytes(trial.stdin)
        request = {name: str(self._streams / name) for name in ("stdin", "stdout", "stderr")}
        asked = request | {"folder": str(self.folder), "arguments": [os.fsdecode(one) for one in trial.arguments]}
        for name in ("stdout", "stderr"):
            (self._streams / name).write_bytes(b"")
        watch = Watch(process.pid, self._limits)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        while not _has_more(process.stdout):
            if watch.over():
                taken, megabytes = max(watch.processor(), watch.clock()), peak(str(process.pid))
                self.close()
                return Outcome(None, self._written("stdout"), self._written("stderr"), taken, megabytes)
        seconds, answer = watch.processor(), process.stdout.readline()
        if answer:
            told = json.loads(answer)
            return Outcome(told["code"], self._written("stdout"), self._written("stderr"), seconds, told["megabytes"])
        code = process.wait()
        self.close()
        return Outcome(code, self._written("stdout"), self._written("stderr"), seconds, 0)

    def _ready(self) -> subprocess.Popen[bytes]:
        self._runs += 1
        if self._process is not None and self._runs % RUNS == 0:
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.hostile.worker", self._entry],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env=self._environment(),
            )
        return self._process

    def _alone(self, trial: Trial) -> Outcome:
        """A run in a process of its own, started by a shell that leads its streams."""
        around = trial.surroundings
        assert around is not None
        limit = "" if around.blocks is None else f"ulimit -f {around.blocks}; "
        drop = POWERLESS if around.powerless and os.geteuid() == 0 and shutil.which("setpriv") else ""
        script = f'{limit}exec {drop}"$@" {around.redirections}'
        line: list[str | bytes] = ["/bin/sh", "-c", script, "sh", sys.executable, "-m", "compliance", *trial.arguments]
        (self._streams / "stdin").write_bytes(trial.stdin)
        environment = {**self._environment(), **around.environment}
        with (
            open(self._streams / "stdin", "rb") as stdin,
            open(self._streams / "stdout", "wb") as stdout,
            open(self._streams / "stderr", "wb") as stderr,
        ):
            target: IO[bytes] | int = _without_reader() if around.broken else stdout
            process = subprocess.Popen(
                line,
                stdin=stdin,
                stdout=target,
                stderr=stderr,
                cwd=self.folder,
                env=environment,
                start_new_session=True,
            )
            if isinstance(target, int):
                os.close(target)
        code, seconds, megabytes = self._waited(process)
        return Outcome(code, self._written("stdout"), self._written("stderr"), seconds, megabytes)

    def _waited(self, process: subprocess.Popen[bytes]) -> tuple[int | None, float, float]:
        watch, ended = Watch(process.pid, self._limits), False
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                process.returncode = code
                seconds = watch.clock() if ended else used.ru_utime + used.ru_stime
                return None if ended else code, seconds, used.ru_maxrss / 1024
            if not ended and watch.over():
                os.killpg(process.pid, signal.SIGKILL)
                ended = True
            time.sleep(0.01)


def _without_reader() -> int:
    """The end of a pipe to write into, whose reader is gone."""
    reader, writer = os.pipe()
    os.close(reader)
    return writer


def _has_more(stream: IO[bytes]) -> bool:
    """Whether something, or the end, can be read; waits a little."""
    return bool(select.select([stream], [], [], _STEP)[0])


def _empty(folder: Path) -> None:
    """Remove everything in a folder, whatever its name and its mode."""
    home = os.fsencode(folder)
    for entry in os.scandir(home):
        if entry.is_dir(follow_symlinks=False):
            os.chmod(entry.path, 0o700)
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)
