"""The command writes every format and refuses what is no ledger."""

import json
from pathlib import Path

import pytest

from compliance.cli.main import run
from compliance.rulebook.model import Rulebook
from tests.progress import LEDGER, QUOTA


@pytest.mark.parametrize("name", ["没有.xlsx", "坏.xlsx", "台账.txt"])
def test_a_file_that_is_no_ledger_is_refused_without_a_traceback(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if name != "没有.xlsx":
        (tmp_path / name).write_bytes(b"PK\x03\x04 not a workbook")
    assert run(["assess", str(tmp_path / name)]) == 2
    assert name in capsys.readouterr().err


def test_every_format_is_written_and_complete(rulebook: Rulebook, tmp_path: Path) -> None:
    for format_, suffix in (("text", "txt"), ("json", "json"), ("html", "html"), ("xlsx", "xlsx")):
        file = tmp_path / f"out.{suffix}"
        assert run(["assess", str(LEDGER), "--as-of", "2015-12-31", "--format", format_, "-o", str(file)]) == 0
        assert file.stat().st_size > 1000
    data = json.loads((tmp_path / "out.json").read_text("utf-8"))
    judged = {rule.id for rule in rulebook.rules if rule.subject in ("city", "zone", "county", "department")}
    ended = {"PDS15-2.4.1-wastewater-progress-zone"}  # in force until May 2015
    assert {a["rule"] for a in data["attainments"]} == judged - ended


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_page_comes_first_and_the_whole_report_is_behind_full(tmp_path: Path, lang: str) -> None:
    page, whole = tmp_path / "page.txt", tmp_path / "whole.txt"
    asked = ["--lang", lang, "assess", str(LEDGER), "--as-of", "2015-12-31"]
    assert run([*asked, "-o", str(page)]) == 0
    assert run([*asked, "--full", "-o", str(whole)]) == 0
    assert len(page.read_text("utf-8").splitlines()) <= 40
    assert len(whole.read_text("utf-8").splitlines()) > 500
    assert "--full" in page.read_text("utf-8")
    assert QUOTA in whole.read_text("utf-8")


def test_the_other_formats_have_the_whole_report_with_and_without_full(tmp_path: Path) -> None:
    asked = ["assess", str(LEDGER), "--as-of", "2015-12-31", "--format", "json"]
    assert run([*asked, "-o", str(tmp_path / "a.json")]) == 0
    assert run([*asked, "--full", "-o", str(tmp_path / "b.json")]) == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
