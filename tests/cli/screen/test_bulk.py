"""The command writes a folder with its legend, and goes on where it was stopped."""

import json
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from compliance.screening.bulk.outcome_files import OutcomeFiles
from tests.bulk import data_set, screen
from tests.places import ROOT


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """The data set, in a folder of its own."""
    return data_set(tmp_path / "leads")


def test_the_command_writes_a_folder_with_its_legend(
    leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert screen(str(leads), "-o", str(out), "--compact", "parquet", "-q") == 0
    assert capsys.readouterr() == ("", "")
    codes = pl.read_parquet(out / "*.parquet").sort("id")
    assert codes["id"].to_list() == ["0", "1", "2", "3", "4"]
    assert codes["file"].to_list() == ["a.parquet"] * 3 + ["b.parquet"] * 2
    assert codes["row"].to_list() == [1, 2, 3, 1, 2]
    legend = json.loads((out / "_screening.json").read_text("utf-8"))
    assert legend["total"] == 5
    # Words are added at the end: a number of an earlier file means what it meant.
    assert legend["verdicts"] == ["pass", "conditional", "undetermined", "fail", "referred"]
    earlier = ["not_applicable", "overridden", "pass", "manual", "undetermined", "fail"]
    assert legend["statuses"] == [*earlier, "deferred"]
    assert codes["verdict"].dtype == pl.Enum(legend["verdicts"])
    assert {codes[entry["column"]].dtype for entry in legend["rules"]} == {pl.Enum(legend["statuses"])}
    assert [entry["column"] for entry in legend["rules"]] == codes.columns[4:]
    assert sum(legend["counts"].values()) == 5
    asked = f"SELECT verdict, count(*)::INT FROM '{out}/*.parquet' GROUP BY verdict"
    assert dict(duckdb.sql(asked).fetchall()) == {word: count for word, count in legend["counts"].items() if count}


def test_codes_agree_with_the_verdicts_of_a_screening(tmp_path: Path) -> None:
    ledger = "examples/leads/leads.xlsx"
    assert screen(ledger, "-o", str(tmp_path / "codes"), "--compact", "csv", "-q") == 0
    assert screen(ledger, "-o", str(tmp_path / "whole.parquet"), "-q") == 0
    codes = pl.read_csv(tmp_path / "codes" / "part-0.csv").sort("row")
    whole = pl.read_parquet(tmp_path / "whole.parquet").sort("row")
    legend = json.loads((tmp_path / "codes" / "_screening.json").read_text("utf-8"))
    assert codes["verdict"].to_list() == whole["verdict"].to_list()
    ids = {entry["column"]: entry["id"] for entry in legend["rules"]}
    for number, undetermined in enumerate(whole["undetermined"]):
        said = {ids[name] for name in codes.columns[4:] if codes[name][number] == "undetermined"}
        assert set(undetermined) <= said


def test_an_interrupted_run_goes_on_where_it_was_stopped(
    leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, parts = tmp_path / "out", tmp_path / ".out.parts"
    with pytest.MonkeyPatch.context() as patch:
        kept: list[str] = []

        def stop(self: OutcomeFiles, codes: pl.DataFrame, part: Path) -> None:
            kept.append(part.name)
            raise KeyboardInterrupt

        patch.setattr(OutcomeFiles, "_keep", stop)
        assert screen(str(leads), "-o", str(out), "--compact", "parquet", "-q") == 130
    assert capsys.readouterr().err == "stopped; --resume goes on\n"
    assert kept == ["part-000001-fallback-0.parquet"]
    first = parts / "part-000000.parquet"
    written = first.stat().st_mtime_ns
    assert not out.exists()
    assert screen(str(leads), "-o", str(out), "--compact", "parquet", "-q", "--resume") == 0
    assert (out / first.name).stat().st_mtime_ns == written
    assert pl.read_parquet(out / "*.parquet").height == 5
    assert not parts.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--compact", "parquet"], "name a folder"),
        (["--engine", "spark", "-o", "x.parquet"], "spark needs --compact"),
        (["--compact", "parquet", "-o", "."], "the folder that you are in"),
        (["--compact", "parquet", "-o", str(ROOT / "tests")], "exists and is no earlier result"),
    ],
)
def test_wrong_usage_is_told(leads: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert screen(str(leads), *options) == 2
    assert said in capsys.readouterr().err


def test_a_run_of_duckdb_with_odd_rows_goes_on_in_a_folder_of_any_name(
    leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out [1]"
    options = (str(leads), "-o", str(out), "--compact", "parquet", "-q", "--engine", "duckdb")
    (leads / "b.parquet").rename(leads / "0.parquet")  # the rows that fall back come first
    with monkeypatch.context() as patch:
        screen_ = OutcomeFiles._screen

        def stop(self: OutcomeFiles, dataset: Any, leads: Any, backend: Any, piece: Any, number: int) -> None:
            if number:
                raise KeyboardInterrupt
            screen_(self, dataset, leads, backend, piece, number)

        patch.setattr(OutcomeFiles, "_screen", stop)
        assert screen(*options) == 130
    assert screen(*options, "--resume") == 0
    assert pl.concat([pl.read_parquet(part, glob=False) for part in out.glob("*.parquet")]).height == 5
    assert sum(json.loads((out / "_screening.json").read_text("utf-8"))["counts"].values()) == 5


def test_the_summary_names_no_rule_that_every_lead_meets(
    leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert screen(str(leads), "-o", str(tmp_path / "out"), "--compact", "parquet") == 0
    legend = json.loads((tmp_path / "out/_screening.json").read_text("utf-8"))
    assert 0 not in legend["failed"].values()
    assert capsys.readouterr().out.count("most often not met") == min(len(legend["failed"]), 10)


def test_a_result_folder_with_anything_else_in_it_is_not_replaced(
    leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, asked = tmp_path / "out", ["--compact", "csv", "-q"]
    assert screen(str(leads), "-o", str(out), *asked) == 0
    assert screen(str(leads), "-o", str(out), *asked) == 0
    before = sorted(path.name for path in out.iterdir())
    (out / "notes.txt").write_text("mine")
    (out / "archive").mkdir()
    assert screen(str(leads), "-o", str(out), *asked) == 2
    assert "archive, notes.txt" in capsys.readouterr().err
    assert sorted(path.name for path in out.iterdir()) == sorted([*before, "archive", "notes.txt"])


def test_leads_that_lie_in_the_result_folder_are_not_lost(
    leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, asked = tmp_path / "out", ["--compact", "csv", "-q"]
    assert screen(str(leads), "-o", str(out), *asked) == 0
    capsys.readouterr()
    (inside := out / "leads.csv").write_text("项目名称,用地面积\n甲,100亩\n", encoding="utf-8")
    assert screen(str(inside), "-o", str(out), *asked) == 2
    assert "lies in" in capsys.readouterr().err
    assert inside.exists()
    # Nor are results put where leads are read.
    assert screen(str(leads), "-o", str(leads / "out"), *asked) == 2
    assert "would be taken for leads" in capsys.readouterr().err


@pytest.mark.parametrize("output", ["", ".", "..", "nowhere/deep/out"])
def test_a_folder_that_cannot_be_made_is_told_before_any_work(
    leads: Path, tmp_path: Path, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert screen(str(leads), "-o", output, "--compact", "csv", "-q") == 2
    assert not list((tmp_path / "here").iterdir())


def test_a_link_to_a_result_is_kept_and_the_result_replaced(leads: Path, tmp_path: Path) -> None:
    out, link = tmp_path / "out", tmp_path / "link"
    assert screen(str(leads), "-o", str(out), "--compact", "csv", "-q") == 0
    first = out.stat().st_ino
    link.symlink_to(out)
    assert screen(str(leads), "-o", str(link), "--compact", "csv", "-q") == 0
    assert link.is_symlink()
    assert out.stat().st_ino != first
