"""A copy of a workbook has columns more and is the same in all else."""

import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from lxml import etree
from python_calamine import CalamineWorkbook

from compliance.errors import InputError
from compliance.report.workbook_copy.references import Area
from tests.report.workbook_copy.workbooks import (
    COUNTY,
    HEADINGS,
    LEDGER,
    MAIN,
    added,
    as_written,
    copied,
    office_workbook,
    part,
    parts,
    without_columns,
)

SHEET, TABLE_SHEET = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
ROWS = [
    (5, ("初筛未发现障碍", "", "")),
    (6, ("待补正", "行业代码、用地面积", "缺资料 <&>\n第二行")),
    (7, ("=HYPERLINK(1)", "", "")),
    (8, ("", "", "合计、小计行,不计入")),
]


def cells(path: Path, sheet: str) -> list[list[object]]:
    """The values of a sheet."""
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def test_every_other_part_and_cell_of_a_copy_is_as_it_was(tmp_path: Path) -> None:
    source = office_workbook(tmp_path / "leads.xlsx")
    copy, notes = copied(source, added(LEDGER, 3, 4, ROWS))
    assert notes == ()
    before, after = parts(source), parts(copy)
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} == {SHEET, "xl/styles.xml", "xl/workbook.xml"}
    assert any("chart" in name for name in before)
    assert any("media" in name for name in before)
    assert without_columns(after[SHEET], Area(3, 7, 8, 9), before[SHEET]) == as_written(before[SHEET], ["G6"])


def test_the_columns_stand_beside_the_last_one_that_the_table_uses(tmp_path: Path) -> None:
    copy, _ = copied(office_workbook(tmp_path / "leads.xlsx"), added(LEDGER, 3, 4, ROWS))
    rows = cells(copy, LEDGER)
    assert rows[2][6:] == list(HEADINGS)
    assert rows[3][6:] == ["", "", ""]
    assert [tuple(row[6:]) for row in rows[4:8]] == [texts for _, texts in ROWS]
    assert rows[7][3] == 240  # what a formula came to


def test_headings_are_merged_downward_as_their_neighbour_is(tmp_path: Path) -> None:
    copy, _ = copied(office_workbook(tmp_path / "leads.xlsx"), added(LEDGER, 3, 4, ROWS))
    merges = etree.fromstring(part(copy, SHEET)).find(f"{MAIN}mergeCells")
    assert merges is not None
    references = [one.get("ref") for one in merges]
    assert references[-3:] == ["G3:G4", "H3:H4", "I3:I4"]
    assert merges.get("count") == str(len(references))


def test_a_heading_beside_one_that_is_not_merged_stands_in_the_last_row_of_headings(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", ["项目", "用地"])
        sheet.write_row("A2", ["项目名称", "用地面积(亩)"])
        sheet.write_row("A3", ["甲", 60])
    rows = cells(copied(path, added("表", 1, 2, [(3, ("a", "b", "c"))]))[0], "表")
    assert rows == [["项目", "用地", "", "", ""], ["项目名称", "用地面积(亩)", *HEADINGS], ["甲", 60.0, "a", "b", "c"]]


def test_cells_are_styled_as_their_neighbours_with_wrapped_text(tmp_path: Path) -> None:
    copy, _ = copied(office_workbook(tmp_path / "leads.xlsx"), added(LEDGER, 3, 4, ROWS))
    sheet, styles = etree.fromstring(part(copy, SHEET)), etree.fromstring(part(copy, "xl/styles.xml"))
    style = {one.get("r"): int(one.get("s", 0)) for one in sheet.iter(f"{MAIN}c")}
    formats = styles.find(f"{MAIN}cellXfs")
    assert formats is not None
    assert formats.get("count") == str(len(formats))

    def taken_over(cell: str) -> dict[str, str]:
        kept = ("borderId", "fillId", "fontId")
        return {name: str(formats[style[cell]].get(name)) for name in kept}  # type: ignore[index]  # it is there

    assert taken_over("G3") == taken_over("F3")
    assert taken_over("H5") == taken_over("F5")
    for cell in ("G3", "G5"):
        alignment = formats[style[cell]].find(f"{MAIN}alignment")
        assert alignment is not None
        assert alignment.get("wrapText") == "1"
    assert formats[style["F5"]].get("numFmtId") != "0"  # one that hides what stands in the cell
    assert formats[style["G5"]].get("numFmtId") == "0"


def test_widths_are_set_and_those_of_columns_beyond_are_kept(tmp_path: Path) -> None:
    copy, _ = copied(office_workbook(tmp_path / "leads.xlsx"), added(LEDGER, 3, 4, ROWS))
    columns = etree.fromstring(part(copy, SHEET)).find(f"{MAIN}cols")
    assert columns is not None
    said = [(one.get("min"), one.get("max"), str(one.get("width")).partition(".")[0]) for one in columns]
    assert said[2:] == [("7", "7", "18"), ("8", "8", "32"), ("9", "9", "48"), ("10", "16384", "3")]


def test_a_filter_and_what_remembers_it_take_in_the_columns_so_that_sorting_moves_them_along(tmp_path: Path) -> None:
    copy, _ = copied(office_workbook(tmp_path / "leads.xlsx"), added(LEDGER, 3, 4, ROWS))
    assert b'<autoFilter ref="A4:I8"' in part(copy, SHEET)
    book = part(copy, "xl/workbook.xml").decode()
    assert re.search(r"_FilterDatabase[^>]*>招商线索!\$A\$4:\$I\$8<", book)
    assert "招商线索!$A$1:$F$8" in book  # what is printed
    assert 'name="面积">招商线索!$D$5:$D$7<' in book


def test_a_table_takes_in_the_columns_with_headings_of_their_own(tmp_path: Path) -> None:
    source = office_workbook(tmp_path / "leads.xlsx")
    copy, notes = copied(source, added(COUNTY, 2, 2, [(3, ("通过", "", "")), (4, ("通过", "", ""))]))
    assert notes == ()
    table = etree.fromstring(part(copy, "xl/tables/table1.xml"))
    assert table.get("ref") == "B2:F5"
    assert table.find(f"{MAIN}autoFilter").get("ref") == "B2:F4"  # type: ignore[union-attr]  # it has a filter
    columns = table.find(f"{MAIN}tableColumns")
    assert columns is not None
    assert columns.get("count") == "5"
    assert [one.get("name") for one in columns] == ["项目名称", "用地面积(亩)", *HEADINGS]
    assert [one.get("id") for one in columns] == ["1", "2", "3", "4", "5"]
    assert cells(copy, COUNTY)[1][1:] == ["项目名称", "用地面积(亩)", *HEADINGS]


def test_a_table_with_something_beside_it_stays_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.add_table("A1:B3", {"columns": [{"header": "项目名称"}, {"header": "用地面积(亩)"}]})
        sheet.write_row("A2", ["甲", 60])
        sheet.write("D1", "备注")
    copy, (note,) = copied(path, added("表", 1, 1, [(2, ("a", "b", "c"))]))
    assert parts(copy)["xl/tables/table1.xml"] == parts(path)["xl/tables/table1.xml"]
    assert "A1:B3 不能扩到新增的 E–G 列" in note.message.zh
    assert "sort whole rows" in note.message.en


def test_a_chart_over_the_columns_is_told(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", ["项目名称"])
        sheet.write_row("A2", ["甲"])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表!$A$2:$A$3"})
        sheet.insert_chart("D2", chart)
    _, (note,) = copied(path, added("表", 1, 1, [(2, ("a", "b", "c"))]))
    assert "盖住新增的 B–D 列" in note.message.zh


def test_columns_of_several_sheets_go_to_each_of_them(tmp_path: Path) -> None:
    source = office_workbook(tmp_path / "leads.xlsx")
    copy, _ = copied(source, added(LEDGER, 3, 4, ROWS), added(COUNTY, 2, 2, [(3, ("通过", "", ""))]))
    assert cells(copy, LEDGER)[4][6] == "初筛未发现障碍"
    assert cells(copy, COUNTY)[2][3] == "通过"
    assert parts(copy)["xl/worksheets/sheet3.xml"] == parts(source)["xl/worksheets/sheet3.xml"]


def rewritten(path: Path, name: str, change: object) -> Path:
    """The workbook with one part changed."""
    content = parts(path)
    content[name] = change(content[name])  # type: ignore[operator]  # a function on bytes
    with ZipFile(path, "w") as package:
        for one, data in content.items():
            package.writestr(one, data)
    return path


def plain(path: Path) -> Path:
    """A sheet 表 of one lead and no styles of its own."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", ["项目名称", "用地面积(亩)"])
        sheet.write_row("A2", ["甲", 60])
    return path


def prefixed(sheet: bytes) -> bytes:
    """The sheet with a prefix before each of its elements."""
    named = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", sheet)
    return named.replace(b'xmlns="http://schemas.openxml', b'xmlns:x="http://schemas.openxml')


def without_references(sheet: bytes) -> bytes:
    """The sheet with rows and cells that name no place of their own."""
    return re.sub(rb'(<(?:c|row)\b[^>]*?) r="[A-Z0-9]+"', rb"\1", sheet)


@pytest.mark.parametrize("change", [prefixed, without_references])
def test_sheets_written_otherwise_are_understood(tmp_path: Path, change: object) -> None:
    path = rewritten(plain(tmp_path / "leads.xlsx"), SHEET, change)
    copy, _ = copied(path, added("表", 1, 1, [(2, ("a", "b", "c"))]))
    etree.fromstring(part(copy, SHEET))
    assert cells(copy, "表") == [["项目名称", "用地面积(亩)", *HEADINGS], ["甲", 60.0, "a", "b", "c"]]


def test_strict_workbooks_are_understood(tmp_path: Path) -> None:
    path = plain(tmp_path / "leads.xlsx")
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"

    def changed(content: bytes) -> bytes:
        return content.replace(MAIN[1:-1].encode(), strict)

    for name in (SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"):
        rewritten(path, name, changed)
    copy, _ = copied(path, added("表", 1, 1, [(2, ("a", "b", "c"))]))
    assert {etree.QName(one).namespace for one in etree.fromstring(part(copy, SHEET)).iter()} == {strict.decode()}
    assert {etree.QName(one).namespace for one in etree.fromstring(part(copy, "xl/styles.xml")).iter()} == {
        strict.decode()
    }


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (SHEET, lambda sheet: re.sub(rb'<row r="2".*?</row>', b'<row r="2"/>', sheet)),
        (SHEET, lambda sheet: sheet.replace(b"</row>", b"", 1)),
        (SHEET, lambda sheet: sheet.replace(b"<worksheet", b"<!DOCTYPE worksheet []><worksheet", 1)),
        (SHEET, lambda sheet: re.sub(rb'<row r="2".*?</row>', b"", sheet)),
        ("xl/styles.xml", lambda styles: styles[: len(styles) // 2]),
    ],
)
def test_what_no_program_writes_is_refused_with_what_to_do(tmp_path: Path, name: str, change: object) -> None:
    path = rewritten(plain(tmp_path / "leads.xlsx"), name, change)
    with pytest.raises(InputError) as caught:
        copied(path, added("表", 1, 1, [(2, ("a", "b", "c"))]))
    (problem,) = caught.value.problems
    assert "另存为 .xlsx" in problem.message.zh
    assert "save it again" in problem.message.en


def test_a_sheet_without_room_for_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", ["项目名称"])
        sheet.write_row("A2", ["甲"])
        sheet.write("XFB1", "备注")
    with pytest.raises(InputError) as caught:
        copied(path, added("表", 1, 1, [(2, ("a", "b", "c"))]))
    assert "右侧没有空列" in caught.value.problems[0].message.zh


def test_macros_stay(tmp_path: Path) -> None:
    path = plain(tmp_path / "leads.xlsm")
    content = parts(path) | {"xl/vbaProject.bin": b"\xd0\xcf macros"}
    with ZipFile(path, "w") as package:
        for one, data in content.items():
            package.writestr(one, data)
    copy, _ = copied(path, added("表", 1, 1, [(2, ("a", "b", "c"))]))
    assert part(copy, "xl/vbaProject.bin") == b"\xd0\xcf macros"


def test_a_signature_that_no_longer_holds_is_told(tmp_path: Path) -> None:
    path = plain(tmp_path / "leads.xlsx")
    with ZipFile(path, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    _, (note,) = copied(path, added("表", 1, 1, [(2, ("a", "b", "c"))]))
    assert "签名在副本中无效" in note.message.zh


@pytest.mark.skipif(shutil.which("soffice") is None, reason="not installed: soffice")
def test_libreoffice_opens_a_copy_and_one_of_a_workbook_that_it_saved(tmp_path: Path) -> None:
    source = office_workbook(tmp_path / "leads.xlsx")
    first, _ = copied(source, added(LEDGER, 3, 4, ROWS), added(COUNTY, 2, 2, [(3, ("通过", "", ""))]))
    saved = converted(first, tmp_path / "saved")
    assert [tuple(row[6:9]) for row in cells(saved, LEDGER)[4:8]] == [texts for _, texts in ROWS]
    rows = [(number, (f"再次{number}", "", "")) for number, _ in ROWS]
    before = parts(saved)
    again, _ = copied(saved, added(LEDGER, 3, 4, rows, ("结论(2)", "须补正(2)", "理由(2)")))
    after = parts(again)
    assert without_columns(after[SHEET], Area(3, 10, 8, 12), before[SHEET]) == as_written(before[SHEET])
    twice = cells(converted(again, tmp_path / "twice"), LEDGER)
    assert [row[9] for row in twice[4:8]] == ["再次5", "再次6", "再次7", "再次8"]
    assert [row[6] for row in twice[4:8]] == [texts[0] for _, texts in ROWS]


def converted(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=300)
    return folder / path.name
