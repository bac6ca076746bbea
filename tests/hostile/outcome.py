"""What came of a run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a run may use: seconds of the processor, seconds without using it, seconds in all; megabytes."""

    processor: float = 10
    idle: float = 10
    clock: float = 120
    megabytes: float = 1500


@dataclass(frozen=True)
class Outcome:
    """The exit code (below zero for a signal, None where the run was ended), what was printed, and what was used."""

    code: int | None
    stdout: bytes
    stderr: bytes
    seconds: float
    megabytes: float

    @property
    def last_line(self) -> str:
        """The last line on standard error that says something, printable."""
        lines = [line for line in self.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        return "".join(c if c.isprintable() else "?" for c in lines[-1][:300]) if lines else ""
