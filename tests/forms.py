"""Forms that tests fill in: as tables of cells, as Word files with what Word puts into them, and as workbooks."""

import io
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias
from xml.sax.saxutils import escape
from zipfile import ZipFile, ZipInfo

import xlsxwriter

from compliance.errors import Place
from compliance.intake.forms.grid import Cell, Grid, Line, Paper
from compliance.intake.forms.items import FormRead
from compliance.intake.forms.read_form import read_paper
from compliance.quantity.quantity import Quantity
from compliance.vocabulary.fields import Vocabulary

# A cell: its text, and how many columns and rows it spans.
Shape: TypeAlias = "str | tuple[str, int] | tuple[str, int, int]"
Rows: TypeAlias = Sequence[Sequence[Shape]]

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def grid_of(rows: Rows, number: int = 1, title: str = "") -> Grid:
    """A table of a form; cells that are spanned from above are left out of the rows below."""
    cells: list[Cell] = []
    for row, shapes in enumerate(rows, start=1):
        column = 1
        for shape in shapes:
            text, columns, spanned = (*((shape,) if isinstance(shape, str) else shape), 1, 1)[:3]
            while any(one.row < row < one.below and one.covers(column) for one in cells):
                column += 1
            at = Place("form.docx", row, table=number)
            cells.append(Cell(row, column, at, int(spanned), int(columns), str(text)))
            column += int(columns)
    return Grid(number, tuple(sorted(cells, key=lambda one: (one.row, one.column))), title)


def paper_of(rows: Rows, *lines: str) -> Paper:
    """A form of one table below some lines."""
    above = (Line(text, Place("form.docx", paragraph=number), 0) for number, text in enumerate(lines, start=1))
    return Paper("form.docx", (grid_of(rows),), tuple(above))


def read_rows(vocabulary: Vocabulary, rows: Rows, *lines: str) -> FormRead:
    """What a form of one table below some lines states."""
    return read_paper(paper_of(rows, *lines), vocabulary, "form")


def values_of(found: FormRead) -> dict[str, object]:
    """What a form states: numbers in the unit of their field, and records as their own values."""
    return {id_: plain(datum.value) for id_, datum in found.case.data.items()}


def plain(value: object) -> object:
    """A value as tests compare it."""
    match value:
        case Quantity():
            return value.amount
        case tuple():
            return [{id_: plain(datum.value) for id_, datum in record.data.items()} for record in value]
        case _:
            return value


def asked(found: FormRead) -> dict[str, str]:
    """The fields that are in question, each with what was written: doubts, and labels that may mean them."""
    told = {one.closest.id: one.written for one in found.case.unread if one.closest is not None}
    return told | {doubt.field: doubt.written for doubt in found.case.doubts if doubt.written}


# Word, as XML


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str) -> str:
    """A paragraph of runs or other XML; what is no XML is text."""
    return f"<w:p>{''.join(one if one.startswith('<') else run(one) for one in content)}</w:p>"


def symbol(font: str, code: str) -> str:
    """A sign of a symbol font."""
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def check_box(*, ticked: bool) -> str:
    """A content control that is a box."""
    said = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{said}</w:sdtPr><w:sdtContent>{run('☒' if ticked else '☐')}</w:sdtContent></w:sdt>"


def control(properties: str, text: str) -> str:
    """A content control with what shows in it."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def field(data: str, result: str = "") -> str:
    """A legacy field of a form, with the text that it shows."""
    shows = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="f"/><w:enabled/>{data}</w:ffData></w:fldChar>'
        f'</w:r><w:r><w:instrText xml:space="preserve"> FORM </w:instrText></w:r>{shows}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(*content: str, columns: int = 1, merge: str = "") -> str:
    """A cell of a table: paragraphs or tables, or what one paragraph holds; `merge` is restart or continue."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    over = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = "".join(content)
    blocks = inner if inner.startswith(("<w:p>", "<w:p/>", "<w:tbl>")) else paragraph(*content)
    return f"<w:tc><w:tcPr>{span}{over}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; what is no XML is the text of one."""
    inner = "".join(one if one.startswith("<w:tc>") or one.startswith("<w:sdt>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def word_table(rows: Rows) -> str:
    """A table of texts, of which none spans rows."""
    return table(
        *(row(*(cell(one) if isinstance(one, str) else cell(one[0], columns=one[1]) for one in each)) for each in rows)
    )


def word_file(path: Path, *body: str, **parts: str) -> Path:
    """A Word file of that body; `parts` are others below word/, by name without suffix."""
    path.write_bytes(word_bytes(*body, **parts))
    return path


def word_bytes(*body: str, **parts: str) -> bytes:
    """The bytes of such a file."""
    document = f"<w:document {_NAMES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
    stream = io.BytesIO()
    contents = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    contents |= {f"word/{name}.xml": inner.replace("NAMES", _NAMES) for name, inner in parts.items()}
    with ZipFile(stream, "w") as package:
        for name, content in contents.items():
            package.writestr(ZipInfo(name), content)
    return stream.getvalue()


def workbook_file(path: Path, rows: Rows, sheet: str = "申请表") -> Path:
    """A workbook with a form on its one sheet; numbers are written as such."""
    with xlsxwriter.Workbook(path) as book:
        made = book.add_worksheet(sheet)
        for cell_ in grid_of(rows).cells:
            top, left = cell_.row - 1, cell_.column - 1
            value: str | float = float(cell_.text) if cell_.text.replace(".", "", 1).isdecimal() else cell_.text
            if cell_.rows > 1 or cell_.columns > 1:
                made.merge_range(top, left, cell_.below - 2, cell_.behind - 2, value)
            elif cell_.text:
                made.write(top, left, value)
    return path


# A form of the kind that offices hand out, filled in: sections down the left, sums below an upper heading, a table of
# what is allowed, buildings.

FILED: Rows = [
    [("项目概况", 1, 5), "项目编号", ("备〔2015〕88号", 5)],
    ["项目名称", ("年产5000台液压支架项目", 5)],
    ["建设性质", ("新建☐ 改扩建☑ 技改☐", 2), "行业代码", ("C3511 矿山机械制造", 2)],
    ["拟开工时间", ("2015年9月", 2), "建设地点", ("某县产业集聚区纬三路", 2)],
    ["总用地面积\n(平方米)", ("66700", 2), "其中:新增用地(平方米)", ("20000", 2)],
    [("投资", 1, 4), ("总投资(万元)", 6)],
    [("合计", 1, 2), ("固定资产投资", 3), "建设期利息", "铺底流动资金"],
    ["土建工程", "设备购置", "安装工程", "", ""],
    ["32000", "9000", "17000", "800", "1200", "4000"],
    [("单位", 1, 2), "建设单位(盖章)", ("某重工有限公司\n(公章)", 2), "法定代表人", ("李某", 2)],
    ["注册资本", ("8000万元", 2), "联系电话", ("0375-1234567", 2)],
    [("控制指标", 7)],
    [("序号", 1), "指标名称", "单位", "控制值", ("本项目", 2), "是否符合"],
    [("1", 1), "容积率", "", "≥0.7", ("1.2", 2), "是"],
    [("2", 1), "绿地率", "%", "≤20", ("15", 2), "是"],
    [("单体建筑", 7)],
    ["序号", "建筑名称", ("层数", 2), ("单体建筑面积(㎡)", 2), "备注"],
    ["1", "1#车间", ("2", 2), ("12000", 2), ""],
    ["2", "综合楼", ("5", 2), ("6000", 2), ""],
    ["3", "", ("", 2), ("", 2), ""],
    ["合计", "", ("", 2), ("18000", 2), ""],
    ["是否供地", ("☑是 ☐否", 2), "约定动工日期", ("2015年10月1日", 2), ""],
]
FILED_VALUES: dict[str, object] = {
    "project_id": "备〔2015〕88号",
    "name": "年产5000台液压支架项目",
    "construction_nature": "expansion",
    "industry_code": "3511",
    "land_area": Fraction(2001, 20),
    "total_investment": 32000,
    "applicant": "某重工有限公司",
    "buildings": [
        {"name": "1#车间", "storeys": 2, "floor_area": 12000},
        {"name": "综合楼", "storeys": 5, "floor_area": 6000},
    ],
    "land_granted": True,
    "agreed_start_date": date(2015, 10, 1),
}
