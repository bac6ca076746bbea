"""Names that people take to be the same are the same."""

import pytest

from compliance.vocabulary.folding import fold


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ＧＢ／T 4754", "gb/t4754", True),
        (" 县(市、区) ", "县（市、区）", True),
        ("叶县", "郏县", False),
    ],
)
def test_width_case_and_spaces_do_not_matter(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same
