"""The workbook holds what the report says and no formulas."""

import io
import json
from pathlib import Path

import python_calamine

from compliance.intake.progress_ledger import read_ledger
from compliance.report.assessment.excel import write_excel
from compliance.report.assessment.html import to_html
from compliance.rulebook.model import Rulebook
from tests.progress import LEDGER, QUOTA, assessed, read


def test_the_workbook_holds_what_the_report_says_and_no_formulas(rulebook: Rulebook) -> None:
    ledger = read_ledger(LEDGER, rulebook.vocabulary)
    stream = io.BytesIO()
    write_excel(assessed(ledger), ledger.reading, stream, "zh")
    book = python_calamine.load_workbook(io.BytesIO(stream.getvalue()))
    assert book.sheet_names == ["一页", "目标", "集聚区排序", "台账明细", "说明"]
    rows = book.get_sheet_by_name("目标").to_python()
    (quota,) = (row for row in rows if row[-1] == QUOTA)
    assert quota[0] == "未达标"
    assert quota[4:7] == ["496.67 亩/个", "≥ 500 亩/个", "99.3%"]
    again = io.BytesIO()
    write_excel(assessed(ledger), ledger.reading, again, "zh")
    assert again.getvalue() == stream.getvalue()


def test_names_from_a_ledger_cannot_become_formulas_or_markup(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("x")<script>{{7*7}}'
    ledger = read(tmp_path, 项目__yaml=json.dumps([{"name": hostile, "in_zone": "是", "start_date": "2015-06-01"}]))
    found = assessed(ledger)
    page = to_html(found, ledger.reading, "zh")
    assert "<script" not in page
    assert "{{7*7}}" in page
    stream = io.BytesIO()
    write_excel(found, ledger.reading, stream, "zh")
    rows = python_calamine.load_workbook(io.BytesIO(stream.getvalue())).get_sheet_by_name("台账明细").to_python()
    assert hostile in {row[2] for row in rows}
