"""Memos: how long one takes from the command line, and a thousand in one process, with the memory they take."""

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from compliance.intake.application import read_applications
from compliance.report.memo.formats import FORMATS
from compliance.report.memo.project import compose_memo
from compliance.review import Reviewer
from compliance.rulebook.store import open_rulebook

APPLICATIONS = sorted(Path("examples").glob("*.yaml"))
MEMOS = 1000
DAY = date(2015, 12, 31)


def memory() -> int:
    """The most memory that this process has taken, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in FORMATS:
            command = [sys.executable, "-m", "compliance", "memo", str(APPLICATIONS[0]), "-o", f"{folder}/memo{suffix}"]
            subprocess.run(command, check=False)
            start = time.perf_counter()
            subprocess.run(command, check=False)
            print(f"one {suffix} memo, command line: {time.perf_counter() - start:.2f} s")
    rulebook = open_rulebook(None, None)
    reviewer = Reviewer(rulebook)
    cases = [read_applications(path, rulebook.vocabulary)[0] for path in APPLICATIONS]
    for suffix, render in FORMATS.items():
        before, start = 0, time.perf_counter()
        for number in range(MEMOS):
            if number == MEMOS // 10:
                before = memory()
            render(compose_memo(reviewer.review(cases[number % len(cases)], None, DAY), rulebook, "zh"))
        taken = time.perf_counter() - start
        grown = memory() - before
        print(
            f"{MEMOS} {suffix} memos: {taken:.1f} s; memory grew by {grown} MB after the first tenth, to {memory()} MB"
        )


if __name__ == "__main__":
    main()
