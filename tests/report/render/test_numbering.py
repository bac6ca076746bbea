"""Headings are numbered as GB/T 9704-2012 numbers them."""

import pytest

from compliance.report.render.numbering import annex_number, numeral, part_number, point_number, section_number


@pytest.mark.parametrize(
    ("number", "chinese"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_numbers_to_99_are_written_in_chinese(number: int, chinese: str) -> None:
    assert numeral(number) == chinese


def test_each_level_has_its_own_form_in_each_language() -> None:
    assert (section_number(0, "zh"), part_number(1, "zh"), point_number(2, "zh")) == ("一、", "（二）", "3.")
    assert (section_number(0, "en"), part_number(1, "en"), point_number(2, "en")) == ("1. ", "(2) ", "3. ")


def test_annexes_are_numbered_from_one() -> None:
    assert (annex_number(0, "zh"), annex_number(4, "en")) == ("附件1", "Annex 5")
