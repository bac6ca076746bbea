"""A command line that fails in the way its first argument says, to show that the campaign notices."""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def run(arguments: Sequence[str]) -> int:
    """Do as the first argument says."""
    return WAYS[arguments[0]]()


def _well() -> int:
    print("a verdict")
    return 0


def _refuse() -> int:
    print("a.csv: cannot be read", file=sys.stderr)
    return 2


def _raise() -> int:
    raise ValueError("planted")


def _shown_and_refused() -> int:
    print("Traceback (most recent call last):\n  planted", file=sys.stderr)
    return 2


def _internal() -> int:
    print("internal error", file=sys.stderr)
    return 70


def _verdict_without_words() -> int:
    return 1


def _abort() -> int:
    os.abort()


def _work_for_ever() -> int:
    while True:
        pass


def _wait_for_ever() -> int:
    time.sleep(3600)
    return 0


def _much_memory() -> int:
    len(bytearray(400_000_000))
    return 0


def _silent() -> int:
    return 2


def _controls() -> int:
    print("a\x1b[2Jb", file=sys.stderr)
    return 2


def _leftover() -> int:
    Path(".unfinished-0").touch()
    return 0


def _leftover_elsewhere() -> int:
    Path(os.environ["TMPDIR"], "x").touch()
    return 0


def _parts() -> int:
    Path(".r.csv.parts").mkdir()
    return 0


def _change_input() -> int:
    Path("a.csv").write_text("other", encoding="utf-8")
    return 0


def _remove_input() -> int:
    Path("a.csv").unlink()
    return 0


def _half_output() -> int:
    Path("r.csv").write_text("half", encoding="utf-8")
    return _refuse()


def _whole_output() -> int:
    Path("r.csv").write_text("whole", encoding="utf-8")
    return 0


def _empty_folder() -> int:
    Path("codes/notes.txt").unlink()
    return 0


def _own_folder() -> int:
    Path("codes/part-0.csv").unlink()
    return 0


WAYS: Mapping[str, Callable[[], int]] = {
    "well": _well,
    "refuse": _refuse,
    "raise": _raise,
    "shown and refused": _shown_and_refused,
    "internal": _internal,
    "verdict without words": _verdict_without_words,
    "abort": _abort,
    "work for ever": _work_for_ever,
    "wait for ever": _wait_for_ever,
    "much memory": _much_memory,
    "silent": _silent,
    "controls": _controls,
    "leftover": _leftover,
    "leftover elsewhere": _leftover_elsewhere,
    "parts": _parts,
    "change input": _change_input,
    "remove input": _remove_input,
    "half output": _half_output,
    "whole output": _whole_output,
    "empty folder": _empty_folder,
    "own folder": _own_folder,
}
