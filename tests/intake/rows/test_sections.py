"""Section rows of a numbered table and sums without a word are no leads; rows that only lack their number are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.intake.leads.leads import Leads, read_leads
from compliance.rulebook.model import Rulebook
from tests.intake.reading import said

HEAD = ["序号", "项目名称", "建设单位", "总投资(亿元)"]


@pytest.fixture
def read(rulebook: Rulebook, book: Callable[..., Path]) -> Callable[..., Leads]:
    return lambda rows, more=None: read_leads(book([HEAD, *rows], more), rulebook.vocabulary)


def names(leads: Leads) -> list[str]:
    return [lead.case.name for lead in leads]


def test_sections_with_their_sums_are_left_out_and_told(read: Callable[..., Leads]) -> None:
    rows = [
        ["一", "拟开工(2个)", "", 5.5],
        ["(一)", "机械", "", 3],
        [1, "轴承厂", "甲公司", 3],
        ["（二）", "食品", "", 2.5],
        ["2", "面粉厂", "乙公司", 2.5],
        ["", "二、续建项目", "", 4],
        ["", "化工类(1项)", "", 4],
        [3, "三星化肥厂", "丙公司", 4],
        ["第三部分", "前期项目", "", 0],
        ["", "综合体"],
        [4, "商场", "", 1],
    ]
    leads = read(rows)
    assert names(leads) == ["轴承厂", "面粉厂", "三星化肥厂", "商场"]
    assert "rows 2–3, 5, 7–8, 10–11 (7): headings of groups, with their sums, not leads" in said(leads)


def test_numbers_alone_are_sums(read: Callable[..., Leads]) -> None:
    leads = read([[1, "轴承厂", "甲公司", 3], [2, "面粉厂", "", 2], ["", "", "", 5]])
    assert names(leads) == ["轴承厂", "面粉厂"]
    assert "rows 4 (1): totals, not counted" in said(leads)


def test_a_lead_that_lacks_its_number_is_a_lead(read: Callable[..., Leads]) -> None:
    rows = [[1, "轴承厂", "甲公司", 3], ["", "二期厂房", "乙公司", 2], ["A-1", "三号楼(2个)", "", 1]]
    assert names(read(rows)) == ["轴承厂", "二期厂房", "三号楼(2个)"]


def test_leads_numbered_in_chinese_alone_are_leads(read: Callable[..., Leads]) -> None:
    assert names(read([["一", "轴承厂", "甲公司", 3], ["二", "面粉厂", "", 2]])) == ["轴承厂", "面粉厂"]


def test_a_number_merged_over_two_rows_numbers_both(read: Callable[..., Leads]) -> None:
    def merged(workbook: object, sheet: object) -> None:
        sheet.merge_range(2, 0, 3, 0, 2)  # type: ignore[attr-defined]  # a sheet of xlsxwriter has no types

    rows = [[1, "轴承厂", "甲公司", 3], ["", "面粉厂一期", "", 2], ["", "面粉厂二期"]]
    assert names(read(rows, merged)) == ["轴承厂", "面粉厂一期", "面粉厂二期"]
