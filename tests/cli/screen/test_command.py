"""A screening as a person asks for it: what it says, what it refuses, and how it stops."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from compliance.cli.main import run
from compliance.report.screening.formats import FORMATS
from tests.ledgers import HEADER, ROWS, ledger, screened
from tests.places import ROOT


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


@pytest.mark.parametrize("through", ["its own name", "a link", "a hard link", "a linked folder", "another path"])
def test_results_that_do_not_fit_never_go_over_the_ledger_that_they_are_of(
    tmp_path: Path, through: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(FORMATS, ".xlsx", replace(FORMATS[".xlsx"], most_rows=3))
    source = tmp_path / "leads.parquet"
    pl.DataFrame(ROWS, schema=HEADER, orient="row").write_parquet(source)
    before = source.read_bytes()
    folder, given = tmp_path, source
    if through in ("a link", "a hard link"):
        folder = tmp_path / "links"
        folder.mkdir()
        link = folder / "leads.parquet"
        link.symlink_to(source) if through == "a link" else link.hardlink_to(source)
    elif through == "a linked folder":
        folder = tmp_path / "alias"
        folder.symlink_to(tmp_path)
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


def test_what_lies_in_a_folder_that_is_read_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, rules = ledger(tmp_path), tmp_path / "rules"
    shutil.copytree(ROOT / "rules", rules)
    progress = tmp_path / "progress"
    shutil.copytree(ROOT / "examples/ledger", progress)
    table, rule = progress / "项目.csv", rules / "counties.csv"
    before = table.read_bytes(), rule.read_bytes()
    for command in (
        ["screen", str(source), "--rules", str(rules), "-o", str(rule)],
        ["review", str(source), "--row", "2", "--tables", str(rules), "-o", str(rule)],
        ["assess", str(progress), "-o", str(table)],
        ["allocate", str(progress), "-o", str(table)],
    ):
        assert run(command) == 2, command
        assert "就是要读取的文件" in capsys.readouterr().err, command
    assert (table.read_bytes(), rule.read_bytes()) == before
    assert run(["assess", str(progress), "--as-of", "2015-12-31", "-o", str(progress / "new.txt")]) == 0


@pytest.mark.parametrize("name", ["o-[ab].csv", "结果[1].csv", "a*b?.csv", "[!x].parquet"])
def test_a_name_with_signs_of_patterns_is_a_name(tmp_path: Path, name: str) -> None:
    parts = tmp_path / ".ra.csv.parts"  # what a[ab].csv would find if it were a pattern
    parts.mkdir()
    (parts / "part-000000.parquet").write_bytes(b"of another run")
    source = ledger(tmp_path)
    assert screened(source, tmp_path / "plain.csv") == 0
    assert screened(source, tmp_path / name) == 0
    if name.endswith(".csv"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "plain.csv").read_bytes()
    else:
        assert pl.read_parquet((tmp_path / name).read_bytes()).height == len(ROWS)


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
    both = "B总投资(亿元)(是否指总投资?)、C项目总投资(万元)(是否指总投资?)"
    assert f"有疑问、未读取的列:{both}、D土地级别(是否指土地等别?)" in said
    assert "不对应任何字段、未读取的列:E备注" in said
    assert "按字段的单位读取:F用地面积(亩)" in said
    notes = CalamineWorkbook.from_path(tmp_path / "result.xlsx").get_sheet_by_name("读取说明").to_python()
    assert any("有疑问、未读取的列" in str(row[1]) for row in notes)


@pytest.mark.parametrize("output", ["result.doc", "nowhere/result.csv"])
def test_an_output_that_cannot_be_written_is_refused(
    tmp_path: Path, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["screen", str(ledger(tmp_path)), "-o", str(tmp_path / output)]) == 2
    assert capsys.readouterr().err


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
