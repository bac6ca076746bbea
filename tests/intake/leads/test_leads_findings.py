"""A workbook of leads may have a sheet of what persons found of them, which is read with any of its sheets."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.leads.leads import Leads, read_leads
from compliance.intake.leads.reading import LeadChoice
from compliance.rulebook.model import Rulebook
from tests.intake.reading import Rows, said

LEADS: Rows = [["项目编号", "项目名称", "是否认定为重污染项目"], ["A1", "甲", "否"], ["", "乙", "否"], ["A3", "丙", ""]]
HEAD = ["项目编号", "事项", "结论", "单位", "日期", "文号"]
FOUND: Rows = [
    ["主管部门认定汇总"],
    HEAD,
    ["A1", "是否认定为重污染项目", "否", "市环境保护局", datetime(2015, 6, 3), "平环函〔2015〕12号"],
    ["线索!3", "是否认定为重污染项目", "是", "市环境保护局", "2015-06-03", ""],
    [],
    ["A9", "是否认定为重污染项目", "否", "市环境保护局", "2015-06-03", ""],
]


def found(leads: Leads) -> list[list[object]]:
    """What persons found of each lead."""
    return [[one.value for one in lead.case.findings] for lead in leads]


@pytest.mark.parametrize("sheet", [None, "线索", "all"])
@pytest.mark.parametrize("name", ["认定", "findings"])
def test_findings_of_the_workbook_are_on_the_leads_they_name(
    rulebook: Rulebook, book: Callable[..., Path], sheet: str | None, name: str
) -> None:
    leads = read_leads(book(LEADS, **{name: FOUND}), rulebook.vocabulary, sheet=sheet)
    assert found(leads) == [[False], [True], []]
    assert name not in said(leads)
    first = LeadChoice(id="A1").of(leads).findings[0]
    assert (first.unit, str(first.day), first.document) == ("市环境保护局", "2015-06-03", "平环函〔2015〕12号")
    assert str(first.at).endswith(f"leads.xlsx!{name}!B3")


def test_findings_on_no_lead_are_told(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    leads = read_leads(book(LEADS, 认定=FOUND), rulebook.vocabulary)
    named = {name for lead in leads for name in leads.facts.named(lead.case)}
    assert [note.message.en for note in leads.facts.unmatched(named)] == [
        "there is no project 'A9'; what was found of it is not used"
    ]


@pytest.mark.parametrize("sheet", [None, "线索"])
def test_a_finding_that_cannot_be_used_is_refused_at_its_cell(
    rulebook: Rulebook, book: Callable[..., Path], sheet: str | None
) -> None:
    path = book(LEADS, 认定=[HEAD, ["A1", "是否认定为重污染项目", "也许", "市环境保护局", "2015-06-03", ""]])
    with pytest.raises(InputError) as caught:
        read_leads(path, rulebook.vocabulary, sheet=sheet)
    assert str(caught.value.problems[0].place).endswith("leads.xlsx!认定!C2")


def test_a_sheet_of_that_name_without_the_headings_is_told_of(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    leads = read_leads(book(LEADS, 认定=[["认定工作安排"], ["六月底前完成"]]), rulebook.vocabulary)
    assert found(leads) == [[], [], []]
    assert "!认定: no headings of findings (case, rule or field, outcome, unit, date); not read" in said(leads)


def test_headings_and_no_finding_yet_are_nothing_to_tell(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    leads = read_leads(book(LEADS, 认定=[HEAD]), rulebook.vocabulary)
    assert found(leads) == [[], [], []]
    assert "认定" not in said(leads)
