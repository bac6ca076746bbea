"""What is wrong with a run."""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.hostile.folder_state import State, holds_something
from tests.hostile.outcome import Limits, Outcome
from tests.hostile.trial import Trial

PASS, FAIL, BAD_INPUT, UNSETTLED, BROKEN_PIPE = 0, 1, 2, 3, 141
VERDICTS = (FAIL, UNSETTLED)
FINDING_COMMANDS = (b"test", b"coverage", b"mutate", b"trace")  # of `rules`: they end with 1 where they find something
TRACES = (b"Traceback (most recent call last)", b"panicked at", b"Exception ignored", b"stack backtrace")
LEFTOVERS = (b".unfinished-", b".__atomic", b"tmp")
OWN = (b"part-", b"_screening")  # names that the program gives to files in the folder of a screening
DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Kind(StrEnum):
    """The kinds of faults, which are the columns of the table."""

    TRACEBACK = "tracebacks"
    EXIT = "wrong exits"
    TIMEOUT = "timeouts"
    MEMORY = "memory"
    SILENT = "silent"
    CONTROLS = "controls"
    LEFTOVER = "leftovers"
    CHANGED = "changed"


@dataclass(frozen=True)
class Fault:
    """A fault, and what shows it."""

    kind: Kind
    what: str


@dataclass(frozen=True)
class Run:
    """A run with the folder that it was in, as that was before and is after."""

    trial: Trial
    outcome: Outcome
    folder: Path
    before: State
    after: State
    left_elsewhere: tuple[bytes, ...] = ()  # what is new among the temporary files and in the store of rulebooks


def faults(run: Run, limits: Limits) -> list[Fault]:
    """Everything that is wrong with a run."""
    return [*_of_code(run), *_of_use(run, limits), *_of_words(run), *_of_files(run)]


def _of_code(run: Run) -> Iterator[Fault]:
    code = run.outcome.code
    if code is None:
        return  # the limit that ended it is told
    if code < 0:
        yield Fault(Kind.EXIT, f"killed by signal {-code}")
    elif code in VERDICTS:
        if not _may_end_with(run, code):
            yield Fault(Kind.EXIT, f"exit code {code} without a verdict")
    elif code == BROKEN_PIPE:
        if not (run.trial.surroundings and run.trial.surroundings.broken):
            yield Fault(Kind.EXIT, "exit code 141, and no pipe is broken")
    elif code not in (PASS, BAD_INPUT):
        yield Fault(Kind.EXIT, f"exit code {code}")
    elif code == PASS and run.trial.command == "review" and not _said_something(run):
        yield Fault(Kind.SILENT, "a review that passes and shows nothing")


def _may_end_with(run: Run, code: int) -> bool:
    if run.trial.command == "rules":
        return code == FAIL and run.trial.arguments[1] in FINDING_COMMANDS and bool(run.outcome.stdout.strip())
    return run.trial.command in ("review", "memo") and _said_something(run)


def _said_something(run: Run) -> bool:
    """Whether a verdict was shown or written; whoever closed standard output, or reads no further, wants the code.

    One that is full is another matter: what was to be shown is lost.
    """
    around = run.trial.surroundings
    unread = around is not None and (around.broken or ">&-" in around.redirections.replace("2>&-", ""))
    written = any(holds_something(run.folder, name) for name in run.trial.outputs)
    return unread or written or bool(run.outcome.stdout.strip())


def _of_use(run: Run, limits: Limits) -> Iterator[Fault]:
    if run.outcome.code is None:
        yield Fault(Kind.TIMEOUT, f"ended after {run.outcome.seconds:.1f} s")
    elif run.outcome.seconds > limits.processor:
        yield Fault(Kind.TIMEOUT, f"took {run.outcome.seconds:.1f} s")
    if run.outcome.megabytes > limits.megabytes:
        yield Fault(Kind.MEMORY, f"took {run.outcome.megabytes:.0f} MB")


def _of_words(run: Run) -> Iterator[Fault]:
    printed = run.outcome.stdout + run.outcome.stderr
    found = [trace for trace in TRACES if trace in printed]
    if found:
        yield Fault(Kind.TRACEBACK, found[0].decode())
    if run.outcome.code == BAD_INPUT and not run.outcome.stderr.strip() and not _deaf(run.trial):
        yield Fault(Kind.SILENT, "exit code 2 without a word")
    shown = b"" if b"json" in run.trial.arguments else run.outcome.stdout  # JSON is for programs
    for name, text in (("stderr", run.outcome.stderr), ("stdout", shown)):
        controls = sorted({ascii(c) for c in text.decode("utf-8", "surrogateescape") if _disturbs(c)})
        if controls and _in_utf8(run.trial):
            yield Fault(Kind.CONTROLS, f"{name} holds {' '.join(controls[:5])}")


def _deaf(trial: Trial) -> bool:
    """Whether standard error leads nowhere."""
    return trial.surroundings is not None and "2>" in trial.surroundings.redirections


def _in_utf8(trial: Trial) -> bool:
    return trial.surroundings is None or not trial.surroundings.environment


def _disturbs(character: str) -> bool:
    """Whether a character could disturb a terminal."""
    return character not in "\n\t" and (unicodedata.category(character) in ("Cc", "Cs") or character in DIRECTIONS)


def _of_files(run: Run) -> Iterator[Fault]:
    new = [name for name in run.after if name not in run.before]
    left = [name for name in new if os.path.basename(name).startswith(LEFTOVERS)]
    if run.outcome.code == PASS:
        left += [name for name in new if name.endswith(b".parts")]
    for name in [*left, *run.left_elsewhere]:
        yield Fault(Kind.LEFTOVER, ascii(os.fsdecode(name)))
    for name, was in run.before.items():
        if run.after.get(name) != was and not _may_change(run, name):
            yield Fault(Kind.CHANGED, f"{os.fsdecode(name)!a} is {run.after.get(name, 'gone')[:20]}, was {was[:20]}")


def _may_change(run: Run, name: bytes) -> bool:
    """Whether it is an output and the run was not refused or ended; in a folder only what the program made may go."""
    if run.outcome.code not in (PASS, *VERDICTS) and not run.trial.may_write_some:
        return False
    if name in run.trial.outputs or name.startswith(tuple(b"." + output + b".parts" for output in run.trial.outputs)):
        return True
    inside = any(name.startswith(output + b"/") for output in run.trial.outputs)
    return inside and (name in run.after or os.path.basename(name).startswith(OWN))
