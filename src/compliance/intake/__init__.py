"""Files to cases."""

from compliance.intake.application import case_of, read_applications

__all__ = ["case_of", "read_applications"]
