"""Lines break as Chinese and English do."""

import pytest

from compliance.report.render.terminal import wrapped


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
