"""Each table of a construct is run on every engine: the test takes the check as `wrong_on_engine`."""

from functools import partial

import pytest

from tests.engines.constructs.examples import Check, wrong
from tests.engines.every_engine import COLUMNAR, ONE_CASE

CHECKS: dict[str, Check] = {name: partial(wrong, ask=ask, columnar=False) for name, ask in ONE_CASE.items()}
CHECKS |= {name: partial(wrong, ask=ask, columnar=True) for name, ask in COLUMNAR.items()}


@pytest.fixture(params=CHECKS)
def wrong_on_engine(request: pytest.FixtureRequest) -> Check:
    """What one of the engines says of a table otherwise than its author, or than the oracle."""
    return CHECKS[request.param]
