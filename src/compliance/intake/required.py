"""The fields that every application has to state."""

from dataclasses import replace

from compliance.case import Case, Doubt
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

_REQUIRED = Text("必填项没有填写", "required, and not filled in")


def with_required(case: Case, vocabulary: Vocabulary) -> Case:
    """The case, in doubt about the required fields that it leaves out or blank."""
    stated = {*case.data, *(doubt.field for doubt in case.doubts)}
    missing = [one for one in vocabulary.fields(case.subject) if one.required and one.id not in stated]
    doubts = (Doubt(one.id, one.label, case.at, "", _REQUIRED) for one in missing)
    return replace(case, doubts=(*doubts, *case.doubts))
