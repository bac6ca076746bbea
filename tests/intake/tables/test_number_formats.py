"""The format of a cell says whether its number is a percentage, a month or a year."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from compliance.intake.leads.leads import read_leads
from compliance.intake.tables.number_formats import Shown, shown_by_style
from compliance.rulebook.model import Rulebook
from tests.intake.reading import reasons


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0%", Shown.percent),
        (10, Shown.percent),
        ("0.0%;[Red]-0.0%", Shown.percent),
        ('0.0"%"', None),
        ('yyyy"年"m"月"', Shown.month),
        (57, Shown.month),
        ("[$-804]yyyy年m月;@", Shown.month),
        ("mmm-yy", Shown.month),
        ('yyyy"年"', Shown.year),
        ('yyyy"年"m"月"d"日"', None),
        (31, None),
        ("General", None),
        ("0.00E+00", None),
        ('#,##0"年"', None),
    ],
)
def test_a_format_says_what_its_number_is(tmp_path: Path, code: str | int, shown: Shown | None) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet().write(0, 0, 1, book.add_format({"num_format": code}))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        assert shown_by_style(package.read("xl/styles.xml")).get(1) is shown


def test_a_share_shown_as_a_percentage_is_that_percentage(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["项目名称", "已投资额占比(%)"])
        for row, share in enumerate([1.2, 0.2], start=1):
            sheet.write(row, 0, f"项目{row}")
            sheet.write(row, 1, share, book.add_format({"num_format": "0.0%"}))
        sheet.write_row(3, 0, ["项目3", 0.2])
    over, under, open_ = read_leads(path, rulebook.vocabulary)
    assert "more than" in reasons(over.case)["invested_share"]
    assert under.case.data["invested_share"].written == "20%"
    assert "percentage" in reasons(open_.case)["invested_share"]
