"""What a table of records holds beside the records is told: columns that mean no field, and totals."""

from compliance.errors import Place
from compliance.intake.forms.grid import Cell, Grid, Line, Paper
from compliance.intake.forms.read_form import read_paper
from compliance.rulebook.model import Rulebook

ROWS = (
    ("序号", "建筑名称", "层数", "单体建筑面积(㎡)", "结构类型", "备注"),
    ("1", "1#厂房", "3", "18500", "钢结构", ""),
    ("2", "2#厂房", "3", "21000", "", "二期"),
    ("3", "", "", "", "", "待定"),
    ("合计", "", "", "39500", "", ""),
)


def test_columns_that_mean_no_field_and_totals_are_told_with_their_place(rulebook: Rulebook) -> None:
    cells = tuple(
        Cell(row, column, Place("表.docx", row, table=1), text=text)
        for row, texts in enumerate(ROWS, start=1)
        for column, text in enumerate(texts, start=1)
    )
    line = Line("项目名称:甲", Place("表.docx", paragraph=1), 0)
    case = read_paper(Paper("表.docx", (Grid(1, cells),), (line,)), rulebook.vocabulary, "表").case
    assert [record.name for record in case.records] == ["1#厂房", "2#厂房"]
    told = [(one.name, one.written, one.at.line) for one in case.unread]
    assert told == [("结构类型", "钢结构", 2), ("备注", "二期", 3), ("备注", "待定", 4), ("合计", "39500", 5)]
