"""Three truth values join as Kleene's tables say."""

import pytest

from compliance.engines.kleene import all_of, any_of, negation

T, F, U = True, False, None


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, U, U, U),
    ],
)
def test_kleenes_tables(left: bool | None, right: bool | None, both: bool | None, either: bool | None) -> None:
    assert (all_of((left, right)), all_of((right, left))) == (both, both)
    assert (any_of((left, right)), any_of((right, left))) == (either, either)
    assert negation(left) is (None if left is None else not left)
