"""Hypothesis profiles, and the rulebook that ships.

`ci` is quick and repeatable; `long` looks further (HYPOTHESIS_PROFILE=long).
"""

import os

import pytest
from hypothesis import HealthCheck, settings

from compliance.rulebook.model import Rulebook
from tests.rulebooks import shipped

_TOO_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True, suppress_health_check=_TOO_SLOW)
settings.register_profile("long", max_examples=1000, deadline=None, suppress_health_check=_TOO_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The rulebook that ships."""
    return shipped()
