"""Rows that are totals, headings of groups or headings repeated state no record."""

from collections.abc import Callable
from pathlib import Path

from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook
from tests.intake.reading import said


def test_a_lead_is_not_taken_for_a_total_and_a_row_of_a_number_only_is_left_out(
    rulebook: Rulebook, book: Callable[..., Path]
) -> None:
    rows = [
        ["序号", "项目名称", "总投资"],
        [1, "汇总数据中心项目", 5],
        [2, "合计科技产业园", 6],
        [3],
        ["一、新建"],
        ["序号", "项目名称", "总投资"],
    ]
    leads = read_leads(book(rows), rulebook.vocabulary)
    assert [lead.case.name for lead in leads] == ["汇总数据中心项目", "合计科技产业园"]
    for line in ("rows 4 (1): nothing", "rows 5 (1): headings of groups", "rows 6 (1): headings or column numbers"):
        assert line in said(leads)
