"""Lines break as Chinese and English do."""

import pytest

from compliance.report.content import Page
from compliance.report.render.terminal import _lines, wrapped


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("投资强度低于控制指标,须整改", 10, ["投资强度低", "于控制指", "标,须整改"]),
        ("alpha beta gamma", 11, ["alpha beta", "gamma"]),
        ("用地面积“约五百亩”以上", 10, ["用地面积", "“约五百亩”", "以上"]),
        ("abcdefghijklmnop", 8, ["abcdefgh", "ijklmnop"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_as_chinese_and_english_do(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@pytest.mark.parametrize("width", [-3, 0, 1])
def test_where_there_is_no_room_lines_have_a_character_each(width: int) -> None:
    assert wrapped("ab", width) == ["a", "b"]


@pytest.mark.parametrize("width", [79, 40, 12])
def test_a_value_stands_below_a_label_that_leaves_no_room(width: int) -> None:
    label = "What is most often not met: the plot ratio is not below the control index of the plan"
    page = Page("T", ((label, "1,234"),), None, (), "")
    lines = [line.plain for line in _lines(page, width, chinese=False)]
    assert "  1,234" in lines
    assert all(len(line) <= width for line in lines)
    assert " ".join(line.strip() for line in lines[2 : lines.index("  1,234")]) == label
