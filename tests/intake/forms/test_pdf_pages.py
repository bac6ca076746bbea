"""The pages of a PDF are read cell by cell; what nobody can read for certain is marked."""

import pytest

from compliance.errors import InputError, Place
from compliance.intake.forms import pdf_pages
from compliance.intake.forms.grid import Grid, Mark, Paper
from compliance.intake.forms.pdf_pages import read_pages
from tests.pdfs import FORM, pdf

# A picture of one grey point (PNG).
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63680000008200"
    "8177cd72b60000000049454e44ae426082"
)
HEAD = '#set text(font: "Noto Sans SC", size: 10pt)\n#set page(width: 210mm, height: 297mm)\n'


def paper(body: str) -> Paper:
    """What is read of a page with that content."""
    return read_pages(pdf(HEAD + body), "form.pdf")


def texts(grid: Grid) -> dict[tuple[int, int], str]:
    """The text of each cell by its first row and column."""
    return {(cell.row, cell.column): cell.text for cell in grid.cells}


def test_the_cells_of_ruled_tables_are_read_with_what_they_span() -> None:
    first, second = read_pages(pdf(FORM), "form.pdf").grids
    assert texts(first) == {
        (1, 1): "项目名称",
        (1, 2): "年产五千套液压支架项目",
        (2, 1): "建设单位",
        (2, 2): "叶县华泰机械有限公司",
        (2, 3): "行业代码",
        (2, 4): "C3511",
        (3, 1): "总投资(万元)",
        (3, 2): "12600",
        (3, 3): "固定资产投资\n(万元)",
        (3, 4): "80009000",
        (4, 1): "建设性质",
        (4, 2): "☑新建 ☐改扩建 ☐技改",
    }
    name = next(cell for cell in first.cells if (cell.row, cell.column) == (1, 2))
    assert (name.rows, name.columns, name.at) == (1, 3, Place("form.pdf", 1, page=1, table=1))
    assert texts(second)[2, 3] == "18500"
    assert second.cells[0].at == Place("form.pdf", 1, page=2, table=2)


def test_a_cell_that_reaches_over_rows_keeps_what_it_spans() -> None:
    (grid,) = paper("#table(columns: 3, table.cell(rowspan: 2)[项目情况], [名称], [甲], [总投资], [5000万元])").grids
    first = grid.cells[0]
    assert (first.text, first.rows, first.columns) == ("项目情况", 2, 1)
    assert texts(grid)[2, 3] == "5000万元"


def test_the_lines_outside_of_tables_are_told_with_the_tables_before_them() -> None:
    lines = read_pages(pdf(FORM), "form.pdf").lines
    assert [(line.text, line.tables, line.at) for line in lines] == [
        ("工业项目入驻申请表", 0, Place("form.pdf", 1, page=1)),
        ("县(市、区):叶县", 0, Place("form.pdf", 2, page=1)),
        ("单体建筑一览表", 1, Place("form.pdf", 1, page=2)),
    ]


def test_what_stands_apart_in_a_line_is_divided_by_two_spaces() -> None:
    (line,) = paper("县(市、区):叶县#h(3cm)责任单位:叶县商务局 Tel 7").lines
    assert line.text == "县(市、区):叶县  责任单位:叶县商务局 Tel 7"


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("#strike[8000]9000", Mark.struck),
        ("\\u{f0fe}是", Mark.symbol),
        ("☒是 ☐否", Mark.symbol),
        ("#rotate(90deg)[9000]", Mark.overlap),
        ("#move(dx: 22mm)[9000]", None),
    ],
)
def test_what_may_be_misread_is_marked(cell: str, mark: Mark | None) -> None:
    (grid,) = paper(f"#table(columns: (30mm, 60mm), [总投资], [{cell}])").grids
    marks = {one for found in grid.cells for one in found.marks}
    assert marks == (set() if mark is None else {mark})


@pytest.mark.parametrize("moved", ["#place(dx: 147pt)[#text(size: 30pt)[万]]", "#place(dy: 3pt)[9000] 8000"])
def test_text_that_lies_over_the_edge_of_its_cell_or_over_other_text_is_marked(moved: str) -> None:
    (grid,) = paper(f"#table(columns: (30mm, 60mm), [总投资], [{moved}])").grids
    assert any(Mark.overlap in cell.marks for cell in grid.cells)


def test_an_underlined_value_is_not_struck() -> None:
    (grid,) = paper("#table(columns: (30mm, 60mm), [总投资], [#underline[9000]])").grids
    assert [cell.marks for cell in grid.cells] == [frozenset(), frozenset()]


def test_white_text_is_no_part_of_the_form_and_is_told() -> None:
    read = paper("#table(columns: (30mm, 60mm), [总投资], [9000#text(fill: white)[77777]])")
    assert texts(read.grids[0])[1, 2] == "9000"
    assert [(one.written, one.at) for one in read.unread] == [("77777", Place("form.pdf", page=1))]


def test_a_page_without_text_is_told_to_be_a_scan() -> None:
    with pytest.raises(InputError, match="no text, and seems to be a scan"):
        paper("#rect(width: 100%, height: 50%)")


def test_text_on_a_page_that_is_a_picture_is_told_to_be_recognised() -> None:
    assert not paper("总投资:9000万元").notes
    octets = ", ".join(map(str, PICTURE))
    page = f"#place(image(bytes(({octets})), width: 170mm, height: 245mm))"
    (note,) = paper(f"{page}\n总投资:9000万元").notes
    assert (note.place, "recognised" in note.message.en) == (Place("form.pdf", page=1), True)


def test_more_pages_than_a_form_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "PAGES", 1)
    with pytest.raises(InputError, match="more than 1 pages"):
        read_pages(pdf(FORM), "form.pdf")


def test_more_cells_than_a_form_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "CELLS", 11)
    with pytest.raises(InputError, match="more than 11 cells"):
        read_pages(pdf(FORM), "form.pdf")
