"""One paper of a kind is composed, or it is said why not."""

import pytest

from compliance.errors import RequestError
from compliance.intake.office import NO_PROFILE
from compliance.report.letters.kinds import PaperKind
from compliance.report.letters.papers import follows, paper_of
from compliance.rulebook.model import Rulebook
from tests.people import decided, found
from tests.review.staged import LEAD, PAPERS

REFERRED = {**LEAD, **PAPERS}
CLEAN_AIR = found(事项="是否认定为重污染项目", 结论="否")


def test_a_letter_to_the_one_office_is_written_and_letters_to_several_need_a_folder(rulebook: Rulebook) -> None:
    letter = paper_of(PaperKind.CONSULTATION, decided(REFERRED, CLEAN_AIR), rulebook, "zh", NO_PROFILE).memo
    assert letter.addressee == "投资主管部门会同行业主管部门："
    with pytest.raises(RequestError, match="2 offices have something to find"):
        paper_of(PaperKind.CONSULTATION, decided(REFERRED), rulebook, "zh", NO_PROFILE)


def test_a_paper_that_does_not_follow_is_refused_with_the_reason(rulebook: Rulebook) -> None:
    assert not follows(PaperKind.NOTICE, decided(REFERRED))
    with pytest.raises(RequestError, match="the verdict is no refusal"):
        paper_of(PaperKind.NOTICE, decided(REFERRED), rulebook, "zh", NO_PROFILE)


def test_a_memo_follows_from_every_decision(rulebook: Rulebook) -> None:
    assert paper_of(PaperKind.MEMO, decided(REFERRED), rulebook, "zh", NO_PROFILE).memo.annexes
