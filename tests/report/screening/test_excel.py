"""The workbook of results is made for people."""

import re
import zipfile
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.ledgers import HEADER, ledger, screened


def test_a_workbook_of_results_is_made_for_people(tmp_path: Path) -> None:
    output = tmp_path / "result.xlsx"
    assert screened(ledger(tmp_path), output) == 0
    book = CalamineWorkbook.from_path(output)
    assert book.sheet_names == ["汇总", "筛查结果", "依据的规则", "读取说明"]
    header, *rows = book.get_sheet_by_name("筛查结果").to_python()
    assert header[:4] == ["行号", "编号", "项目", "结论(建议)"]
    assert [row[0] for row in rows] == [2, 3, 4, 5, 6]
    assert rows[0][3] == "建议不予通过"
    assert "重污染" in str(rows[0][4])
    assert "用地面积" in str(rows[4][5])
    summary = dict(row[:2] for row in book.get_sheet_by_name("汇总").to_python())
    assert summary["合计"] == "5"
    rules = book.get_sheet_by_name("依据的规则").to_python()
    assert any("严禁重污染、产能过剩、低水平重复项目入驻产业集聚区" in str(row) for row in rules)
    with zipfile.ZipFile(output) as archive:
        sheets = {name: archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name}
    assert not any("<f>" in sheet for sheet in sheets.values())
    assert "autoFilter" in sheets["xl/worksheets/sheet2.xml"]
    assert 'state="frozen"' in sheets["xl/worksheets/sheet2.xml"]
    assert 'orientation="landscape"' in sheets["xl/worksheets/sheet2.xml"]
    plan, *others = [row for row in rules[1:] if row[0].startswith(("PDS15-2.6.4-overcapacity", "NOC13"))]
    assert plan[5] == "严禁重污染、产能过剩、低水平重复项目入驻产业集聚区"
    assert [row[5] for row in others] == ["(未取得原文)"] * len(others) != []
    assert all("可信度" in row[4] for row in others)


def test_english_results_are_english(tmp_path: Path) -> None:
    output = tmp_path / "result.xlsx"
    assert screened(ledger(tmp_path), output, "--lang", "en") == 0
    book = CalamineWorkbook.from_path(output)
    header, *rows = book.get_sheet_by_name("Results").to_python()
    assert header[3] == "Verdict (proposed)"
    assert rows[0][3] == "Fail (proposed)"
    said = re.sub("'[^']*'", "", " ".join(str(cell) for row in rows for cell in row[3:9]))  # what was written is quoted
    assert not re.search("[一-鿿]", said)


def test_long_words_are_cut_where_a_cell_is_too_small(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["A1", "长" * 9_000, 60, 8000, "3120", "是", "否"])
    assert screened(path, tmp_path / "result.xlsx") == 0
    rows = CalamineWorkbook.from_path(tmp_path / "result.xlsx").get_sheet_by_name("筛查结果").to_python()
    assert str(rows[1][2]).startswith("长长")
