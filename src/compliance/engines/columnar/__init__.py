"""Many cases at once: the rulebook lowered to expressions over the columns of a frame, whichever library holds it."""

from compliance.engines.columnar.outcomes import Status, VerdictRank
from compliance.engines.columnar.program import VERDICT, Program

__all__ = ["VERDICT", "Program", "Status", "VerdictRank"]
