"""Sentences stand in both languages, and text from outside is shown on one harmless line."""

import pytest

from compliance.text import Text, join, printable, same


def test_a_text_is_worded_in_each_language() -> None:
    assert Text("用地面积", "Site area").to("zh") == "用地面积"
    assert Text("用地面积", "Site area").to("en") == "Site area"
    assert same("60") == Text("60", "60")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("用地 面积", "用地 面积"),
        (" a\t b\r\nc\u3000d ", "a b c d"),
        ("a\u2028b\x85c", "a b c"),
        ("a\x1b[31mb", "a\N{REPLACEMENT CHARACTER}[31mb"),
        ("a\u202eb\u200bc\x00", "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}"),
        ("", ""),
    ],
)
def test_a_text_is_shown_on_one_line_without_what_controls_a_terminal(written: str, shown: str) -> None:
    assert printable(written) == shown


def test_parts_are_joined_by_the_separator_of_each_language() -> None:
    parts = (Text("甲", "A"), Text("乙", "B"), Text("丙", "C"))
    assert join(parts, "、", ", ") == Text("甲、乙、丙", "A, B, C")
    assert join(parts[:1], "、", ", ") == Text("甲", "A")
    assert join((), "、", ", ") == Text("", "")
