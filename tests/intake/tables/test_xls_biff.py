"""What cells of an .xls workbook show is read, and what is hidden is told.

tests/data/formats.xls has a sheet 线索 of three projects: percentages in columns 3 and 4, a month in column 5, 万元 behind
a number, the third project's row and the column 备注 hidden; its sheet 无格式 has plain numbers.
"""

import random
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.intake.tables.number_formats import Shown, ShownCells, ShownWith
from compliance.intake.tables.workbook import read_workbook
from compliance.intake.tables.xls_biff import check_layout, read_biff_marks
from compliance.intake.tables.xlsx_xml import Marks
from compliance.quantity.imprecise import Days
from compliance.rulebook.model import Rulebook
from compliance.source import Source, source_of
from tests.intake.reading import amounts, reasons

FORMATS = Path(__file__).parents[2] / "data" / "formats.xls"


def test_marks_name_what_is_hidden_and_how_cells_are_shown() -> None:
    marks = read_biff_marks(source_of(FORMATS), "线索")
    assert marks.rows == (4,)
    assert marks.columns == (6,)
    assert marks.starts_1904 is False
    assert set(marks.shown) == {
        ShownCells(3, 2, 3, Shown.percent),
        ShownCells(4, 2, 2, Shown.percent),
        ShownCells(5, 2, 2, Shown.month),
        ShownCells(2, 3, 3, ShownWith("", "万元")),
    }


def test_ordinary_numbers_have_no_marks() -> None:
    assert read_biff_marks(source_of(FORMATS), "无格式") == Marks()


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FORMATS.read_bytes()[:2000]])
def test_what_is_no_whole_workbook_has_no_marks(data: bytes) -> None:
    assert read_biff_marks(Source("台账.xls", data), "线索") == Marks()


def test_values_are_read_as_they_are_shown(rulebook: Rulebook) -> None:
    first, second = list(read_leads(FORMATS, rulebook.vocabulary, sheet="线索"))[:2]
    assert amounts(first) == {
        "name": "甲",
        "total_investment": 500,
        "developed_share": Fraction(985, 10),
        "start_date": Days(date(2015, 6, 1), date(2015, 6, 30)),
    }
    assert "more than" in reasons(first.case)["invested_share"]
    assert amounts(second) == {
        "name": "乙",
        "total_investment": 12000,
        "invested_share": 100,
        "developed_share": 40,
        "start_date": date(2015, 6, 18),
    }


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0x813, 16),  # the first row of a sheet's extent, beyond its last
        (0x1E, 1),  # the power of two that a sector is long
    ],
)
def test_a_damaged_workbook_is_refused_before_its_cells_are_read(place: int, value: int) -> None:
    data = bytearray(FORMATS.read_bytes())
    assert data[place] != value
    data[place] = value
    with pytest.raises(InputError, match="the workbook is damaged; open it in Excel or WPS"):
        check_layout(Source("a.xls", bytes(data)))


def test_a_sound_workbook_and_what_is_none_are_left_to_their_readers() -> None:
    check_layout(source_of(FORMATS))
    check_layout(Source("a.xls", b"<html>"))


def test_bits_turned_at_random_never_end_the_process() -> None:
    chance, base = random.Random(2015), FORMATS.read_bytes()
    for _ in range(300):
        data = bytearray(base)
        for _ in range(chance.choice((1, 1, 3, 10))):
            place = chance.randrange(chance.choice((2048, len(data))))
            data[place] ^= 1 << chance.randrange(8)
        try:
            for table in read_workbook(Source("a.xls", bytes(data)), None):
                list(table.rows())
        except InputError as error:
            assert error.problems
