"""By what a supplement names the application whose gaps it asks for."""

from compliance.case import Case
from compliance.intake.values import CASE_ID
from compliance.text import printable


def identity_of(case: Case) -> str:
    """The id that a case states, or else its name, or else the name of its file, without control characters."""
    for id_ in (CASE_ID, "name"):
        if (datum := case.data.get(id_)) is not None:
            return printable(str(datum.value))
    return printable(case.id)
