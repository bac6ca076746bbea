"""Findings that name no lead are told by every way of screening, and those in the ledger's own workbook count."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from compliance.cli.exits import PASS
from tests.commands import run

LEADS = (
    ("项目编号", "项目名称", "产业集聚区", "行业代码"),
    ("A1", "甲", "叶县产业集聚区", "3311"),
    ("A2", "乙", "", "3311"),
)
HEAD = ("项目编号", "事项", "结论", "单位", "日期")
FOUND = (
    HEAD,
    ("A1", "是否认定为重污染项目", "是", "市环境保护局", "2015-05-20"),
    ("A9", "是否认定为重污染项目", "是", "市环境保护局", "2015-05-20"),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A workbook of two leads, with a sheet of findings."""
    path = tmp_path / "leads.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in (("线索", LEADS), ("认定", FOUND)):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_the_sheet_of_findings_decides_and_what_names_no_lead_is_told(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = run("screen", str(ledger), "-o", str(out), "--as-of", "2015-06-01", "--lang", "en")
    assert done.returncode == PASS
    first, second = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    assert (first["verdict"], second["verdict"] == "fail") == ("fail", False)
    assert "there is no project 'A9'" in " ".join(done.stdout.split())
    review = run("review", str(ledger), "--id", "A1", "--as-of", "2015-06-01", "--format", "json")
    assert json.loads(review.stdout)["verdict"] == "fail"


def test_in_bulk_it_is_the_same(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("screen", str(ledger), "-o", str(out), "--compact", "csv", "--as-of", "2015-06-01", "--lang", "en")
    assert done.returncode == PASS
    assert "there is no project 'A9'" in " ".join(done.stdout.split())
    assert "there is no project 'A1'" not in " ".join(done.stdout.split())
    verdicts = [line.split(",")[3] for line in (out / "part-0.csv").read_text("utf-8").splitlines()]
    assert verdicts[:2] == ["verdict", "fail"]
    legend = json.loads((out / "_screening.json").read_text("utf-8"))
    assert [note["en"].partition("leads.xlsx!")[2] for note in legend["notes"] if "A9" in note["en"]] == [
        "认定!B3: there is no project 'A9'; what was found of it is not used"
    ]


def test_a_file_of_findings_is_matched_with_the_rows_of_a_data_set(tmp_path: Path) -> None:
    folder, found, out = tmp_path / "leads", tmp_path / "found.yaml", tmp_path / "out"
    folder.mkdir()
    rows = "\n".join(",".join(row) for row in (*LEADS, ("", "丙", "", "3311")))
    (folder / "a.csv").write_text(rows, encoding="utf-8")
    cases = ("A2", "4", "5", "线索!4")
    lines = (f"- {{case: {one}, 事项: 是否认定为重污染项目, 结论: 是, 单位: 局, 日期: 2015-05-20}}" for one in cases)
    found.write_text("\n".join(lines), encoding="utf-8")
    options = ("--compact", "csv", "--findings", str(found), "--as-of", "2015-06-01", "--lang", "en")
    done = run("screen", str(folder), "-o", str(out), *options)
    assert done.returncode == PASS
    said = " ".join(done.stdout.split())
    assert [one for one in cases if f"no project '{one}'" in said] == ["5", "线索!4"]


def test_a_memo_on_a_ledger_tells_of_them_too(ledger: Path, tmp_path: Path) -> None:
    memo = tmp_path / "memo.md"
    done = run("memo", str(ledger), "-o", str(memo), "--of", "screening", "--as-of", "2015-06-01", "--lang", "en")
    assert done.returncode == PASS
    assert "there is no project 'A9'" in " ".join(memo.read_text("utf-8").split())
