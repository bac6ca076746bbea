"""Runs in a process of their own, whose streams, limits and powers are others than usual."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import IO

from tests.hostile.outcome import Limits, Outcome
from tests.hostile.trial import Surroundings, Trial
from tests.hostile.watch import Watch
from tests.hostile.worker import peak

# Root without the powers that let it pass over the modes of files.
_POWERLESS = "setpriv --bounding-set=-dac_override,-dac_read_search,-fowner "


def run_alone(
    trial: Trial, around: Surroundings, folder: Path, environment: Mapping[str, str], limits: Limits
) -> Outcome:
    """What comes of a trial in that folder; a shell leads its streams."""
    limit = "" if around.blocks is None else f"ulimit -f {around.blocks}; "
    drop = _POWERLESS if around.powerless and os.geteuid() == 0 and shutil.which("setpriv") else ""
    script = f'{limit}exec {drop}"$@" {around.redirections}'
    process = subprocess.Popen(
        ["/bin/sh", "-c", script, "sh", sys.executable, "-m", "compliance", *trial.arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**environment, **around.environment},
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    if around.broken:
        process.stdout.close()
    feeding = Thread(target=_feed, args=(process.stdin, trial.stdin), daemon=True)
    feeding.start()
    stdout, stderr = _Collected(process.stdout), _Collected(process.stderr)
    code, seconds, megabytes = _waited(process, Watch(process.pid, limits))
    feeding.join(1)
    return Outcome(code, stdout.content(), stderr.content(), seconds, megabytes)


def _feed(stream: IO[bytes], content: bytes) -> None:
    """Write what the process reads, as far as it does."""
    try:
        with stream:
            stream.write(content)
    except BrokenPipeError:
        return


class _Collected:
    """What a process writes, read as it comes, so that it need not wait."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._pieces = stream, list[bytes]()
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        if self._stream.closed:
            return
        with self._stream:
            while piece := self._stream.read(1 << 16):
                self._pieces.append(piece)

    def content(self) -> bytes:
        """All of it; without the end if another process still holds the stream."""
        self._thread.join(2)
        return b"".join(self._pieces)


def _waited(process: subprocess.Popen[bytes], watch: Watch) -> tuple[int | None, float, float]:
    """The exit code, None if it was ended; the seconds and the megabytes that it used."""
    ended, megabytes = False, 0.0
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            code = process.returncode = os.waitstatus_to_exitcode(status)
            seconds = watch.clock() if ended else used.ru_utime + used.ru_stime
            return None if ended else code, seconds, megabytes
        megabytes = max(megabytes, peak(str(process.pid)))  # what wait4 tells may be that of this process
        if not ended and watch.over():
            os.killpg(process.pid, signal.SIGKILL)
            ended = True
        time.sleep(0.01)
