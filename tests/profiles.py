"""Which profile of hypothesis the tests run with: the usual one, or the long one of `make test-long`."""

import os

import pytest

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
ONLY_LONG = pytest.mark.skipif(not LONG, reason="takes minutes: make test-long")
