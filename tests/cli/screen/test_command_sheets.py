"""All sheets of a workbook are screened as one ledger, in every format, in order, and by several processes."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from compliance.cli.main import run
from compliance.screening import chunks, kept, workers

HEAD = ["项目编号", "项目名称", "用地面积(亩)", "是否拟入驻产业集聚区", "是否认定为重污染项目"]
ASKED = ("--sheet", "all", "--as-of", "2015-12-31", "-q")
ROWS = [
    ("东区", 2, "东区!2", "甲"), ("东区", 3, "E2", "乙"), ("西区", 2, "W1", "丙"), ("西区", 3, "西区!3", "丁"),
    ("西区", 5, "西区!5", "戊"),
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A workbook of two counties, with a cover; two leads break the ban on heavy pollution."""
    path = tmp_path / "leads.xlsx"
    sheets = {
        "封面": [["招商项目台账"]],
        "东区": [HEAD, ["", "甲", 60, "是", "是"], ["E2", "乙", 30, "是", "否"]],
        "西区": [HEAD, ["W1", "丙", 20, "是", "否"], ["", "丁", 10, "是", "是"], ["合计", "", 30], ["", "戊", 5, "是"]],
    }
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_results_name_the_sheet_in_every_format(ledger: Path, tmp_path: Path) -> None:
    for suffix in ("csv", "jsonl", "parquet", "xlsx"):
        assert run(["screen", str(ledger), "-o", str(tmp_path / f"out.{suffix}"), *ASKED]) == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        of_csv = [(row["sheet"], int(row["row"]), row["id"], row["name"]) for row in csv.DictReader(stream)]
    lines = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    of_lines = [tuple(line[key] for key in ("sheet", "row", "id", "name")) for line in lines]
    of_parquet = pl.read_parquet(tmp_path / "out.parquet").select("sheet", "row", "id", "name").rows()
    table = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name("筛查结果").to_python()
    assert table[0][:4] == ["工作表", "行号", "编号", "项目"]
    of_excel = [(row[0], int(row[1]), row[2], row[3]) for row in table[1:]]
    assert of_csv == of_lines == of_parquet == of_excel == ROWS


def test_a_ledger_of_one_sheet_has_no_such_column(ledger: Path, tmp_path: Path) -> None:
    asked = ["--sheet", "东区", "--as-of", "2015-12-31", "-q"]
    assert run(["screen", str(ledger), "-o", str(tmp_path / "out.parquet"), *asked]) == 0
    found = pl.read_parquet(tmp_path / "out.parquet")
    assert "sheet" not in found.columns
    assert found["id"].to_list() == ["2", "E2"]


def test_equals_keep_the_order_of_sheets_in_a_ranking(ledger: Path, tmp_path: Path) -> None:
    assert run(["screen", str(ledger), "-o", str(tmp_path / "out.parquet"), "--rank", *ASKED]) == 0
    found = pl.read_parquet(tmp_path / "out.parquet")
    assert found.columns[:3] == ["rank", "sheet", "row"]
    assert found["name"].to_list() == ["乙", "丙", "戊", "甲", "丁"]
    assert found["rank"].to_list() == [1, 1, 1, 4, 4]


def test_processes_and_a_run_that_goes_on_give_the_same(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.parquet"
    assert run(["screen", str(ledger), "-o", str(output), *ASKED]) == 0
    alone = pl.read_parquet(output)
    monkeypatch.setattr(chunks, "CHUNK", 1)
    monkeypatch.setattr(workers, "_WORTH", 0)
    monkeypatch.setattr(kept.Kept, "close", kept.Kept.release)  # what was kept stays, as after an interrupt
    assert run(["screen", str(ledger), "-o", str(output), *ASKED]) == 0
    assert pl.read_parquet(output).equals(alone)
    (tmp_path / ".out.parquet.parts" / "part-000002.parquet").unlink()
    assert run(["screen", str(ledger), "-o", str(output), "--resume", *ASKED]) == 0
    assert pl.read_parquet(output).equals(alone)
    # One sheet is another question than all of them.
    assert run(["screen", str(ledger), "-o", str(output), "--resume", "--as-of", "2015-12-31", "-q"]) == 2


def test_outcomes_in_columns_name_the_sheet_with_the_file(ledger: Path, tmp_path: Path) -> None:
    assert run(["screen", str(ledger), "-o", str(tmp_path / "out"), "--compact", "csv", *ASKED]) == 0
    found = pl.concat([pl.read_csv(part) for part in sorted((tmp_path / "out").glob("part-*.csv"))])
    assert found.select("file", "row").rows() == [(f"leads.xlsx!{sheet}", row) for sheet, row, _, _ in ROWS]


def test_what_was_left_out_is_told_by_sheet(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["screen", str(ledger), "-o", str(tmp_path / "out.csv"), *ASKED[:-1]]) == 0
    told = "".join(capsys.readouterr().out.split())
    assert "封面:没有认得的列名,未读取" in told
    assert "西区:第4行(1行):合计、小计行,不计入" in told
    assert "--sheet工作表--row行号" in told


def test_a_lead_of_several_sheets_is_reviewed_and_has_a_memo(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["review", str(ledger), "--sheet", "西区", "--row", "3"]) == 1
    assert "丁" in capsys.readouterr().out
    assert run(["review", str(ledger), "--sheet", "all", "--id", "西区!3"]) == 1
    assert "丁" in capsys.readouterr().out
    assert run(["review", str(ledger), "--sheet", "all", "--row", "3"]) == 2
    memo = ["memo", str(ledger), "-o", str(tmp_path / "memos"), "--format", "md", "--sheet", "all", "-q"]
    assert run([*memo, "--row", "3"]) == 2
    assert run(memo) == 0
    assert len(list((tmp_path / "memos").glob("0*.md"))) == len(ROWS)
    summary = (tmp_path / "memos" / "汇总.md").read_text(encoding="utf-8")
    assert "西区!3" in summary
    assert run(["memo", str(ledger), "-o", str(tmp_path / "one.md"), "--sheet", "all", "--ids", "E2"]) != 2


def test_the_columns_of_each_sheet_are_shown_and_saved_for_all(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "mapping.yaml"
    shown = ["screen", str(ledger), "--sheet", "all", "--show-mapping", "--save-mapping", str(saved)]
    assert run(shown) == 0
    told = capsys.readouterr().out
    assert "列与字段的对应: 东区" in told
    assert "列与字段的对应: 西区" in told
    assert saved.read_text(encoding="utf-8").count("项目名称: name") == 1
    assert run(["screen", str(ledger), "-o", str(tmp_path / "out.csv"), "--mapping", str(saved), *ASKED]) == 0
