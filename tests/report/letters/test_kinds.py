"""A letter is written only where it follows from the verdict."""

import pytest

from compliance.report.letters.kinds import PaperKind, why_not
from compliance.report.review.answering import compose_answer
from compliance.review.decision import Decision
from tests.people import GIVEN, decided, found
from tests.review.staged import LEAD, PAPERS

CLEAN = (found(事项="是否认定为重污染项目", 结论="否"), found(事项="是否认定为低水平重复项目", 结论="否"))
PASSED = decided({**LEAD, **PAPERS}, *CLEAN)
REFERRED = decided({**LEAD, **PAPERS})
INCOMPLETE = decided({"项目名称": "某项目"})
CONDITIONAL = decided(GIVEN, *CLEAN)
REFUSED = decided({**LEAD, **PAPERS, "产业结构调整指导目录类别": "淘汰类"})


@pytest.mark.parametrize(
    ("decision", "kinds"),
    [
        (PASSED, set()),
        (REFERRED, {PaperKind.CONSULTATION}),
        (INCOMPLETE, {PaperKind.LETTER}),
        (CONDITIONAL, {PaperKind.LETTER}),
        (REFUSED, {PaperKind.NOTICE}),
    ],
    ids=["passed", "referred", "incomplete", "conditional", "refused"],
)
def test_each_verdict_has_its_letters_and_a_memo_always(decision: Decision, kinds: set[PaperKind]) -> None:
    answer = compose_answer(decision, "zh")
    assert {kind for kind in PaperKind if why_not(kind, answer) is None} == kinds | {PaperKind.MEMO}


def test_why_a_letter_does_not_follow_is_said() -> None:
    said = why_not(PaperKind.NOTICE, compose_answer(PASSED, "zh"))
    assert said is not None
    assert said.zh == "结论不是不予通过"
