"""A campaign: many inputs, on several benches at once, and what was found."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.bench import COMMAND, Bench
from tests.hostile.families import trial
from tests.hostile.judge import Fault, Run, faults
from tests.hostile.outcome import Limits
from tests.hostile.trial import Key, Trial


@dataclass(frozen=True)
class Result:
    """What came of an input."""

    key: Key
    line: str
    code: int | None
    last_line: str
    seconds: float
    megabytes: float
    faults: tuple[Fault, ...]


def carry_out(
    keys: Sequence[Key],
    home: Path,
    *,
    benches: int = 2,
    limits: Limits | None = None,
    entry: str = COMMAND,
    make: Callable[[Key], Trial] = trial,
    on_result: Callable[[Result], None] = lambda result: None,
) -> list[Result]:
    """The results of all inputs, in the order of their keys; they are run in folders below `home`.

    `entry` is the function that runs a command line, `make` what makes an input of its key.
    """
    used = limits or Limits()
    todo, lock = iter(keys), threading.Lock()

    def following() -> Iterator[Key]:
        while True:
            with lock:
                key = next(todo, None)
            if key is None:
                return
            yield key

    def work(number: int) -> list[Result]:
        bench = Bench(home / f"bench-{number}", used, entry)
        found = []
        try:
            for key in following():
                result = result_of(key, bench.run(make(key)), used)
                found.append(result)
                on_result(result)
        finally:
            bench.close()
        return found

    with ThreadPoolExecutor(benches) as threads:
        try:
            found = [one for some in threads.map(work, range(benches)) for one in some]
        finally:
            todo = iter(())  # whoever interrupts need not wait for the rest
    return sorted(found, key=lambda result: result.key)


def result_of(key: Key, run: Run, limits: Limits) -> Result:
    """The result of a run, judged."""
    outcome = run.outcome
    return Result(
        key,
        run.trial.line(),
        outcome.code,
        outcome.last_line,
        outcome.seconds,
        outcome.megabytes,
        tuple(faults(run, limits)),
    )
