"""What may be written of a decision: a memo, or a letter that follows from it."""

from enum import StrEnum

from compliance.report.review.answer import Act, Answer
from compliance.review.decision import Verdict
from compliance.text import Text


class PaperKind(StrEnum):
    """A memo to be signed, a letter to the applicant, one to the offices that must find something, or a refusal."""

    MEMO = "memo"
    LETTER = "letter"
    CONSULTATION = "consultation"
    NOTICE = "notice"


_REFUSED = Text(
    "结论是不予通过,应写不予通过通知书(--kind notice)", "the verdict is a refusal: --kind notice tells of it"
)
_NOTHING_TO_SUPPLY = Text("没有须由建设单位补正或整改的内容", "the applicant has nothing to supply or to put right")
_NOTHING_TO_FIND = Text("没有须由主管部门认定的事项", "no office has anything to find")
_NOT_REFUSED = Text("结论不是不予通过", "the verdict is no refusal")


def why_not(kind: PaperKind, answer: Answer) -> Text | None:
    """Why no letter of that kind follows from an answer; None where one does."""
    acts = {step.act for step in answer.steps}
    refused = answer.verdict is Verdict.FAIL
    match kind:
        case PaperKind.MEMO:
            return None
        case PaperKind.LETTER:
            return _REFUSED if refused else None if acts & {Act.SUPPLY, Act.RECTIFY} else _NOTHING_TO_SUPPLY
        case PaperKind.CONSULTATION:
            return _REFUSED if refused else None if Act.FIND in acts else _NOTHING_TO_FIND
        case PaperKind.NOTICE:
            return None if refused else _NOT_REFUSED
