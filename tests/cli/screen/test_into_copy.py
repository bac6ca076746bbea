"""A screening goes back into a copy of the workbook that it was of."""

import os
import re
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from compliance.cli.main import run
from compliance.intake.leads.leads import Leads, read_leads
from compliance.report.screening import own_workbook
from tests.ledgers import DAY, HEADER, ledger

LEADS = [
    ["A1", "某电镀厂", 60, 8000, "3360", "是", "是"],
    ["A2", "某机械厂", 60, 8000, "3411", "否", "否"],
    ["", "合计", 120, 16000, "", "", ""],
    ["A3", "坏数", "很多", 9000, "3411", "也许", ""],
]


def workbook(path: Path, sheets: dict[str, list[list[object]]] | None = None, header: list[str] = HEADER) -> Path:
    """A workbook whose sheets have a title, the headings and those rows."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for name, rows in ({"线索": LEADS} if sheets is None else sheets).items():
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "招商线索台账")
            for number, row in enumerate([header, *rows], start=1):
                sheet.write_row(number, 0, row)
    return path


def into_copy(source: Path, copy: Path, *options: str) -> int:
    """The exit code of a screening into a copy."""
    return run(["screen", str(source), "--into-copy", str(copy), "--as-of", DAY.isoformat(), "-q", *options])


def columns(path: Path, sheet: str = "线索", first: int = len(HEADER)) -> list[list[object]]:
    """What stands in the added columns, from the headings on."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    return [row[first:] for row in rows[1:]]


def test_each_lead_gets_its_verdict_what_is_missing_and_why_and_other_rows_why_they_are_none(tmp_path: Path) -> None:
    source, copy = workbook(tmp_path / "leads.xlsx"), tmp_path / "结果.xlsx"
    assert into_copy(source, copy) == 0
    head, failed, passed, total, open_ = columns(copy)
    assert head == ["结论", "须补正", "理由"]
    assert failed[0] == "初筛即不符合,建议不予通过"
    assert str(failed[2]).startswith("不符合:严禁重污染项目入驻")
    assert passed == ["初筛未发现障碍", "", ""]
    assert total == ["", "", "合计、小计行,不计入"]
    assert open_[0] == "待补正"
    assert "是否拟入驻产业集聚区" in str(open_[1])
    assert "缺资料,不能判断:" in str(open_[2])
    assert "用地面积“很多”" in str(open_[2])


def test_english_columns_are_english(tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    assert into_copy(workbook(tmp_path / "leads.xlsx"), copy, "--lang", "en") == 0
    said = columns(copy)
    assert said[0] == ["Verdict", "To be supplied", "Reason"]
    assert said[2] == ["Nothing found against it at a first look", "", ""]
    assert not re.search("[一-鿿]", re.sub("'[^']*'", "", str(said)))  # what was written is quoted


def test_every_sheet_that_is_read_gets_its_own_columns(tmp_path: Path) -> None:
    sheets = {"甲县": LEADS[:2], "乙县": [["", "合计", 0, 0, "", "", ""]], "丙县": LEADS[3:]}
    source, copy = workbook(tmp_path / "leads.xlsx", sheets), tmp_path / "copy.xlsx"
    assert into_copy(source, copy, "--sheet", "all") == 0
    assert [row[0] for row in columns(copy, "甲县")] == ["结论", "初筛即不符合,建议不予通过", "初筛未发现障碍"]
    assert columns(copy, "乙县") == [["结论", "须补正", "理由"], ["", "", "合计、小计行,不计入"]]
    assert [row[0] for row in columns(copy, "丙县")] == ["结论", "待补正"]


def test_a_sheet_that_is_not_read_stays_as_it_is(tmp_path: Path) -> None:
    source, copy = workbook(tmp_path / "leads.xlsx", {"甲县": LEADS, "乙县": LEADS}), tmp_path / "copy.xlsx"
    assert into_copy(source, copy) == 0
    assert columns(copy, "乙县") == [[]] * 5


def test_columns_of_an_earlier_run_stay_and_the_new_ones_stand_beside_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = (tmp_path / f"{name}.xlsx" for name in ("first", "second", "third"))
    assert into_copy(workbook(tmp_path / "leads.xlsx"), first) == 0
    assert "已有同名的列" not in capsys.readouterr().err
    assert into_copy(first, second, "--stage", "land") == 0
    assert "已有同名的列,保持不变;本次的结果另写为:结论(2)、须补正(2)、理由(2)" in capsys.readouterr().err
    assert into_copy(second, third) == 0
    head, failed, *_ = columns(third)
    assert head == ["结论", "须补正", "理由", "结论(2)", "须补正(2)", "理由(2)", "结论(3)", "须补正(3)", "理由(3)"]
    assert failed[0] == failed[6] != failed[3]


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    rows = [["A1", "=1+1", 60, 8000, "3411", "=HYPERLINK(1)", "否"]]
    copy = tmp_path / "copy.xlsx"
    assert into_copy(workbook(tmp_path / "leads.xlsx", {"线索": rows}), copy) == 0
    assert "“=HYPERLINK(1)”" in str(columns(copy)[1][2])


def test_results_can_be_written_as_well(tmp_path: Path) -> None:
    copy, output = tmp_path / "copy.xlsx", tmp_path / "results.csv"
    assert into_copy(workbook(tmp_path / "leads.xlsx"), copy, "-o", str(output)) == 0
    assert output.read_text("utf-8").count("\n") == 4
    assert columns(copy)[0][0] == "结论"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.xlsx", "leads.xlsx", "results.csv"]


@pytest.mark.parametrize(
    ("name", "copy", "options", "said"),
    [
        ("leads.csv", "copy.xlsx", (), "只用于 .xlsx 或 .xlsm 工作簿,而台账是 .csv 文件"),
        ("leads.xlsx", "copy.csv", (), "文件名须以 .xlsx 结尾"),
        ("leads.xlsx", "copy.xlsm", (), "文件名须以 .xlsx 结尾"),
        ("leads.xlsx", "copy.xlsx", ("--rank",), "不能与 --rank 同用"),
        ("leads.xlsx", "copy.xlsx", ("--compact", "csv"), "不能与 --compact 同用"),
        ("leads.xlsx", "leads.xlsx", (), "就是要读取的文件"),
        ("leads.xlsx", "nowhere/copy.xlsx", (), "没有文件夹"),
        ("nothing.xlsx", "copy.xlsx", (), "文件不存在"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, copy: str, options: tuple[str, ...], said: str
) -> None:
    workbook(tmp_path / "leads.xlsx")
    ledger(tmp_path)
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert into_copy(tmp_path / name, tmp_path / copy, *options) == 2
    assert said in capsys.readouterr().err.replace("\n", "")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_workbook_that_changes_while_it_is_screened_gets_no_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, copy = workbook(tmp_path / "leads.xlsx"), tmp_path / "copy.xlsx"
    write = own_workbook.write_own_workbook

    def written_meanwhile(*given: object) -> object:
        os.utime(source, (1, 1))
        return write(*given)  # type: ignore[arg-type]  # as they are given

    monkeypatch.setattr(own_workbook, "write_own_workbook", written_meanwhile)
    assert into_copy(source, copy) == 2
    assert "筛查期间台账有改动" in capsys.readouterr().err
    assert not copy.exists()


def test_row_numbers_are_those_of_the_sheet_where_its_first_rows_are_blank(tmp_path: Path) -> None:
    path, copy = tmp_path / "leads.xlsx", tmp_path / "copy.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("线索")
        for number, row in enumerate([HEADER, *LEADS[:2]], start=4):
            sheet.write_row(number, 2, row)
    assert into_copy(path, copy) == 0
    rows = CalamineWorkbook.from_path(copy).get_sheet_by_name("线索").to_python(skip_empty_area=False)
    assert [row[9] for row in rows] == ["", "", "", "", "结论", "初筛即不符合,建议不予通过", "初筛未发现障碍"]


def test_the_copy_can_be_screened_as_the_ledger_was(tmp_path: Path) -> None:
    from tests.rulebooks import shipped

    source, copy = workbook(tmp_path / "leads.xlsx"), tmp_path / "copy.xlsx"
    assert into_copy(source, copy) == 0

    def read(leads: Leads) -> list[tuple[int, str, dict[str, object]]]:
        return [(lead.row, lead.id, {id_: one.value for id_, one in lead.case.data.items()}) for lead in leads]

    vocabulary = shipped().vocabulary
    assert read(read_leads(copy, vocabulary)) == read(read_leads(source, vocabulary))
