"""No hostile input makes the command line crash, hang, keep silent, or spoil a file: see `tests.hostile`.

300 inputs of one seed in the quick profile, 10,000 of two in the long one; COMPLIANCE_HOSTILE_SEED gives another.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.hostile.campaign import carry_out
from tests.hostile.families import keys
from tests.hostile.table import failures, table

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
INPUTS = 10_000 if LONG else 300
SEEDS = os.environ.get("COMPLIANCE_HOSTILE_SEED", "1 2" if LONG else "1").split()


@pytest.mark.skipif(sys.platform != "linux", reason="measures processes by /proc")
@pytest.mark.xdist_group("hostile")
@pytest.mark.parametrize("seed", SEEDS)
def test_no_hostile_input_is_a_fault(seed: str, tmp_path: Path) -> None:
    results = carry_out(keys(seed, INPUTS), tmp_path)
    found = failures(results)
    assert not found, "\n\n".join([f"{len(found)} inputs with faults", *found, table(results)])
