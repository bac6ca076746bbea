"""Several sheets of a workbook are one ledger where that is asked for; what is not read is named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.errors import InputError, RequestError
from compliance.intake.columns.mapping_file import read_mapping
from compliance.intake.leads.leads import read_leads
from compliance.intake.leads.reading import LeadChoice
from compliance.rulebook.model import Rulebook
from tests.intake.reading import Rows, amounts, said

HEAD = ["序号", "项目名称", "用地面积(亩)", "总投资(万元)"]
EAST: Rows = [HEAD, [1, "甲", 60, 8000], [2, "乙", 30, 5000]]
# Headings of its own: another order, another unit, no total investment, and a title above.
WEST: Rows = [["西区台账"], ["项目名称", "用地面积(公顷)", "备注"], ["丙", 4, "已签约"]]


def test_every_sheet_is_read_by_its_own_headings(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    leads = read_leads(book(EAST, 西区=WEST), rulebook.vocabulary, sheet="all")
    read = [(lead.sheet, lead.row, lead.id, lead.case.id, amounts(lead)) for lead in leads]
    assert read == [
        ("线索", 2, "线索!2", "线索!2", {"name": "甲", "land_area": 60, "total_investment": 8000}),
        ("线索", 3, "线索!3", "线索!3", {"name": "乙", "land_area": 30, "total_investment": 5000}),
        ("西区", 3, "西区!3", "西区!3", {"name": "丙", "land_area": 60}),
    ]
    assert "!西区: rows 1 (1): titles" in said(leads)


def test_an_id_that_a_row_states_stays(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    path = book([["项目编号", "项目名称"], ["A1", "甲"], ["", "乙"]], 西区=[["项目编号", "项目名称"], ["A1", "丙"]])
    leads = read_leads(path, rulebook.vocabulary, sheet="all")
    assert [lead.id for lead in leads] == ["A1", "线索!3", "A1"]
    with pytest.raises(RequestError) as caught:
        LeadChoice(id="A1").of(leads)
    assert "线索!2、西区!2" in caught.value.text.zh
    assert "--sheet" in caught.value.text.zh
    assert LeadChoice(id="线索!3").of(leads).name == "乙"


def test_a_row_of_several_sheets_is_asked_about(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    path = book(EAST, 西区=WEST)
    with pytest.raises(RequestError) as caught:
        LeadChoice(row=3).of(read_leads(path, rulebook.vocabulary, sheet="all"))
    assert caught.value.text.zh.endswith("线索、西区")
    west = read_leads(path, rulebook.vocabulary, sheet="西区")
    assert LeadChoice(row=3).of(west).name == "丙"
    assert [(lead.sheet, lead.id) for lead in west] == [("", "3")]


def test_without_being_asked_the_first_is_read_and_the_remedy_is_told(
    rulebook: Rulebook, book: Callable[..., Path]
) -> None:
    leads = read_leads(book(EAST, 西区=WEST), rulebook.vocabulary)
    assert [lead.case.name for lead in leads] == ["甲", "乙"]
    (note,) = [note for note in leads.notes if "西区" in note.place.file]
    assert "--sheet all" in note.message.zh
    assert "--sheet all" in note.message.en


def test_sheets_that_hold_no_ledger_of_that_kind_are_named(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    cover = [["2015年招商项目台账"], ["制表:招商局"]]
    buildings = [["项目名称", "建筑名称", "层数", "建筑面积"], ["甲", "1号厂房", 4, 2000]]
    sums = [["县区", "总投资(万元)"], ["叶县", 13000]]
    path = book(cover, 东区=EAST, 单体=buildings, 汇总=sums, 西区=WEST, 空表=[], 南区=[HEAD])
    leads = read_leads(path, rulebook.vocabulary, sheet="all")
    assert [table.sheet for table in leads.tables] == ["东区", "西区", "南区"]
    assert [lead.case.name for lead in leads] == ["甲", "乙", "丙"]
    told = {note.place.file.rpartition("!")[2]: note.message.zh for note in leads.notes}
    assert "没有认得的列名" in told["线索"]
    assert "没有认得的列名" in told["空表"]
    assert "不是同类台账" in told["单体"]
    assert "不是同类台账" in told["汇总"]
    assert any("表头以下没有内容" in note.message.zh for note in leads.notes if note.place.file.endswith("南区"))


def test_a_hidden_sheet_is_not_among_them(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    def later(workbook: object, sheet: object) -> None:
        other = workbook.add_worksheet("旧表")  # type: ignore[attr-defined]  # a workbook of xlsxwriter
        other.write_row(0, 0, ["项目名称", "用地面积(亩)", "总投资(万元)"])
        other.write_row(1, 0, ["旧", 1, 1])
        other.hide()

    leads = read_leads(book(EAST, later, 西区=WEST), rulebook.vocabulary, sheet="all")
    assert [lead.case.name for lead in leads] == ["甲", "乙", "丙"]
    assert any("隐藏" in note.message.zh for note in leads.notes if note.place.file.endswith("旧表"))


def test_one_mapping_holds_for_all_sheets(rulebook: Rulebook, book: Callable[..., Path], tmp_path: Path) -> None:
    given = tmp_path / "mapping.yaml"
    given.write_text("备注: main_product\n面积: land_area\n", encoding="utf-8")
    path = book(EAST, 西区=WEST)
    leads = read_leads(path, rulebook.vocabulary, read_mapping(given, rulebook.vocabulary), sheet="all")
    assert [lead.case.data["main_product"].value for lead in leads if "main_product" in lead.case.data] == ["已签约"]
    # The first sheet has no remarks, the second has: only the column that none has is told.
    absent = [note for note in leads.notes if note.place.file.endswith("mapping.yaml")]
    assert [note.place.line for note in absent] == [2]


def test_sheets_are_asked_for_together_of_workbooks_alone(
    rulebook: Rulebook, book: Callable[..., Path], tmp_path: Path
) -> None:
    text = tmp_path / "leads.csv"
    text.write_text("项目名称\n甲\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_leads(text, rulebook.vocabulary, sheet="all")
    assert "leave out --sheet" in str(caught.value)
    with pytest.raises(InputError) as caught:
        read_leads(book(EAST, all=WEST), rulebook.vocabulary, sheet="all")
    assert "rename it" in str(caught.value)
