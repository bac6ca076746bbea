"""A letter is written only where it follows from the verdict."""

from collections.abc import Mapping, Sequence

import pytest

from compliance.report.letters.kinds import PaperKind, why_not
from compliance.report.review.answering import compose_answer
from tests.people import GIVEN, decided, found
from tests.review.staged import LEAD, PAPERS

CLEAN = (found(事项="是否认定为重污染项目", 结论="否"), found(事项="是否认定为低水平重复项目", 结论="否"))
FULL = {**LEAD, **PAPERS}


@pytest.mark.parametrize(
    ("given", "findings", "kinds"),
    [
        (FULL, CLEAN, set()),
        (FULL, (), {PaperKind.CONSULTATION}),
        ({"项目名称": "某项目"}, (), {PaperKind.LETTER}),
        (GIVEN, CLEAN, {PaperKind.LETTER}),
        ({**FULL, "产业结构调整指导目录类别": "淘汰类"}, (), {PaperKind.NOTICE}),
    ],
    ids=["passed", "referred", "incomplete", "conditional", "refused"],
)
def test_each_verdict_has_its_letters_and_a_memo_always(
    given: Mapping[str, object], findings: Sequence[dict[str, str]], kinds: set[PaperKind]
) -> None:
    answer = compose_answer(decided(given, *findings), "zh")
    assert {kind for kind in PaperKind if why_not(kind, answer) is None} == kinds | {PaperKind.MEMO}


def test_why_a_letter_does_not_follow_is_said() -> None:
    said = why_not(PaperKind.NOTICE, compose_answer(decided(FULL, *CLEAN), "zh"))
    assert said is not None
    assert said.zh == "结论不是不予通过"
