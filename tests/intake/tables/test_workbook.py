"""Workbooks are read with their hidden parts, formulas and days told."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook
from tests.intake.reading import amounts, reasons, said


def test_days_of_a_workbook_counted_from_1904_are_counted_so(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = xlsxwriter.Workbook(path, {"date_1904": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["项目名称", "签约日期"])
    sheet.write_row(1, 0, ["甲", 42156 - 1462])
    workbook.close()
    (lead,) = read_leads(path, rulebook.vocabulary)
    assert amounts(lead)["signed_on"] == date(2015, 6, 1)


def test_formulas_hidden_rows_columns_and_sheets(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    def more(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_formula("B2", "=4*15", None, 60)
        sheet.write_formula("B3", "=4*15", None, "")
        sheet.write_formula("B4", "=1/0", None, "#DIV/0!")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
        workbook.add_worksheet("旧").hide()

    path = book([["项目名称", "用地面积(亩)", "县区"], ["甲", "", "叶县"], ["乙"], ["丙"]], more)
    leads = read_leads(path, rulebook.vocabulary)
    cached, uncached, wrong = leads
    assert amounts(cached)["land_area"] == 60
    assert "without its result" in reasons(uncached.case)["land_area"]
    assert "an error" in reasons(wrong.case)["land_area"]
    for line in ("!旧: a hidden sheet, not read", "rows 3 (1) are hidden; they are read", "C1: the column is hidden"):
        assert line in said(leads)


def test_of_several_sheets_the_first_with_headings_is_read_and_the_others_are_noted(
    rulebook: Rulebook, book: Callable[..., Path]
) -> None:
    path = book([["说明"]], 甲县=[["项目名称"], ["甲"]], 乙县=[["项目名称"], ["乙"]])
    leads = read_leads(path, rulebook.vocabulary)
    assert (leads.only.name, [lead.case.name for lead in leads]) == ("甲县", ["甲"])
    assert "!乙县: looks like a ledger too" in said(leads)
    assert [lead.case.name for lead in read_leads(path, rulebook.vocabulary, sheet="乙县")] == ["乙"]


def test_an_ods_is_read(rulebook: Rulebook, tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="{}"{}><text:p>{}</text:p></table:table-cell>'
    rows = [["项目名称", "用地面积(公顷)"], ["甲", 2]]
    content = "".join(
        "<table:table-row>"
        + "".join(
            cell.format("string", "", v) if isinstance(v, str) else cell.format("float", f' office:value="{v}"', v)
            for v in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        body = f'<office:spreadsheet><table:table table:name="表">{content}</table:table></office:spreadsheet>'
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    (lead,) = read_leads(path, rulebook.vocabulary)
    assert amounts(lead) == {"name": "甲", "land_area": 30}


def test_a_sheet_that_is_not_there_is_told_with_what_was_meant(rulebook: Rulebook, book: Callable[..., Path]) -> None:
    with pytest.raises(InputError, match="no sheet '线索1'; did you mean '线索'"):
        read_leads(book([["项目名称"]]), rulebook.vocabulary, sheet="线索1")
