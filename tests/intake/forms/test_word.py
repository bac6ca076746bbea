"""A Word form is read as it is seen, whatever Word puts into it."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.forms import grid as g
from compliance.intake.forms import word
from compliance.intake.forms.grid import Mark, Paper
from compliance.intake.forms.word import read_word
from compliance.source import Source
from tests.forms import cell, check_box, control, field, paragraph, row, run, symbol, table, word_file, word_table

STYLES = (
    '<w:styles NAMES><w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Also"><w:basedOn w:val="Gone"/></w:style></w:styles>'
)
LIST = '<w:listItem w:displayText="请选择" w:value=""/><w:listItem w:displayText="天然气" w:value="gas"/>'


def read(tmp_path: Path, *body: str, **parts: str) -> Paper:
    """What is seen of a Word file of that body."""
    return read_word(Source(str(word_file(tmp_path / "form.docx", *body, **parts))))


SEEN = {
    "text over several runs and lines": ((run("某"), run("公司"), "<w:r><w:br/></w:r>", run("(章)")), "某公司\n(章)"),
    "boxes of Wingdings": ((symbol("Wingdings", "F0A8"), "新建 ", symbol("Wingdings", "F0FE"), "技改"), "☐新建 ☑技改"),
    "boxes of Wingdings 2": ((symbol("Wingdings 2", "F0A3"), "否 ", symbol("Wingdings 2", "F052"), "是"), "☐否 ☑是"),
    "letters in a symbol font": ((run("þ", '<w:rFonts w:ascii="Wingdings"/>'), "是"), "☑是"),
    "controls that are boxes, the ticked one crossed": (
        (check_box(ticked=True), "是 ", check_box(ticked=False), "否"),
        "☑是 ☐否",
    ),
    "legacy boxes": (
        (field('<w:checkBox><w:checked w:val="1"/></w:checkBox>'), "是", field("<w:checkBox/>"), "否"),
        "☑是☐否",
    ),
    "legacy box ticked by default": ((field('<w:checkBox><w:default w:val="1"/></w:checkBox>'), "是"), "☑是"),
    "legacy box unticked against its default": (
        (field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'), "是"),
        "☐是",
    ),
    "legacy text field": ((field("<w:textInput/>", "9000"),), "9000"),
    "legacy text field left blank": ((field("<w:textInput/>", "\u2002\u2002\u2002"),), ""),
    "legacy list, an entry chosen": (
        (field('<w:ddList><w:result w:val="1"/><w:listEntry w:val="请选择"/><w:listEntry w:val="新建"/></w:ddList>'),),
        "新建",
    ),
    "legacy list with its prompt": (
        (field('<w:ddList><w:listEntry w:val="请选择"/><w:listEntry w:val="新建"/></w:ddList>'),),
        "",
    ),
    "list control": ((control(f"<w:dropDownList>{LIST}</w:dropDownList>", "天然气"),), "天然气"),
    "list control with its prompt": ((control(f"<w:dropDownList>{LIST}</w:dropDownList>", "请选择"),), ""),
    "placeholder of a control": ((control("<w:showingPlcHdr/><w:text/>", "C3311"),), ""),
    "date control that shows no year": (
        (control('<w:date w:fullDate="2015-06-08T00:00:00Z"/>', "6月8日"),),
        "2015-06-08",
    ),
    "deleted text": (("<w:del>" + run("8000") + "</w:del>", "<w:ins>" + run("7000") + "</w:ins>"), "7000"),
    "moved text": (("<w:moveFrom>" + run("55") + "</w:moveFrom>", run("66")), "66"),
    "hidden text": ((run("999", "<w:vanish/>"), run("120")), "120"),
    "text hidden by its style": ((run("999", '<w:rStyle w:val="Also"/>'), run("120")), "120"),
    "text that only a property switched off would hide": ((run("120", '<w:vanish w:val="0"/>'),), "120"),
    "a link": (('<w:hyperlink w:anchor="a">' + run("某公司") + "</w:hyperlink>",), "某公司"),
    "square metres": ((run("M"), run("2", '<w:vertAlign w:val="superscript"/>')), "M2"),
    "the mark of a footnote": ((run("310"), run("1", '<w:vertAlign w:val="superscript"/>')), "310¹"),
}


@pytest.mark.parametrize(("content", "text"), SEEN.values(), ids=SEEN.keys())
def test_text_is_what_a_person_sees(tmp_path: Path, content: tuple[str, ...], text: str) -> None:
    (grid,) = read(tmp_path, table(row("标签", cell(*content))), styles=STYLES).grids
    assert [one.text for one in grid.cells] == ["标签", text]
    assert grid.cells[1].marks == frozenset()


MARKED = {
    Mark.struck: run("12000", "<w:strike/>") + run("9000"),
    Mark.symbol: symbol("Wingdings", "F04A"),
    Mark.picture: "<w:r><w:drawing/></w:r>",
    Mark.control: "<w:r><w:object/></w:r>",
    Mark.preset: field('<w:ddList><w:listEntry w:val="新建"/><w:listEntry w:val="技改"/></w:ddList>'),
    Mark.date: control('<w:date w:fullDate="2015-06-08T00:00:00Z"/>', "2015年7月8日"),
}


@pytest.mark.parametrize(("mark", "content"), MARKED.items())
def test_what_cannot_be_taken_as_it_stands_is_marked(tmp_path: Path, mark: Mark, content: str) -> None:
    (grid,) = read(tmp_path, table(row("总投资", cell(content)))).grids
    assert grid.cells[1].marks == {mark}


@pytest.mark.parametrize(
    "content",
    [
        "☒是",
        "\uf0fe是",
        "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
        symbol("Wingdings", "F0FD") + run("是"),
        field('<w:textInput><w:default w:val="9000"/></w:textInput>', "9000"),
    ],
)
def test_a_sign_that_may_mean_yes_or_no_is_marked(tmp_path: Path, content: str) -> None:
    (grid,) = read(tmp_path, table(row(cell(content)))).grids
    assert grid.cells[0].marks


def test_merged_cells_are_one_and_told_by_their_first_row(tmp_path: Path) -> None:
    body = table(
        row(cell("单位", merge="restart"), cell("建设单位", columns=2)),
        row(cell("", merge="continue"), cell("地址"), cell("某路")),
        row(cell("不见", merge="continue"), cell("电话"), cell("1")),
    )
    (grid,) = read(tmp_path, body).grids
    shapes = [(one.text, one.row, one.rows, one.slot) for one in grid.cells]
    assert shapes[:2] == [("单位", 1, 3, (1, 1)), ("建设单位", 1, 1, (2, 2))]
    assert [one.text for one in grid.row(3)] == ["单位", "电话", "1"]
    assert grid.cells[-1].at.to("zh").endswith("form.docx 表 1 第 3 行")


def test_tables_in_cells_are_tables_of_their_own(tmp_path: Path) -> None:
    inner = word_table([["建筑名称", "层数"], ["1#", "3"]])
    paper = read(tmp_path, table(row("单体建筑", cell("<w:p/>", inner, "<w:p/>"))), word_table([["项目名称", "甲"]]))
    assert [(one.number, [c.text for c in one.cells][:2]) for one in paper.grids] == [
        (1, ["单体建筑", ""]),
        (2, ["建筑名称", "层数"]),
        (3, ["项目名称", "甲"]),
    ]


def test_deleted_and_hidden_rows_and_cells_are_not_seen(tmp_path: Path) -> None:
    gone = cell("某").replace("<w:tcPr>", "<w:tcPr><w:cellDel/>")
    rows = (row("甲", "1"), row("乙", "2", properties="<w:del/>"), row("丙", "3", properties="<w:hidden/>"))
    (grid,) = read(tmp_path, table(*rows, row("丁", gone))).grids
    assert [one.text for one in grid.cells] == ["甲", "1", "丁"]


def test_controls_around_rows_and_cells_are_looked_into(tmp_path: Path) -> None:
    around = f"<w:sdt><w:sdtPr/><w:sdtContent>{row('项目名称', '甲')}</w:sdtContent></w:sdt>"
    placeholder = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{cell('单击输入')}</w:sdtContent></w:sdt>"
    (grid,) = read(tmp_path, table(around, row("用地面积", placeholder))).grids
    assert [one.text for one in grid.cells] == ["项目名称", "甲", "用地面积", ""]


def test_paragraphs_are_numbered_and_text_boxes_headers_and_notes_are_told(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框内文字')}</w:txbxContent></w:pict></w:r>"
    header = f"<w:hdr NAMES>{paragraph('某市发展改革委')}</w:hdr>"
    footer = f"<w:ftr NAMES>{paragraph('第 1 页 共 2 页')}</w:ftr>"
    paper = read(tmp_path, paragraph("申请表"), "<w:p/>", paragraph("县区：甲县", box), header1=header, footer1=footer)
    assert [(one.text, one.at.within("zh")) for one in paper.lines] == [
        ("申请表", "第 1 段"),
        ("县区：甲县", "第 2 段"),
    ]
    assert [one.written for one in paper.unread] == ["框内文字", "某市发展改革委"]


def test_a_form_that_has_no_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nested = word_table([["甲"]])
    for _ in range(word.NESTED):
        nested = table(row(cell(nested, "<w:p/>")))
    with pytest.raises(InputError, match="tables within tables"):
        read(tmp_path, nested)
    deep = "<w:ins>" * 200 + run("甲") + "</w:ins>" * 200
    with pytest.raises(InputError, match="levels deep"):
        read(tmp_path, paragraph(deep))
    with pytest.raises(InputError, match="columns"):
        read(tmp_path, table(row(cell("甲", columns=word.COLUMNS + 1))))
    monkeypatch.setattr(word, "CELLS", 3)
    with pytest.raises(InputError, match="cells"):
        read(tmp_path, word_table([["甲", "乙"], ["丙", "丁"]]))
    assert g.CELLS > 10_000
