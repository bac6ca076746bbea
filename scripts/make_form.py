"""Writes examples/forms/filing.docx anew: an invented project on a filing form, filled in as people fill them in."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell

OUTPUT = Path("examples/forms/filing.docx")
MADE = datetime(2015, 6, 1)  # Word writes days without a zone
COLUMNS = 6
# Label and value pairs: each row fills the table's width, the last value taking what is left.
TOP = (
    ("项目名称", "年产5000台液压支架项目"),
    ("建设单位(盖章)", "叶县某重工有限公司\n(公章)", "法定代表人", "李某"),
    ("建设性质", "□新建 ☑改扩建 □技改", "国标行业", "C3511 矿山机械制造"),
    ("所属产业集聚区", "叶县产业集聚区", "产业结构调整指导目录", "允许类"),
    ("总用地面积\n(平方米)", "66700", "用地来源", "存量"),
    ("拟开工时间", "2015年9月", "建设地点", "叶县产业集聚区纬三路"),
    ("注册资本", "8000万元", "项目资本金", "9800万元"),
    ("是否新增产能", "是□ 否√", "新增就业人数", "120人"),
)
SUMS = (("合计", "其中:固定资产投资", "建设期利息", "铺底流动资金"), ("32000", "26800", "1200", "4000"))
BUILDINGS = (
    ("序号", "建筑名称", "层数", "单体建筑面积(㎡)"),
    ("1", "1#车间", "2", "12000"),
    ("2", "综合楼", "5", "6000"),
    ("3", "", "", ""),
    ("合计", "", "", "18000"),
)


def main() -> None:
    """Write the form."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = MADE
    document.add_heading("工业企业投资项目备案申请表", 1)
    document.add_paragraph("县(市、区):叶县      受理日期:2015年6月1日")
    table = document.add_table(rows=0, cols=COLUMNS, style="Table Grid")
    for pairs in TOP:
        _row(table, pairs, (1, 5) if len(pairs) == 2 else (1, 2, 1, 2))
    _row(table, ("总投资(万元)",), (6,))
    for texts in SUMS:
        _row(table, texts, (1, 2, 1, 2))
    _strike(table.rows[6].cells[4], "9000万元")
    document.add_paragraph("单体建筑一览表")
    buildings = document.add_table(rows=0, cols=4, style="Table Grid")
    for texts in BUILDINGS:
        _row(buildings, texts, (1, 1, 1, 1))
    document.add_paragraph("本项目采用成熟工艺,占地面积66700平方米,达产后年产液压支架5000台,产品销往周边矿区。")
    OUTPUT.parent.mkdir(exist_ok=True)
    document.save(str(OUTPUT))


def _row(table: Table, texts: Sequence[str], widths: Sequence[int]) -> None:
    """A further row of cells of those widths."""
    cells, first = table.add_row().cells, 0
    for text, width in zip(texts, widths, strict=True):
        cell = cells[first]
        if width > 1:
            cell = cell.merge(cells[first + width - 1])
        cell.text = text
        first += width


def _strike(cell: _Cell, old: str) -> None:
    """Put a figure that was struck through before what stands in a cell."""
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(old)
    strike = OxmlElement("w:strike")
    strike.set(qn("w:val"), "1")
    run._r.get_or_add_rPr().append(strike)
    paragraph._p.insert(0, run._r)


if __name__ == "__main__":
    main()
