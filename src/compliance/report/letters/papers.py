"""The paper of a kind on a decision, or why none follows from it."""

from typing import NamedTuple

from compliance.errors import RequestError
from compliance.intake.office import Profile
from compliance.report.letters.enclosure import enclosed_form
from compliance.report.letters.kinds import PaperKind, why_not
from compliance.report.letters.to_applicant import compose_letter, compose_notice
from compliance.report.letters.to_offices import compose_consultations
from compliance.report.memo.content import Memo
from compliance.report.memo.project import compose_memo
from compliance.report.review.answering import compose_answer
from compliance.review.decision import Decision
from compliance.rulebook.model import Rulebook
from compliance.text import Lang, Text


def follows(kind: PaperKind, decision: Decision) -> bool:
    """Whether a paper of that kind follows from the decision."""
    return _why_not(kind, decision) is None


def _why_not(kind: PaperKind, decision: Decision) -> Text | None:
    """Why no paper of that kind follows; a memo always does, and no answer is composed to see that."""
    return None if kind is PaperKind.MEMO else why_not(kind, compose_answer(decision, "zh"))


class Paper(NamedTuple):
    """A memo or a letter, and the form that is enclosed with it, as a Word file, if any."""

    memo: Memo
    enclosed: bytes | None = None


def paper_of(kind: PaperKind, decision: Decision, rulebook: Rulebook, lang: Lang, profile: Profile) -> Paper:
    """The one paper of that kind on a decision.

    Raises: RequestError where none follows from it, or letters to several offices do, which are written to a folder.
    """
    refused = _why_not(kind, decision)
    if refused is not None:
        name = decision.case.name
        raise RequestError(
            Text(f"“{name}”不能写 --kind {kind}:{refused.zh}", f"no --kind {kind} on {name!r}: {refused.en}")
        )
    match kind:
        case PaperKind.MEMO:
            return Paper(compose_memo(decision, rulebook, lang, profile))
        case PaperKind.LETTER:
            form = enclosed_form(decision, rulebook, lang, profile)
            return Paper(compose_letter(decision, lang, profile, enclosed=form is not None), form)
        case PaperKind.NOTICE:
            return Paper(compose_notice(decision, lang, profile))
        case PaperKind.CONSULTATION:
            letters = list(compose_consultations([decision], lang, profile))
            if len(letters) > 1:
                named = "、".join(letter.called for letter in letters)
                zh = f"须由 {len(letters)} 个部门认定({named}),各写一份;-o 用文件夹"
                en = f"{len(letters)} offices have something to find, each gets a letter of its own: -o is a folder"
                raise RequestError(Text(zh, en))
            return Paper(letters[0].letter)
