"""What was read of a form is proposed as an application file, which nobody reviews before it is checked."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from compliance.case import Case, Datum
from compliance.errors import InputError, Place
from compliance.intake.application import read_applications
from compliance.intake.forms.grid import Cell, Grid, Line, Mark, Paper
from compliance.intake.forms.read_form import read_paper
from compliance.report.proposal import proposal
from compliance.rulebook.model import Rulebook
from compliance.text import Lang

ROWS = (
    ("项目名称", "年产五千套液压支架项目"),
    ("建设单位", "叶县华泰机械有限公司"),
    ("行业代码", "C3511"),
    ("总投资(亿元)", "1.26"),
    ("固定资产投资(万元)", "9800"),
    ("用地面积", "约52亩"),
    ("供热方式", "☐集中供热 ☑天然气"),
    ("受理日期", "2015年6月3日"),
)


def form(rows: Sequence[tuple[str, str]] = ROWS, marked: str = "") -> Paper:
    """A form of one table of labels with their values on the second page of a file."""
    cells = []
    for row, (label, value) in enumerate(rows, start=1):
        at = Place("收件/申请表.pdf", row, page=2, table=1)
        marks = frozenset({Mark.symbol} if label == marked else ())
        cells += [Cell(row, 1, at, text=label), Cell(row, 2, at, text=value, marks=marks)]
    line = Line("县(市、区):叶县", Place("收件/申请表.pdf", 2, page=1), 0)
    return Paper("收件/申请表.pdf", (Grid(1, tuple(cells)),), (line,))


def proposed(rulebook: Rulebook, paper: Paper, lang: Lang = "zh") -> str:
    """The proposal of what is read of a form."""
    return proposal(read_paper(paper, rulebook.vocabulary, "申请表"), rulebook.vocabulary, lang)


def reread(text: str, rulebook: Rulebook, folder: Path, lang: Lang = "zh") -> Case:
    """The case of a proposal that somebody has checked, and so taken the line that says otherwise out of."""
    key = "待核对" if lang == "zh" else "to be checked"
    checked = [line for line in text.splitlines() if not line.startswith(f"{key}:")]
    file = folder / "申报材料.yaml"
    file.write_text("\n".join(checked), "utf-8")
    (case,) = read_applications(file, rulebook.vocabulary)
    return case


def values(case: Case) -> dict[str, object]:
    """The values of a case by field, those of records too."""
    return {id_: plain(datum) for id_, datum in case.data.items()}


def plain(datum: Datum) -> object:
    """A value that is equal to another if both state the same, wherever they stand."""
    if isinstance(datum.value, tuple):
        return [{id_: plain(one) for id_, one in record.data.items()} for record in datum.value]
    return datum.value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_proposal_that_was_checked_reads_back_as_the_form_was_read(
    rulebook: Rulebook, tmp_path: Path, lang: Lang
) -> None:
    read = read_paper(form(), rulebook.vocabulary, "申请表").case
    assert {"name", "industry_code", "total_investment", "land_area", "heat_source"} <= set(read.data)
    case = reread(proposed(rulebook, form(), lang), rulebook, tmp_path, lang)
    assert values(case) == values(read)


def test_every_value_stands_with_its_unit_and_its_page_and_place_in_the_order_of_the_form(rulebook: Rulebook) -> None:
    lines = [line for line in proposed(rulebook, form()).splitlines() if line and not line.startswith("#")]
    assert lines == [
        "待核对: 申请表.pdf",
        "县(市、区): 叶县  # 第 1 页 第 2 行",
        "项目名称: 年产五千套液压支架项目  # 第 2 页 表 1 第 1 行",
        "建设单位: 叶县华泰机械有限公司  # 第 2 页 表 1 第 2 行",
        "国民经济行业代码: C3511  # 第 2 页 表 1 第 3 行",
        "总投资: 1.26亿元  # 第 2 页 表 1 第 4 行",
        "固定资产投资: 9800 万元  # 第 2 页 表 1 第 5 行",
        "用地面积: 约52亩  # 第 2 页 表 1 第 6 行",
        "供热方式: 天然气  # 第 2 页 表 1 第 7 行",
        "受理日期: 2015年6月3日  # 第 2 页 表 1 第 8 行",
    ]


def test_a_proposal_is_not_reviewed_before_somebody_has_checked_it(rulebook: Rulebook, tmp_path: Path) -> None:
    file = tmp_path / "申报材料.yaml"
    file.write_text(proposed(rulebook, form()), "utf-8")
    with pytest.raises(InputError) as refused:
        read_applications(file, rulebook.vocabulary)
    (problem,) = refused.value.problems
    assert (problem.place.line, "核对" in problem.message.zh) == (4, True)


def test_what_is_in_question_stands_as_a_comment_with_the_reason(rulebook: Rulebook, tmp_path: Path) -> None:
    text = proposed(rulebook, form(marked="供热方式"))
    (line,) = [line for line in text.splitlines() if "供热方式" in line]
    assert line.startswith("# 供热方式: ")
    assert "第 2 页 表 1 第 7 行" in line
    assert "不认识的符号" in line
    assert "heat_source" not in reread(text, rulebook, tmp_path).data


def test_what_means_no_field_is_listed(rulebook: Rulebook) -> None:
    text = proposed(rulebook, form((*ROWS, ("邮政编码", "467200"))))
    assert "# 邮政编码: 467200 # 第 2 页 表 1 第 9 行" in text


def test_words_of_a_form_cannot_become_keys_of_the_file(rulebook: Rulebook, tmp_path: Path) -> None:
    rows = (("项目名称", "'甲\n# 乙"), ("建设单位", "- [丙], {丁}"), ("戊\n是否新增产能: 否", "9"))
    case = reread(proposed(rulebook, form(rows)), rulebook, tmp_path)
    assert set(case.data) == {"county", "name", "applicant"}
    assert case.data["name"].value == "'甲# 乙"
    assert case.data["applicant"].value == "- [丙], {丁}"


def test_buildings_are_proposed_one_by_one(rulebook: Rulebook, tmp_path: Path) -> None:
    heads, first, second = ("建筑名称", "层数", "单体建筑面积(㎡)"), ("1#厂房", "3", "18500"), ("2#厂房", "2", "近万")
    cells = [
        Cell(row, column, Place("申请表.pdf", row, page=1, table=1), text=text)
        for row, texts in enumerate((heads, first, second), start=1)
        for column, text in enumerate(texts, start=1)
    ]
    paper = Paper(
        "申请表.pdf",
        (Grid(1, tuple(cells), "单体建筑一览表"),),
        (Line("项目名称:甲", Place("申请表.pdf", 1, page=1), 0),),
    )
    text = proposed(rulebook, paper)
    case = reread(text, rulebook, tmp_path)
    assert values(case) == values(read_paper(paper, rulebook.vocabulary, "申请表").case)
    assert [record.name for record in case.records] == ["1#厂房", "2#厂房"]
    assert "\n    # 单体建筑面积: 近万  # 第 1 页 表 1 第 3 行, " in text
