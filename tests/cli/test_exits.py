"""The exit code of a review of several cases is that of the worst."""

import pytest

from compliance.cli.exits import FAIL, PASS, UNSETTLED, of_verdicts
from compliance.review.decision import Verdict


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ([Verdict.PASS], PASS),
        ([Verdict.CONDITIONAL], UNSETTLED),
        ([Verdict.REFERRED], UNSETTLED),
        ([Verdict.UNDETERMINED], UNSETTLED),
        ([Verdict.FAIL], FAIL),
        ([Verdict.PASS, Verdict.CONDITIONAL], UNSETTLED),
        ([Verdict.REFERRED, Verdict.PASS], UNSETTLED),
        ([Verdict.UNDETERMINED, Verdict.FAIL, Verdict.PASS], FAIL),
        ([], PASS),
    ],
)
def test_fail_counts_before_unsettled_and_unsettled_before_pass(verdicts: list[Verdict], code: int) -> None:
    assert of_verdicts(verdicts) == code
