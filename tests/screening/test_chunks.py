"""A run goes on where it was stopped, if what it reads is the same."""

from pathlib import Path

import pytest

from compliance.cli.main import run
from compliance.intake.leads.rows import Lead
from compliance.screening.screener import Screener
from tests.ledgers import DAY, ROWS, ledger, screened


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


def test_what_the_ledger_lacks_is_told_of_chunks_that_were_done_before_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("compliance.screening.chunks.CHUNK", 2)
    output = tmp_path / "result.csv"
    command = ["screen", str(ledger(tmp_path)), "-o", str(output), "--as-of", str(DAY), "--stage", "land"]
    assert run(command) == 0
    whole = capsys.readouterr().out
    assert "待补正的共 4 条" in whole
    output.unlink()
    screen = Screener.screen

    def stopping(self: Screener, leads: list[Lead]) -> object:
        if leads[0].row == 6:
            raise KeyboardInterrupt
        return screen(self, leads)

    with monkeypatch.context() as patch:
        patch.setattr(Screener, "screen", stopping)
        assert run(command) == 130
    capsys.readouterr()
    assert run([*command, "--resume"]) == 0
    assert capsys.readouterr().out == whole


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
