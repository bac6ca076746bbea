"""Many cases at once: the rulebook lowered to expressions over the columns of a frame, whichever library holds it."""

from compliance.engines.columnar.program import VERDICT, Program
from compliance.engines.columnar.statuses import Ranked, Status

__all__ = ["VERDICT", "Program", "Ranked", "Status"]
