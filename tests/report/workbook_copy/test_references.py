"""References to cells are read and written as workbooks have them."""

import pytest

from compliance.report.workbook_copy.references import Area, area_of, column_of_cell


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("A1", Area(1, 1, 1, 1)),
        ("A3:U40", Area(3, 1, 40, 21)),
        ("$A$3:$XFD$9", Area(3, 1, 9, 16384, absolute=True)),
    ],
)
def test_an_area_is_written_as_it_is_read(text: str, area: Area) -> None:
    assert area_of(text) == area
    assert str(area) == text


@pytest.mark.parametrize("text", ["", "A:C", "1:3", "A1:B2 C3:D4", "Sheet!A1", "A0B"])
def test_what_is_no_rectangle_of_cells_is_none(text: str) -> None:
    assert area_of(text) is None


def test_an_area_reaches_farther_and_never_less_far() -> None:
    assert str(Area(3, 1, 40, 21).to_column(24)) == "A3:X40"
    assert str(Area(3, 1, 40, 30).to_column(24)) == "A3:AD40"


def test_the_column_of_a_cell_is_that_of_its_letters() -> None:
    assert [column_of_cell(cell) for cell in ("A1", "Z10", "AA3", "XFD1048576")] == [1, 26, 27, 16384]
