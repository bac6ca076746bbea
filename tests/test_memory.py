"""A process that reads what comes from outside gets no more memory than it is given."""

import subprocess
import sys

import pytest

TAKES = "from compliance.memory import limit_memory; limit_memory(int({most})); len(bytearray({takes}))"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no such limit")
@pytest.mark.parametrize(("takes", "ends_well"), [(1_000_000, True), (900_000_000, False)])
def test_a_process_is_refused_more_memory_than_it_may_take(takes: int, *, ends_well: bool) -> None:
    script = TAKES.format(most=500_000_000, takes=takes)
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode == 0) is ends_well
    assert ("MemoryError" in ended.stderr) is not ends_well
