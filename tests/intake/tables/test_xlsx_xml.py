"""The marks of an .xlsx sheet are found in its XML, and none in what is laid out otherwise."""

import zipfile
from pathlib import Path

import xlsxwriter

from compliance.intake.tables.xlsx_xml import ERROR, UNCACHED, Marks, read_marks
from compliance.source import source_of


def test_hidden_rows_and_columns_formulas_without_a_value_and_errors_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("封面").set_row(0, None, None, {"hidden": True})
        sheet = book.add_worksheet("线索")
        sheet.write_row(0, 0, ["甲", "乙"])
        sheet.write_formula("B2", "=4*15", None, "")
        sheet.write_formula("AA3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B4", "=4*15", None, 60)
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column("C:D", None, None, {"hidden": True})
    assert read_marks(source_of(path), "线索") == Marks(
        (5,), (3, 4), {(2, 2): UNCACHED, (3, 27): ERROR}, starts_1904=False
    )
    assert read_marks(source_of(path), "封面").rows == (1,)


def test_days_counted_from_1904_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        book.add_worksheet("线索")
    assert read_marks(source_of(path), "线索").starts_1904


def test_a_file_of_another_form_has_no_marks(tmp_path: Path) -> None:
    text, archive, damaged = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    text.write_bytes(b"PK no archive")
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("xl/other.xml", "<a/>")
    with zipfile.ZipFile(damaged, "w") as package:
        package.writestr("xl/workbook.xml", "<a>")
    for path in (text, archive, damaged, tmp_path / "absent.xlsx"):
        assert read_marks(source_of(path), "线索") == Marks()
    with xlsxwriter.Workbook(tmp_path / "d.xlsx") as book:
        book.add_worksheet("线索")
    assert read_marks(source_of(tmp_path / "d.xlsx"), "别的") == Marks()


def test_a_row_beyond_the_first_piece_of_the_sheet_is_marked_too(tmp_path: Path) -> None:
    """The sheet is searched in pieces of a mebibyte: here the last row lies in the third or later."""
    path = tmp_path / "a.xlsx"
    last = 30_000
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("线索")
        for row in range(last):
            sheet.write_row(row, 0, ["text", 1, 2, 3])
        sheet.set_row(last, None, None, {"hidden": True})
        sheet.write_formula(last, 1, "=1", None, "")
    with zipfile.ZipFile(path) as package:
        assert package.getinfo("xl/worksheets/sheet1.xml").file_size > 2 << 20
    marks = read_marks(source_of(path), "线索")
    assert marks.rows == (last + 1,)
    assert marks.empty == {(last + 1, 2): UNCACHED}
