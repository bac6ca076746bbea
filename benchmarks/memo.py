"""Memos: how long one takes from the command line, and a thousand into a folder, with the memory that they take."""

import csv
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

APPLICATION = "examples/baolong-stainless.yaml"
SUFFIXES = (".docx", ".pdf", ".html", ".md")
MEMOS = 1000
DAY = "2015-12-31"
HEADER = (
    "项目编号",
    "项目名称",
    "拟入驻集聚区",
    "用地面积(亩)",
    "固定资产投资",
    "行业代码",
    "是否拟入驻产业集聚区",
    "是否认定为重污染项目",
)
CODES = ("C3311", "3411", "2710", "3021", "1399", "3823")
# Run in a process of its own, to measure the memory of that alone.
COMMAND = """import resource, sys
from compliance.cli.main import run
run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)"""


def ledger(folder: str, count: int) -> str:
    """A ledger of so many leads, no two of which are equal."""
    path = Path(folder) / f"{count}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(HEADER)
        for n in range(count):
            code, polluting = CODES[n % len(CODES)], "是" if n % 7 == 0 else "否"
            rows.writerow(
                (f"A{n}", f"某企业第{n}期项目", f"第{n % 9}集聚区", 50 + n, f"{9000 + n}万元", code, "是", polluting)
            )
    return str(path)


class Measured(NamedTuple):
    """What a command takes: seconds, seconds of all processors, megabytes."""

    wall: float
    processors: float
    memory: int

    def __str__(self) -> str:
        return f"{self.wall:.1f} s ({self.processors:.1f} s of processors), {self.memory} MB"


def measured(*arguments: str) -> Measured:
    """What the command takes."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "memo", *arguments], check=True, capture_output=True, encoding="utf-8"
    )
    processors, memory = done.stdout.split()[-2:]
    return Measured(time.perf_counter() - start, float(processors), int(memory) // 1024)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in SUFFIXES:
            alone = (APPLICATION, "-o", f"{folder}/memo{suffix}")
            measured(*alone)
            print(f"one {suffix} memo, command line: {measured(*alone)}")
        few, many = ledger(folder, MEMOS // 10), ledger(folder, MEMOS)
        for suffix in SUFFIXES:
            options = ("--format", suffix[1:], "--as-of", DAY, "-q")
            before = measured(few, "-o", f"{folder}/few{suffix[1:]}", *options)
            after = measured(many, "-o", f"{folder}/many{suffix[1:]}", *options)
            print(f"{MEMOS} {suffix} memos: {after}; a tenth of them: {before}")
        large = ledger(folder, 100 * MEMOS)
        taken = measured(large, "-o", f"{folder}/picked", "--row", "77", "--as-of", DAY, "-q")
        print(f"one memo picked from {100 * MEMOS:,} leads, with the summary of all: {taken}")


if __name__ == "__main__":
    main()
