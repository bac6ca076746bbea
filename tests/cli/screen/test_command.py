"""`compliance screen` from a ledger as people type it to results in every format."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from compliance.cli.main import run
from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.intake.leads.leads import read_leads
from compliance.intake.leads.rows import Lead
from compliance.report.screening.formats import FORMATS
from compliance.review.decision import Verdict
from compliance.review.judge import decide_verdict
from compliance.review.reviewer import Reviewer
from compliance.rulebook.load import load_rulebook
from compliance.screening.result import of_decision
from compliance.screening.screener import Screener

BOOK = load_rulebook()
DAY = date(2015, 12, 31)
HEADER = [
    "项目编号",
    "项目名称",
    "用地面积(亩)",
    "固定资产投资(万元)",
    "行业代码",
    "是否拟入驻产业集聚区",
    "是否认定为重污染项目",
]
# A plant that breaks the ban on heavy pollution, an approximate area, an area of many decimals, and a formula.
ROWS = [
    ["A1", "某电镀厂", "60", "8000", "3360", "是", "是"],
    ["A2", "某机械厂", "约500", "100000", "3411", "是", "否"],
    ["A3", "某医药厂", "26.666666666666668", "9000.5", "2710", "是", "否"],
    ["A4", "=HYPERLINK(1)", "4公顷", "1.2亿元", "2710", "否", "否"],
    ["A5", "坏数", "很多", "9000", "99999", "也许", ""],
]


def ledger(folder: Path, rows: list[list[str]] = ROWS) -> Path:
    """A CSV ledger of those rows."""
    path = folder / "leads.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    return path


def screened(path: Path, output: Path, *options: str) -> int:
    """The exit code of screening that ledger."""
    return run(["screen", str(path), "-o", str(output), "--as-of", DAY.isoformat(), "-q", *options])


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
@pytest.mark.parametrize("source", ["typed", "example"])
def test_every_lead_comes_out_as_its_review_does(tmp_path: Path, backend: Polars | DuckDB, source: str) -> None:
    path = ledger(tmp_path) if source == "typed" else Path("examples/leads/leads.xlsx")
    leads = list(read_leads(path, BOOK.vocabulary))
    screener, reviewer = Screener(BOOK, DAY, backend), Reviewer(BOOK)
    for lead, result in zip(leads, screener.screen(leads), strict=True):
        decision = of_decision(lead, reviewer.review(lead.case, DAY, DAY))
        assert result == decision._replace(missing=result.missing)
        assert set(result.missing) == set(decision.missing)


@pytest.mark.parametrize("source", ["typed", "example"])
def test_outcomes_without_words_are_those_of_the_findings(tmp_path: Path, source: str) -> None:
    path = ledger(tmp_path) if source == "typed" else Path("examples/leads/leads.xlsx")
    reviewer = Reviewer(BOOK)
    for lead in read_leads(path, BOOK.vocabulary):
        decision, rulings = reviewer.review(lead.case, DAY, DAY), reviewer.outcomes(lead.case, DAY)
        assert [(r.rule, r.record, r.outcome) for r in rulings] == [
            (f.rule, f.record, f.outcome) for f in decision.findings
        ]
        assert decide_verdict(rulings) is decision.verdict


def test_applications_of_the_examples_come_out_as_their_reviews_do() -> None:
    from compliance.intake.application import read_applications

    cases = [c for path in sorted(Path("examples").glob("*.yaml")) for c in read_applications(path, BOOK.vocabulary)]
    leads = [Lead(place, case, case.id) for place, case in enumerate(cases, start=1)]
    results = Screener(BOOK, DAY, Polars()).screen(leads)
    verdicts = set()
    for lead, result in zip(leads, results, strict=True):
        decision = of_decision(lead, Reviewer(BOOK).review(lead.case, DAY, DAY))
        assert result == decision._replace(missing=result.missing)
        assert set(result.missing) == set(decision.missing)
        verdicts.add(result.verdict)
    assert len(verdicts) >= 3


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


def test_machine_formats_say_the_same(tmp_path: Path) -> None:
    source = ledger(tmp_path)
    for suffix in ("csv", "jsonl", "parquet"):
        assert screened(source, tmp_path / f"result.{suffix}") == 0
    frame = pl.read_parquet(tmp_path / "result.parquet")
    objects = [json.loads(line) for line in (tmp_path / "result.jsonl").read_text("utf-8").splitlines()]
    with (tmp_path / "result.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert frame.to_dicts() == objects
    assert [row["verdict"] for row in rows] == frame["verdict"].to_list()
    assert [row["failed"].split(";") if row["failed"] else [] for row in rows] == frame["failed"].to_list()
    assert rows[3]["name"] == "'=HYPERLINK(1)"
    assert objects[3]["name"] == "=HYPERLINK(1)"


def test_english_results_are_english(tmp_path: Path) -> None:
    output = tmp_path / "result.xlsx"
    assert screened(ledger(tmp_path), output, "--lang", "en") == 0
    book = CalamineWorkbook.from_path(output)
    header, *rows = book.get_sheet_by_name("Results").to_python()
    assert header[3] == "Verdict (proposed)"
    assert rows[0][3] == "Fail (proposed)"
    said = re.sub("'[^']*'", "", " ".join(str(cell) for row in rows for cell in row[3:9]))  # what was written is quoted
    assert not re.search("[一-鿿]", said)


def test_chunks_that_are_done_are_not_screened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import compliance.screening.chunks as runs

    monkeypatch.setattr(runs, "CHUNK", 2)
    source, output = ledger(tmp_path), tmp_path / "result.csv"
    whole = tmp_path / "whole.csv"
    assert screened(source, whole) == 0
    done: list[int] = []
    screen = Screener.screen

    def stopping(self: Screener, leads: list[Lead]) -> object:
        done.append(leads[0].row)
        if len(done) == 2:
            raise KeyboardInterrupt
        return screen(self, leads)

    monkeypatch.setattr(Screener, "screen", stopping)
    assert screened(source, output) == 130
    assert not output.exists()
    assert screened(source, output, "--resume") == 0
    assert done == [2, 4, 4, 6]
    assert output.read_bytes() == whole.read_bytes()
    assert list(tmp_path.glob(".*parts*")) == []


def test_a_changed_ledger_is_not_continued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, output = ledger(tmp_path), tmp_path / "result.csv"
    assert screened(source, output, "--resume") == 2
    assert "--resume" in capsys.readouterr().err

    def stopped(self: Screener, leads: list[Lead]) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Screener, "screen", stopped)
        assert screened(source, output) == 130
    ledger(tmp_path, ROWS[:2])
    assert screened(source, output, "--resume") == 2
    assert "不能继续" in capsys.readouterr().err
    assert screened(source, output) == 0


def test_a_run_is_not_continued_with_other_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(self: Screener, leads: list[Lead]) -> object:
        raise KeyboardInterrupt

    source, output, tables = ledger(tmp_path), tmp_path / "result.csv", tmp_path / "tables"
    tables.mkdir()
    own = Path("rules/national-land-control-2008/tables/min_investment_intensity.csv").read_text("utf-8")
    header = ",".join(own.splitlines()[0].split(",")[:3])
    (tables / "min_investment_intensity.csv").write_text(f"{header}\n33,6,2000\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Screener, "screen", stopped)
        assert screened(source, output) == 130
    assert screened(source, output, "--resume", "--tables", str(tables)) == 2
    assert "不能继续" in capsys.readouterr().err
    assert screened(source, output, "--resume") == 0


def started(command: list[str]) -> "subprocess.Popen[str]":
    """A process with a group of its own, as a terminal gives it: Ctrl-C reaches all that it starts."""
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)


@pytest.mark.parametrize("seconds", [2.0, 3.0])
def test_ctrl_c_before_anything_is_done_says_nothing_of_the_program(tmp_path: Path, seconds: float) -> None:
    source = ledger(tmp_path, ROWS[:1] * 30_000)
    with started([sys.executable, "-m", "compliance", "screen", str(source), "-o", str(tmp_path / "r.csv")]) as process:
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors


def test_ctrl_c_stops_cleanly(tmp_path: Path) -> None:
    source, output = ledger(tmp_path, ROWS[:1] * 100_000), tmp_path / "result.csv"
    command = [sys.executable, "-m", "compliance", "screen", str(source), "-o", str(output), "--as-of", "2015-12-31"]
    with started(command) as process:
        parts = tmp_path / ".result.csv.parts"
        for _ in range(600):
            if list(parts.glob("part-*")):
                break
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.index("正在停止") < errors.index("--resume")
    assert "Traceback" not in errors
    assert list(parts.glob("part-*"))
    assert not output.exists()


def test_results_beyond_the_rows_of_a_sheet_go_to_parquet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(FORMATS, ".xlsx", replace(FORMATS[".xlsx"], most_rows=3))
    assert screened(ledger(tmp_path), tmp_path / "result.xlsx") == 0
    assert "result.parquet" in capsys.readouterr().err
    assert len(pl.read_parquet(tmp_path / "result.parquet")) == len(ROWS)
    assert not (tmp_path / "result.xlsx").exists()


@pytest.mark.parametrize("through", ["its own name", "a link", "another path"])
def test_results_that_do_not_fit_never_go_over_the_ledger_that_they_are_of(
    tmp_path: Path, through: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(FORMATS, ".xlsx", replace(FORMATS[".xlsx"], most_rows=3))
    source = tmp_path / "leads.parquet"
    pl.DataFrame(ROWS, schema=HEADER, orient="row").write_parquet(source)
    before = source.read_bytes()
    folder, given = tmp_path, source
    if through == "a link":
        folder = tmp_path / "links"
        folder.mkdir()
        (folder / "leads.parquet").symlink_to(source)
    elif through == "another path":
        (tmp_path / "below").mkdir()
        given = tmp_path / "below" / ".." / "leads.parquet"
    assert screened(given, folder / "leads.xlsx") == 2
    assert "另取文件名" in capsys.readouterr().err
    assert source.read_bytes() == before
    assert sorted(path.name for path in folder.iterdir() if path.suffix) == ["leads.parquet"]


def test_results_that_do_not_fit_never_go_over_a_file_that_nobody_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(FORMATS, ".xlsx", replace(FORMATS[".xlsx"], most_rows=3))
    other = tmp_path / "result.parquet"
    other.write_bytes(b"somebody's own")
    assert screened(ledger(tmp_path), tmp_path / "result.xlsx") == 2
    assert "已存在" in capsys.readouterr().err
    assert other.read_bytes() == b"somebody's own"
    assert not list(tmp_path.glob(".*parts*")), "refused before anything was written"


def test_a_ledger_is_never_overwritten_by_what_is_made_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = ledger(tmp_path)
    before, link = source.read_bytes(), tmp_path / "link.csv"
    link.symlink_to(source)
    for command in (
        ["screen", str(source), "-o", str(link)],
        ["screen", str(source), "--save-mapping", str(source)],
        ["review", str(source), "--row", "2", "-o", str(source)],
        ["memo", str(source), "--row", "2", "-o", str(link)],
        ["assess", str(source), "-o", str(source)],
        ["allocate", str(source), "-o", str(source)],
    ):
        assert run(command) == 2, command
        assert "就是要读取的文件" in capsys.readouterr().err, command
    assert source.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = ledger(tmp_path)
    assert screened(source, tmp_path / f"{'长' * 100}.csv") == 2
    assert "请检查路径、权限和磁盘空间" in capsys.readouterr().err
    assert run(["screen", str(source), "--save-mapping", str(tmp_path / "nowhere" / "map.yaml")]) == 2
    assert "请先建立" in capsys.readouterr().err


def test_columns_that_are_not_read_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "leads.csv"
    header = "项目名称,总投资(亿元),项目总投资(万元),土地级别,备注,用地面积"
    path.write_text(f"{header}\n某项目,1,10000,三级,无,60\n", encoding="utf-8")
    assert run(["screen", str(path), "-o", str(tmp_path / "result.xlsx")]) == 0
    said = capsys.readouterr().out.replace("\n", "").replace(" ", "")
    assert "有疑问、未读取的列:B总投资(亿元)、C项目总投资(万元)、D土地级别" in said
    assert "不对应任何字段、未读取的列:E备注" in said
    assert "按字段的单位读取:F用地面积(亩)" in said
    notes = CalamineWorkbook.from_path(tmp_path / "result.xlsx").get_sheet_by_name("读取说明").to_python()
    assert any("有疑问、未读取的列" in str(row[1]) for row in notes)


@pytest.mark.parametrize("output", [None, "result.doc", "nowhere/result.csv"])
def test_an_output_that_cannot_be_written_is_refused(
    tmp_path: Path, output: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["screen", str(ledger(tmp_path))]
    assert run(arguments if output is None else [*arguments, "-o", str(tmp_path / output)]) == 2
    assert capsys.readouterr().err


def test_long_words_are_cut_where_a_cell_is_too_small(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["A1", "长" * 9_000, 60, 8000, "3120", "是", "否"])
    assert screened(path, tmp_path / "result.xlsx") == 0
    rows = CalamineWorkbook.from_path(tmp_path / "result.xlsx").get_sheet_by_name("筛查结果").to_python()
    assert str(rows[1][2]).startswith("长长")


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
def test_where_no_rule_is_in_force_nothing_is_settled(tmp_path: Path, backend: Polars | DuckDB) -> None:
    leads = list(read_leads(ledger(tmp_path), BOOK.vocabulary))
    before_any = date(1999, 1, 1)
    assert BOOK.edition(before_any).rules == ()
    results = Screener(BOOK, before_any, backend).screen(leads)
    assert {result.verdict for result in results} == {Verdict.UNDETERMINED}
    assert {(result.failed, result.missing) for result in results} == {((), ())}


def test_a_document_that_does_not_apply_is_told(tmp_path: Path) -> None:
    output = tmp_path / "result.xlsx"
    day = "2024-01-01"
    assert run(["screen", str(ledger(tmp_path)), "-o", str(output), "--as-of", day, "-q", "--lang", "en"]) == 0
    rows = CalamineWorkbook.from_path(output).get_sheet_by_name("Summary").to_python()
    notices = [str(said) for head, said, *_ in rows if head == "Notices"]
    assert any("was in force until 2023-05-11; it does not apply on 2024-01-01" in notice for notice in notices)
    assert any("is the plan for 2015" in notice for notice in notices)


def test_a_folder_is_told_how_it_can_be_screened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["screen", str(tmp_path), "-o", str(tmp_path / "x.csv"), "--lang", "en"]) == 2
    assert "screen --compact" in capsys.readouterr().err
