"""The workbook of results is made for people."""

import io
import json
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from compliance.facts import NO_FACTS, Facts
from compliance.report.screening.excel import write_excel
from compliance.screening.chunks import SCHEMA
from tests.ledgers import HEADER, ledger, screened
from tests.people import INTENSITY, found, office_facts
from tests.report.screening.test_page import screening


def test_a_workbook_of_results_is_made_for_people(tmp_path: Path) -> None:
    output = tmp_path / "result.xlsx"
    assert screened(ledger(tmp_path), output) == 0
    book = CalamineWorkbook.from_path(output)
    assert book.sheet_names == ["汇总", "筛查结果", "须办事项", "依据的规则", "读取说明"]
    header, *rows = book.get_sheet_by_name("筛查结果").to_python()
    assert header[:8] == ["行号", "编号", "项目", "结论(建议)", "用地面积(亩)", "项目阶段", "不符合的理由", "须补正"]
    assert [row[0] for row in rows] == [2, 3, 4, 5, 6]
    assert [row[4] for row in rows] == [60, "约500", pytest.approx(80 / 3), 60, "很多"]
    assert [row[5] for row in rows] == ["招商线索"] * 5
    by_head = [dict(zip(header, row, strict=True)) for row in rows]
    assert by_head[0]["结论(建议)"] == "初筛即不符合,建议不予通过"
    assert "重污染" in str(by_head[0]["不符合的理由"])
    # Of a lead without a code, and of which nobody knows whether it goes into a zone and which, capacity must be known too.
    assert str(by_head[4]["须补正"]).startswith("产业集聚区、是否拟入驻产业集聚区、国民经济行业代码、是否新增产能")
    assert "用地面积" in str(by_head[4]["数据疑点"])
    assert re.search(r"、.*等 \d+ 项$", str(by_head[4]["后续阶段判断的规则"]))
    summary = dict(row[:2] for row in book.get_sheet_by_name("汇总").to_python())
    assert summary["合计"] == 5
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


def test_beyond_a_first_look_five_missing_fields_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    source = ledger(tmp_path)
    for lang, sheet, column in (("zh", "筛查结果", "须补正"), ("en", "Results", "To be supplied")):
        output = tmp_path / f"{lang}.xlsx"
        assert screened(source, output, "--stage", "operation", "--lang", lang) == 0
        header, *rows = CalamineWorkbook.from_path(output).get_sheet_by_name(sheet).to_python()
        shown = [str(row[header.index(column)]) for row in rows]
        if lang == "zh":
            assert all(re.search(r"[^、]等 \d+ 项$", cell) and cell.count("、") == 4 for cell in shown)
        else:
            assert all(re.search(r"[^,] and \d+ more$", cell) for cell in shown)


def test_english_results_are_english(tmp_path: Path) -> None:
    output = tmp_path / "result.xlsx"
    assert screened(ledger(tmp_path), output, "--lang", "en") == 0
    book = CalamineWorkbook.from_path(output)
    header, *rows = book.get_sheet_by_name("Results").to_python()
    assert header[3] == "Verdict (proposed)"
    assert rows[0][3:6] == ["Fail (proposed) at a first look already", 60, "Lead"]
    assert header[4] == "Site area (mu)"
    # What was written is quoted, and stands in the column of the ledger.
    said = [re.sub("'[^']*'", "", str(cell)) for row in rows for cell in (row[3], *row[5:])]
    assert not re.search("[一-鿿]", " ".join(said))


def test_long_words_are_cut_where_a_cell_is_too_small(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["A1", "长" * 9_000, 60, 8000, "3120", "是", "否"])
    assert screened(path, tmp_path / "result.xlsx") == 0
    rows = CalamineWorkbook.from_path(tmp_path / "result.xlsx").get_sheet_by_name("筛查结果").to_python()
    assert str(rows[1][2]).startswith("长长")


def test_leads_of_elsewhere_and_of_unknown_place_are_told(tmp_path: Path) -> None:
    path, output = tmp_path / "leads.csv", tmp_path / "result.xlsx"
    path.write_text("项目名称,是否本市项目,用地面积(亩)\n甲,是,60\n乙,否,60\n丙,,60\n", encoding="utf-8")
    assert screened(path, output) == 0
    book = CalamineWorkbook.from_path(output)
    header, *rows = book.get_sheet_by_name("筛查结果").to_python()
    verdicts = {str(row[header.index("项目")]): row[header.index("结论(建议)")] for row in rows}
    assert verdicts["乙"] == "不作通过结论:不在本市范围"
    assert verdicts["甲"] == verdicts["丙"] != verdicts["乙"]
    summary = [row[:2] for row in book.get_sheet_by_name("汇总").to_python()]
    assert ["其中不在本市范围", 1] in summary
    assert ["说明", "1 条线索:“是否本市项目”未填或存疑,按本市项目审查(设定):适用平政办〔2015〕26号"] in summary


def test_results_for_machines_say_what_is_of_elsewhere(tmp_path: Path) -> None:
    path, output = tmp_path / "leads.csv", tmp_path / "result.jsonl"
    path.write_text("项目名称,是否本市项目,行业代码\n甲,是,3411\n乙,否,3411\n丙,,3411\n", encoding="utf-8")
    assert screened(path, output) == 0
    found = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [one["outside"] for one in found] == [False, True, False]
    assert found[1]["verdict"] == "undetermined"


def results_of(facts: Facts) -> list[list[object]]:
    """The sheet of results with one lead, of which a rule was settled by a person."""
    row = {name: [] if of == SCHEMA["found"] else "" for name, of in SCHEMA.items()}
    row |= {"row": 2, "id": "A1", "name": "甲", "verdict": "pass", "stage": "land", "outside": False}
    row["found"] = [INTENSITY]
    stream = io.BytesIO()
    finished = screening(facts)
    finished.summary.named.update(facts.findings)
    write_excel(finished, lambda: [pl.DataFrame([row], schema=SCHEMA)], stream, "zh")
    stream.seek(0)
    return CalamineWorkbook.from_filelike(stream).get_sheet_by_name("筛查结果").to_python()


def test_rules_that_persons_settled_have_a_column_where_there_are_findings(tmp_path: Path) -> None:
    facts = office_facts(tmp_path, findings=[{"项目编号": "A1", **found(规则=INTENSITY, 结论="符合")}])
    header, row = results_of(facts)
    assert dict(zip(header, row, strict=True))["经认定的规则"] == "投资强度不低于控制指标"
    assert "经认定的规则" not in results_of(NO_FACTS)[0]
