"""Things are handed on a bounded number at a time, and none is lost."""

import pytest

from compliance.screening.batches import in_batches


@pytest.mark.parametrize(
    ("count", "batches"),
    [(0, []), (1, [[0]]), (2, [[0, 1]]), (3, [[0, 1], [2]]), (4, [[0, 1], [2, 3]])],
)
def test_batches_keep_the_order_and_the_last_may_be_smaller(count: int, batches: list[list[int]]) -> None:
    assert list(in_batches(iter(range(count)), 2)) == batches
