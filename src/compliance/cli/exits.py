"""The exit codes of commands, which docs/usage.md explains."""

from collections.abc import Iterable

from compliance.review.decision import Verdict

PASS = 0
FAIL = 1
BAD_INPUT = 2
UNSETTLED = 3
INTERNAL = 70  # an error of the program, never a verdict: EX_SOFTWARE of sysexits.h
INTERRUPTED = 130
BROKEN_PIPE = 141  # the reader closed the pipe; the code that shells give it

_BY_VERDICT = {
    Verdict.PASS: PASS,
    Verdict.FAIL: FAIL,
    Verdict.UNDETERMINED: UNSETTLED,
    Verdict.REFERRED: UNSETTLED,
    Verdict.CONDITIONAL: UNSETTLED,
}


def of_verdicts(verdicts: Iterable[Verdict]) -> int:
    """The code of a review of several cases: fail before unsettled before pass."""
    codes = {_BY_VERDICT[verdict] for verdict in verdicts}
    return next((code for code in (FAIL, UNSETTLED) if code in codes), PASS)
