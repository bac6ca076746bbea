"""The command writes every format and refuses what is no ledger."""

import json
from pathlib import Path

import pytest

from compliance.cli.main import run
from compliance.rulebook.model import Rulebook
from tests.progress import LEDGER


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
