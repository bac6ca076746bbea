"""Watches over a process that must come to an end."""

import os
import time

from tests.hostile.outcome import Limits

_TICKS = os.sysconf("SC_CLK_TCK")


class Watch:
    """What a process uses from now on, and whether that is too much.

    A machine that others use may be slow: what counts is the time of the processor, and that it goes on being used.
    """

    def __init__(self, pid: int, limits: Limits) -> None:
        self._pid, self._limits = pid, limits
        self._start, self._used_before = time.monotonic(), _processor_seconds(pid)
        self._used, self._moved = 0.0, self._start

    def over(self) -> bool:
        """Whether it has worked, or waited, for too long."""
        now, used = time.monotonic(), self.processor()
        if used > self._used:
            self._used, self._moved = used, now
        waited = now - self._moved
        return used > self._limits.processor or waited > self._limits.idle or now - self._start > self._limits.clock

    def processor(self) -> float:
        """The seconds of the processor that it has used."""
        return _processor_seconds(self._pid) - self._used_before

    def clock(self) -> float:
        """The seconds that have passed."""
        return time.monotonic() - self._start


def _processor_seconds(pid: int) -> float:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stream:
            fields = stream.read().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / _TICKS
