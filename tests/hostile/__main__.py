"""The command line of the campaign: `python -m tests.hostile --seed 1 --inputs 10000`."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.hostile.bench import Bench
from tests.hostile.campaign import Result, carry_out, result_of
from tests.hostile.families import FAMILIES, keys, trial
from tests.hostile.outcome import Limits
from tests.hostile.table import failure, failures, table
from tests.hostile.trial import Key


def main(given: Sequence[str] | None = None) -> int:
    """Run a campaign, or one input of it; 1 where something is wrong."""
    asked = _parsed(given)
    if asked.number is not None:
        return _one(Key(asked.family, asked.number, asked.seed))
    with tempfile.TemporaryDirectory(prefix="hostile-") as home:
        os.chmod(home, 0o755)
        start = time.monotonic()
        wanted = [key for key in keys(asked.seed, asked.inputs) if asked.family in (None, key.family)]
        told = _Told(len(wanted)) if asked.show else _unseen
        results = carry_out(wanted, Path(home), benches=asked.processes, on_result=told)
    found = failures(results)
    print(*found, sep="\n\n", end="\n\n" if found else "")
    print(table(results), end="")
    print(f"seed {asked.seed}, {time.monotonic() - start:.0f} s, {len(found)} inputs with faults")
    return 1 if found else 0


def _parsed(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.hostile", description=__doc__)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--inputs", type=int, default=300, help="how many, of all families together")
    parser.add_argument("--family", choices=list(FAMILIES), help="this family alone")
    parser.add_argument("--number", type=int, help="this input of the family alone; its folder is kept")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--show", action="store_true", help="show each fault when it is found, and how far it is")
    asked = parser.parse_args(given)
    if asked.number is not None and asked.family is None:
        parser.error("--number needs --family")
    return asked


def _one(key: Key) -> int:
    """Run one input, and show everything of it."""
    home, limits = Path(tempfile.mkdtemp(prefix="hostile-")), Limits()
    home.chmod(0o755)
    bench = Bench(home, limits)
    run = bench.run(trial(key))
    bench.close()
    result = result_of(key, run, limits)
    print(f"folder: {bench.folder}\ncommand: {result.line}\nsurroundings: {run.trial.surroundings}")
    print(f"exit {result.code}, {result.seconds:.1f} s, {result.megabytes:.0f} MB")
    print(f"stdout:\n{_cut(run.outcome.stdout)}\nstderr:\n{_cut(run.outcome.stderr)}")
    print(*(f"{fault.kind}: {fault.what}" for fault in result.faults), sep="\n")
    return 1 if result.faults else 0


def _cut(printed: bytes) -> str:
    text = printed.decode("utf-8", "backslashreplace")
    shown = text if len(text) < 4_000 else f"{text[:2_000]}\n…\n{text[-2_000:]}"
    return "".join(c if c.isprintable() or c in "\n\u3000" else ascii(c)[1:-1] for c in shown)


class _Told:
    """Shows each fault when it is found, and how far the campaign is."""

    def __init__(self, wanted: int) -> None:
        self._wanted, self._done = wanted, 0

    def __call__(self, result: Result) -> None:
        self._done += 1
        if result.faults:
            print(failure(result), end="\n\n", flush=True)
        if self._done % 100 == 0:
            print(f"{self._done} of {self._wanted}", file=sys.stderr, flush=True)


def _unseen(result: Result) -> None:
    """Show nothing yet."""


if __name__ == "__main__":
    sys.exit(main())
