"""A sheet as a form: merged cells once, hidden cells not at all, and days and percentages as they are shown."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from compliance.errors import InputError
from compliance.intake.forms import workbook
from compliance.intake.forms.material import read_form
from compliance.intake.forms.reading import FormReading
from compliance.intake.forms.workbook import paper_of
from compliance.intake.tables.open import open_tables
from compliance.rulebook.model import Rulebook
from compliance.source import Source
from tests.forms import FILED, FILED_VALUES, values_of, workbook_file


def test_a_form_in_a_workbook_is_read_as_one_in_word(rulebook: Rulebook, tmp_path: Path) -> None:
    path = workbook_file(tmp_path / "form.xlsx", FILED)
    found = read_form(path, rulebook.vocabulary, FormReading())
    assert values_of(found) == FILED_VALUES
    places = {item.key: item.at for item in found.items}
    assert places["总投资(万元)/合计"].to("zh") == f"{path}!申请表!B9"


def paper(path: Path) -> list[tuple[str, tuple[int, int]]]:
    """The texts of a workbook's first sheet that are seen, with the columns that they span."""
    source = Source(str(path))
    (grid,) = paper_of(source, list(open_tables(source, None, None))).grids
    return [(cell.text, cell.slot) for cell in grid.cells if cell.text]


@pytest.fixture
def book(tmp_path: Path) -> Callable[[Callable[..., None]], Path]:
    """Writes a workbook with what a function puts on its sheet."""

    def write(fill: Callable[..., None]) -> Path:
        path = tmp_path / "form.xlsx"
        with xlsxwriter.Workbook(path) as made:
            fill(made, made.add_worksheet("申请表"))
        return path

    return write


def test_hidden_rows_and_columns_are_told_and_not_seen(book: Callable[[Callable[..., None]], Path]) -> None:
    def fill(_: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 0, ["项目名称", "甲", "旧"])
        sheet.write_row(1, 0, ["总投资(万元)", 9000])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        sheet.merge_range(2, 0, 2, 1, "备注")

    path = book(fill)
    assert paper(path) == [("项目名称", (1, 1)), ("甲", (2, 1)), ("备注", (1, 2))]
    source = Source(str(path))
    told = paper_of(source, list(open_tables(source, None, None))).unread
    assert {one.written for one in told} == {"旧", "总投资(万元)", "9000"}


def test_days_are_days_and_a_formula_without_a_result_is_asked_about(
    book: Callable[[Callable[..., None]], Path], rulebook: Rulebook
) -> None:
    def fill(made: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["项目名称", "甲", "建设单位", "某公司"])
        sheet.write(1, 0, "约定动工日期")
        sheet.write_datetime(1, 1, datetime(2015, 10, 1, tzinfo=UTC).replace(tzinfo=None), day)
        sheet.write(1, 2, "总投资(万元)")
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ["绿地率", "", "行业代码", ""])
        sheet.write_row(3, 0, ["主要产品", "", "用地面积(亩)", ""])
        sheet.write_number(2, 1, 0.15, made.add_format({"num_format": "0%"}))

    found = read_form(book(fill), rulebook.vocabulary, FormReading())
    stated = values_of(found)
    assert (str(stated["agreed_start_date"]), stated["stated_green_ratio"]) == ("2015-10-01", 15)
    assert "total_investment" not in stated


def test_a_sheet_without_end_is_no_form(
    book: Callable[[Callable[..., None]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "CELLS", 5)
    with pytest.raises(InputError, match="which no form has"):
        paper(book(lambda _, sheet: sheet.write(10, 10, "甲")))
