"""Headings may stand in one to three rows, with units below or above them."""

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from compliance.intake.columns.header_rows import find_headings
from compliance.intake.columns.mapping_file import read_mapping
from compliance.intake.leads.leads import read_leads
from compliance.quantity.units import unit
from compliance.rulebook.model import Rulebook
from tests.intake.reading import amounts, reasons, said


def test_two_rows_of_merged_headings_and_merged_cells_of_data(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    def merge(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range("A2:A3", "项目名称")
        sheet.merge_range("B2:C2", "用地情况")
        sheet.merge_range("D2:D3", "县区")
        sheet.merge_range("D4:D5", "叶县")
        sheet.merge_range("B4:B5", 120)
        sheet.merge_range("A6:D6", "二、续建项目")

    rows = [["台账"], [], ["", "面积(亩)", "用地来源"], ["甲", "", "新增"], ["乙", "", "存量"], [], ["丙", 30]]
    leads = read_leads(book(rows, merge), rulebook.vocabulary)
    first, second, third = leads
    assert first.case.data["county"].value == second.case.data["county"].value == "叶县"
    assert str(second.case.data["county"].at).endswith("!D4")
    assert "county" not in third.case.data
    assert "merged over rows 4 to 5" in reasons(first.case)["land_area"]
    assert "merged over rows 4 to 5" in reasons(second.case)["land_area"]
    assert amounts(third)["land_area"] == 30
    assert "rows 6 (1): headings of groups" in said(leads)


def test_two_rows_of_headings_in_a_csv_and_a_row_of_units(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("项目名称,用地,,总投资\n,面积(亩),来源,\n甲,20,新增,300\n", encoding="utf-8")
    (lead,) = read_leads(path, rulebook.vocabulary)
    assert amounts(lead) == {"name": "甲", "land_area": 20, "land_source": "new", "total_investment": 300}
    path.write_text("项目名称,用地面积,总投资\n,(公顷),亿元\n甲,2,3\n", encoding="utf-8")
    (lead,) = read_leads(path, rulebook.vocabulary)
    assert amounts(lead) == {"name": "甲", "land_area": 30, "total_investment": 30000}


def test_three_rows_of_headings_are_read_as_one(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    def merge(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range("A2:A4", "项目名称")
        sheet.merge_range("B2:D2", "建设条件")
        sheet.merge_range("B3:C3", "投资")

    low = ["", "总投资(万元)", "固定资产投资(万元)", "用地面积(亩)"]
    leads = read_leads(book([["台账"], [], ["", "", "", "用地"], low, ["甲", 700, 500, 9]], merge), rulebook.vocabulary)
    (lead,) = leads
    assert amounts(lead) == {"name": "甲", "total_investment": 700, "fixed_asset_investment": 500, "land_area": 9}
    assert "rows 1 (1): titles" in said(leads)


def test_a_unit_stated_above_the_table_is_not_applied_without_being_asked(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("台账,,单位:亿元\n项目名称,用地面积(亩),总投资\n甲,20,3\n", encoding="utf-8")
    leads = read_leads(path, rulebook.vocabulary)
    assert [column.heading for column in leads.only.mapping.questions] == ["总投资"]
    chosen = tmp_path / "map.yaml"
    chosen.write_text("总投资: {field: total_investment, unit: 亿元}\n", encoding="utf-8")
    (lead,) = read_leads(path, rulebook.vocabulary, read_mapping(chosen, rulebook.vocabulary))
    assert amounts(lead)["total_investment"] == 30000


def test_a_column_without_a_heading_is_reported(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    assert "B1: the column has no heading" in said(read_leads(book([["项目名称"], ["甲", "x"]]), rulebook.vocabulary))


def known(heading: object) -> bool:
    """Whether a heading names a field, in these examples."""
    return heading in ("名称", "面积", "投资", "用地面积", "面积(公顷)")


@pytest.mark.parametrize(
    ("rows", "lines", "texts", "groups"),
    [
        ([["名称", "面积"], ["甲", 1]], (0, 0), ("名称", "面积"), ()),
        ([["台账"], [], ["名称", "面积"]], (2, 2), ("名称", "面积"), ()),
        ([["名称"], ["名称", "面积", "投资"]], (1, 1), ("名称", "面积", "投资"), ()),
        ([["名称", "面积"], ["", "(公顷)"], ["甲", 1]], (0, 1), ("名称", "面积(公顷)"), ()),
        ([["名称", "面积"], ["", "五"]], (0, 0), ("名称", "面积"), ()),
        ([["名称", "用地", ""], ["", "面积", "来源"]], (0, 1), ("名称", "面积", "来源"), ("", "用地", "用地")),
        ([["名称", "用地"], ["甲", "面积"]], (0, 0), ("名称", "用地"), ()),
        (
            [["名称", "要素", ""], ["", "资金", "土地"], ["", "投资", "面积"]],
            (0, 2),
            ("名称", "投资", "面积"),
            ("", "资金", "土地"),
        ),
        ([["名称", "要素"], ["甲", "乙"], ["", "面积"]], (0, 0), ("名称", "要素"), ()),
    ],
)
def test_the_headings_are_the_row_or_two_that_name_most_fields(
    rows: list[list[object]], lines: tuple[int, int], texts: tuple[str, ...], groups: tuple[str, ...]
) -> None:
    found = find_headings(rows, known, ())
    assert found is not None
    assert ((found.first, found.last), found.texts, found.groups) == (lines, texts, groups)


def test_a_line_above_two_rows_of_headings_is_a_title_and_heads_nothing() -> None:
    rows = [["台账"], ["填报单位:某中心"], ["项目名称", "用地", "", "县区"], ["", "面积(亩)", "来源", ""]]
    fields = {"项目名称", "面积(亩)", "来源", "县区"}
    found = find_headings(rows, lambda heading: heading in fields, ())
    assert found is not None
    assert (found.first, found.last) == (2, 3)


def test_rows_without_a_field_are_no_headings() -> None:
    assert find_headings([["说明"], ["甲", 1], []], known, ()) is None
    assert find_headings([], known, ()) is None


def test_units_stated_above_the_headings_are_kept_apart() -> None:
    found = find_headings([["台账", "单位\uff1a万元、亩"], ["单位: 万元"], ["名称", "面积"], ["单位:公顷"]], known, ())
    assert found is not None
    assert found.units == (unit("万元"), unit("亩"))
