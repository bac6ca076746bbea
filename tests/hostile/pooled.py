"""Runs in a process that has run others before: ten times as fast as a process for each."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from tests.hostile.outcome import Limits, Outcome
from tests.hostile.trial import Trial
from tests.hostile.watch import Watch
from tests.hostile.worker import peak
from tests.places import ROOT

RUNS = 200  # a process makes so many, then a new one takes its place
_STEP = 0.25


class Pooled:
    """A worker (see `tests.hostile.worker`), with another in its place where it ended or had to be ended.

    What runs print goes to files in the folder `streams`.
    """

    def __init__(self, entry: str, streams: Path, environment: Mapping[str, str], limits: Limits) -> None:
        self._entry, self._streams, self._environment, self._limits = entry, streams, environment, limits
        self._process: subprocess.Popen[bytes] | None = None
        self._runs = 0

    def run(self, trial: Trial, folder: Path) -> Outcome:
        """What comes of a trial in that folder."""
        process = self._ready()
        (self._streams / "stdin").write_bytes(trial.stdin)
        for name in ("stdout", "stderr"):
            (self._streams / name).write_bytes(b"")
        request = {name: str(self._streams / name) for name in ("stdin", "stdout", "stderr")}
        request["folder"] = str(folder)
        asked = {**request, "arguments": [os.fsdecode(one) for one in trial.arguments]}
        watch = Watch(process.pid, self._limits)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        while not _has_more(process.stdout):
            if watch.over():
                seconds, megabytes = max(watch.processor(), watch.clock()), peak(str(process.pid))
                self.close()
                return self._outcome(None, seconds, megabytes)
        seconds, answer = watch.processor(), process.stdout.readline()
        if answer:
            told = json.loads(answer)
            return self._outcome(told["code"], seconds, told["megabytes"])
        code = process.wait()
        self.close()
        return self._outcome(code, seconds, 0)

    def close(self) -> None:
        """End the worker."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process = None

    def _outcome(self, code: int | None, seconds: float, megabytes: float) -> Outcome:
        stdout, stderr = ((self._streams / name).read_bytes() for name in ("stdout", "stderr"))
        return Outcome(code, stdout, stderr, seconds, megabytes)

    def _ready(self) -> subprocess.Popen[bytes]:
        self._runs += 1
        if self._runs % RUNS == 0:
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.hostile.worker", self._entry],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env=dict(self._environment),
            )
        return self._process


def _has_more(stream: IO[bytes]) -> bool:
    """Whether something, or the end, can be read; waits a little."""
    return bool(select.select([stream], [], [], _STEP)[0])
