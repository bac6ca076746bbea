"""A process that runs command lines one after another: `python -m tests.hostile.worker MODULE:FUNCTION`.

Reads a request on each line of standard input, as JSON: the folder to run in, the arguments, and the files for the
three streams.  Answers each with a line of JSON: the exit code, and the most memory that the process had meanwhile.
"""

import importlib
import json
import os
import resource
import sys
import traceback
from collections.abc import Callable, Sequence

MOST_MEMORY = 6 << 30  # so that a run without bound ends by itself and leaves the machine alone
MOST_WRITTEN = 1 << 30


def main(entry: str) -> None:
    """Answer requests until there are no more."""
    module, _, function = entry.partition(":")
    run: Callable[[Sequence[str]], int] = getattr(importlib.import_module(module), function)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    requests, answers = os.fdopen(os.dup(0), "r"), os.fdopen(os.dup(1), "w")
    for line in requests:
        request = json.loads(line)
        os.chdir(request["folder"])
        _redirect(request["stdin"], request["stdout"], request["stderr"])
        forget_peak()
        code = ended(run, request["arguments"])
        answers.write(json.dumps({"code": code, "megabytes": peak()}) + "\n")
        answers.flush()


def ended(run: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """The exit code that a process of its own would have."""
    try:
        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 70
    return code


def _redirect(*files: str) -> None:
    """Lead the three streams to files, below Python and in it."""
    flags = (os.O_RDONLY, *(os.O_WRONLY | os.O_CREAT | os.O_TRUNC,) * 2)
    for number, (file, flag) in enumerate(zip(files, flags, strict=True)):
        opened = os.open(file, flag, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = os.fdopen(0, "r", encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)


def forget_peak() -> None:
    """Measure the peak of memory from here."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as stream:
        stream.write("5")


def peak(process: str = "self") -> float:
    """The most memory that a process had, in megabytes; 0 if it is gone."""
    try:
        with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as stream:
            sizes = [line.split()[1] for line in stream if line.startswith("VmHWM:")]
    except OSError:
        return 0
    return int(sizes[0]) / 1024 if sizes else 0


if __name__ == "__main__":
    main(sys.argv[1])
