"""The format of a cell says whether its number is a percentage, a month or a year."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from compliance.intake.leads.leads import read_leads
from compliance.intake.tables.number_formats import LONGEST, Shown, ShownWith, shown_by_style, shown_of
from compliance.rulebook.model import Rulebook
from tests.intake.reading import amounts, reasons


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
        ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', None),
        ('0"亩"', ShownWith("", "亩")),
        ('#,##0.00"万元"', ShownWith("", "万元")),
        ('0"万"', ShownWith("", "万")),
        ("0亩", ShownWith("", "亩")),
        ('General"平方米"', ShownWith("", "平方米")),
        ('"约"0"亩";-0"亩"', ShownWith("约", "亩")),
        ('0"号"', None),
        ("#,##0", None),
        ("#,##0.00_ ", None),
        ("0.00,", Shown.scaled),
        ('0!.0,"万元"', Shown.scaled),
        (r'0\.0,"万元"', Shown.scaled),
        ('#,##0,,"亿元"', Shown.scaled),
    ],
)
def test_a_format_says_what_its_number_is(tmp_path: Path, code: str | int, shown: Shown | ShownWith | None) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet().write(0, 0, 1, book.add_format({"num_format": code}))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        assert shown_by_style(package.read("xl/styles.xml")).get(1) == shown


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


def test_a_number_shown_with_its_unit_is_read_so(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["项目名称", "总投资(亿元)", "用地面积"])
        for row, (code, area) in enumerate([('0"万元"', '0.0"公顷"'), ("0", '0"万元"'), ("0.0,", "0,")], start=1):
            sheet.write(row, 0, f"项目{row}")
            sheet.write(row, 1, 5000, book.add_format({"num_format": code}))
            sheet.write(row, 2, 4, book.add_format({"num_format": area}))
    leads = list(read_leads(path, rulebook.vocabulary))
    assert amounts(leads[0]) == {"name": "项目1", "total_investment": 5000, "land_area": 60}
    assert amounts(leads[1]) == {"name": "项目2", "total_investment": 50_000_000}
    assert set(reasons(leads[1].case)) == {"land_area"}
    assert amounts(leads[2]) == {"name": "项目3"}
    assert set(reasons(leads[2].case)) == {"land_area", "total_investment"}


def test_a_day_in_the_format_of_the_country_is_that_day_and_a_year_is_none(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    codes = ['yyyy"年"m"月"d"日"', '[$-804]yyyy"年"m"月"d"日";@', '[DBNum1][$-804]yyyy"年"m"月"d"日";@', 31, "yyyy/m/d"]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["项目名称", "签约日期"])
        for row, code in enumerate(codes, start=1):
            sheet.write_row(row, 0, [f"项目{row}"])
            sheet.write(row, 1, 42173 if row < len(codes) else 2015, book.add_format({"num_format": code}))
    *days, year = read_leads(path, rulebook.vocabulary)
    assert [str(lead.case.data["signed_on"].value) for lead in days] == ["2015-06-18"] * 4
    assert "a year taken for a day" in reasons(year.case)["signed_on"]


@pytest.mark.parametrize("code", ["[a" * 100_000, "0," * 100_000, "#" * 200_000, '"' * 199_999])
def test_a_format_longer_than_any_takes_no_time(code: str) -> None:
    assert shown_of(200, code) is None


def test_a_format_has_a_largest_length() -> None:
    assert shown_of(200, "0%".rjust(LONGEST)) is Shown.percent
    assert shown_of(200, "0%".rjust(LONGEST + 1)) is None
