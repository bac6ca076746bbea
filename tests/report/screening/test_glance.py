"""A screening without a file is shown: one line or a few for each lead, no wider than the terminal."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from compliance.cli.main import run
from compliance.report.screening import glance
from tests.ledgers import DAY, ROWS, ledger


def shown(source: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    """The lines that are printed for that ledger."""
    assert run(["screen", str(source), "--as-of", DAY.isoformat(), *options]) == 0
    return capsys.readouterr().out.splitlines()


def test_each_lead_is_shown_with_its_verdict_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(ledger(tmp_path), capsys, "-q")
    assert lines[0].split() == ["编号", "项目", "结论(建议)", "理由"]
    assert set(lines[1]) == {"─"}
    assert lines[2].startswith("A1    某电镀厂")
    assert "初筛即不符合" in lines[2]
    assert "不符合:严禁重污染项目入驻" in lines[2]
    (second,) = [line for line in lines if line.startswith("A2 ")]
    assert "待补正" in second
    assert "缺:产业集聚区" in second
    assert all(cell_len(line) < 80 for line in lines)
    assert [one.name for one in tmp_path.iterdir()] == ["leads.csv"]


def test_the_summary_follows_unless_it_is_not_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert any(line.startswith("合计  5") for line in shown(ledger(tmp_path), capsys))
    assert not any(line.startswith("合计") for line in shown(ledger(tmp_path), capsys, "-q"))


def test_of_many_leads_the_first_are_shown_and_how_to_get_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glance, "SHOWN", 2)
    source = ledger(tmp_path)
    lines = shown(source, capsys, "-q")
    assert "(另有 3 条未显示;用 -o 结果.xlsx 写出全部)" in lines
    assert not any(line.startswith("A3") for line in lines)
    assert "(3 more leads are not shown; -o results.xlsx writes all of them)" in shown(
        source, capsys, "-q", "--lang", "en"
    )


def test_all_leads_are_shown_where_they_are_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(ledger(tmp_path), capsys, "-q")
    assert sum(line.startswith("A") for line in lines) == len(ROWS)
    assert not any("未显示" in line for line in lines)


def test_nothing_can_go_on_where_nothing_was_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["screen", str(ledger(tmp_path)), "--resume"]) == 2
    assert "--resume 须与 -o 或 --into-copy 同用" in capsys.readouterr().err
