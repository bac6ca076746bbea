"""What the exit code of a command says.  Documented in README and docs/architecture.md."""

from collections.abc import Iterable

from compliance.review.decision import Verdict

PASS = 0
FAIL = 1
BAD_INPUT = 2
UNSETTLED = 3
INTERRUPTED = 130
BROKEN_PIPE = 141  # what shells say of a program whose reader has gone

_BY_VERDICT = {
    Verdict.PASS: PASS,
    Verdict.FAIL: FAIL,
    Verdict.UNDETERMINED: UNSETTLED,
    Verdict.CONDITIONAL: UNSETTLED,
}


def of_verdicts(verdicts: Iterable[Verdict]) -> int:
    """The code of a review of several cases: fail before unsettled before pass."""
    codes = {_BY_VERDICT[verdict] for verdict in verdicts}
    return next((code for code in (FAIL, UNSETTLED) if code in codes), PASS)
