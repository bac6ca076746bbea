"""What a review of a case rests on."""

from datetime import date

from compliance.case import Case
from compliance.engines.inference import completed
from compliance.review.consistency import consistent
from compliance.rulebook.model import Rulebook


def usable(case: Case, rulebook: Rulebook, as_of: date) -> Case:
    """The case without the values that contradict one another, and with what follows from the others."""
    return completed(consistent(case, rulebook, as_of), rulebook, as_of)
