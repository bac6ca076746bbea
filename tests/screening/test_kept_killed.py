"""A screening that is killed or interrupted at any moment and resumed gives the bytes of one that nobody disturbed."""

import csv
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.profiles import LONG

MOMENTS = 100 if LONG else 4
# Several processes and many small chunks, so that there is much to be caught in.
PROGRAM = """
import sys
from compliance.screening import chunks, workers
if __name__ == "__main__":
    chunks.CHUNK, workers._WORTH = 100, 0
    from compliance.cli.main import run
    sys.exit(run(sys.argv[1:]))
"""
pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="a system without groups of processes")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of 1,500 leads, and the program."""
    chance, folder = random.Random(1), tmp_path_factory.mktemp("killed")
    with (folder / "leads.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["项目编号", "项目名称", "行业代码", "总投资(万元)", "县(市、区)"])
        for number in range(1500):
            code, amount = chance.choice(["3011", "3311", "2521", ""]), chance.choice(["5000", "约3亿元", "很多"])
            table.writerow([f"P{number}", f"项目{number}", code, amount, chance.choice(["叶县", "新华区"])])
    (folder / "program.py").write_text(PROGRAM)
    return folder


def started(folder: Path, output: str, *more: str) -> "subprocess.Popen[bytes]":
    """A screening under way."""
    asked = ["screen", "leads.csv", "-o", output, "--as-of", "2015-06-01", "-q", *more]
    return subprocess.Popen(
        [sys.executable, "program.py", *asked],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def ended(process: "subprocess.Popen[bytes]") -> int:
    """The exit code; the whole group of its processes is gone a moment later."""
    code = process.wait(timeout=60)
    until = time.monotonic() + 20
    while _lives(process.pid):
        assert time.monotonic() < until, "processes outlive the one that started them"
        time.sleep(0.05)
    return code


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> tuple[bytes, float]:
    """The result, and how many seconds it took."""
    begin = time.monotonic()
    assert ended(started(folder, "whole.csv")) == 0
    return (folder / "whole.csv").read_bytes(), time.monotonic() - begin


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_killed_and_resumed_it_gives_the_same_bytes(
    folder: Path, undisturbed: tuple[bytes, float], moment: int
) -> None:
    whole, took = undisturbed
    chance = random.Random(moment)
    output, parts = f"killed-{moment}.csv", folder / f".killed-{moment}.csv.parts"
    (folder / output).write_text("an earlier result")
    process = started(folder, output)
    time.sleep(chance.uniform(0.1, 1) * took)
    number = chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
    process.send_signal(number)
    code = ended(process)
    assert code in (0, 130, -number)
    if code != 0:
        # Killed when all is done, it has put the result in its place.
        assert (folder / output).read_bytes() in (b"an earlier result", whole)
        more = ["--resume"] if (parts / "run.json").exists() else []
        assert ended(started(folder, output, *more)) == 0
    assert (folder / output).read_bytes() == whole
    assert not parts.exists()


@pytest.mark.parametrize("signals", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGINT] * 4], ids=str)
def test_one_or_many_interrupts_end_a_run_soon_with_what_was_done_kept(folder: Path, signals: list[int]) -> None:
    output = f"interrupted-{len(signals)}-{signals[0]}.csv"
    process, parts = started(folder, output), folder / f".{output}.parts"
    while not list(parts.glob("_sums-*")):
        assert process.poll() is None
        time.sleep(0.02)
    begin = time.monotonic()
    for number in signals:
        process.send_signal(number)
        time.sleep(0.2)
    assert process.wait(timeout=30) == 130
    assert time.monotonic() - begin < 5 + 0.2 * len(signals)
    assert ended(process) == 130
    assert list(parts.glob("_sums-*"))
    assert not (folder / output).exists()


def test_two_at_once_for_one_output_leave_the_result_of_the_first(
    folder: Path, undisturbed: tuple[bytes, float]
) -> None:
    first = started(folder, "twice.csv")
    while not (folder / ".twice.csv.parts/run.json").exists():
        assert first.poll() is None
        time.sleep(0.02)
    assert ended(started(folder, "twice.csv")) == 2
    assert ended(first) == 0
    assert (folder / "twice.csv").read_bytes() == undisturbed[0]
