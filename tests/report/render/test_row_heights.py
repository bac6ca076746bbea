"""Rows are as high as their wrapped text."""

import pytest

from compliance.report.render.row_heights import HIGHEST, height_of

LINE = height_of([("", 10)])


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("abc", 10, 1),
        ("一二三四", 10, 1),
        ("一二三四五六七八", 10, 2),
        ("abcdefghijklmnop", 10, 2),
        ("一\n二\n三", 10, 3),
        ("一\n\n三", 10, 3),
        ("一二三四五六七八\n一", 10, 3),
    ],
)
def test_a_chinese_character_is_as_wide_as_two_digits(text: str, width: float, lines: int) -> None:
    assert height_of([(text, width)]) == lines * LINE


def test_the_cell_with_most_lines_decides() -> None:
    assert height_of([("一", 10), ("一\n二\n三", 10), ("一\n二", 10)]) == 3 * LINE
    assert height_of([]) == LINE


def test_no_row_is_higher_than_a_spreadsheet_allows() -> None:
    assert height_of([("\n" * 1_000, 10)]) == HIGHEST
