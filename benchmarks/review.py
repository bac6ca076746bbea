"""Times a cold review (a process of its own) and a warm evaluation of one case.  Run with `make bench`.

Figures depend on the machine; the budgets are the project's own: 600 ms cold, 3 ms warm.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from compliance.cli.exits import FAIL, PASS, UNSETTLED
from compliance.intake.application import read_applications
from compliance.review.reviewer import Reviewer
from compliance.rulebook.cache import open_rulebook

EXAMPLES = sorted(Path("examples").glob("*.yaml"))
COLD, WARM = 11, 300
VERDICTS = (PASS, FAIL, UNSETTLED)


def milliseconds(run: Callable[[], object], times: int) -> list[float]:
    """How long each of so many runs took."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        found.append((time.perf_counter() - begin) * 1000)
    return found


def line(what: str, found: list[float], budget: float) -> str:
    """Minimum, median and maximum beside the budget."""
    low, middle, high = min(found), statistics.median(found), max(found)
    return f"{what:<44} {low:8.2f} {middle:8.2f} {high:8.2f}   {budget:.0f}"


def review(command: list[str]) -> None:
    """Run the command, which ends with the code of a verdict."""
    code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    if code not in VERDICTS:
        raise SystemExit(f"{command} ended with {code}")


def main() -> None:
    """Print a table in milliseconds."""
    command = [sys.executable, "-m", "compliance", "review", "examples/baolong-stainless.yaml"]
    print(f"Python {sys.version.split()[0]}; milliseconds: least, median, most, budget of the median")
    review(command)
    cold = milliseconds(lambda: review(command), COLD)
    print(line("cold: process to finished text report", cold, 600))
    rulebook = open_rulebook()
    reviewer = Reviewer(rulebook, rulebook.vocabulary.stages.for_review(None))
    day = date(2015, 12, 31)
    warm: list[float] = []
    for example in EXAMPLES:
        (case,) = read_applications(example, rulebook.vocabulary)
        reviewer.review(case, None, day)
        found = milliseconds(lambda c=case: reviewer.review(c, None, day), WARM)  # type: ignore[misc]
        print(line(f"warm: {example.stem}", found, 3))
        warm += found
    print(line("warm: every example", warm, 3))


if __name__ == "__main__":
    main()
