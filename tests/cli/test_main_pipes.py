"""Every option that names a file refuses a pipe and a device at once: it is unknown whether they ever end."""

import os
from pathlib import Path

import pytest

from tests.commands import BAD_INPUT, run

OPTIONS = ("--mapping", "--findings", "--profile")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger and an application, a pipe under each suffix, and a device."""
    (tmp_path / "a.csv").write_text("项目名称,总投资(万元)\n甲,5\n", "utf-8")
    (tmp_path / "a.yaml").write_text("项目名称: 甲\n", "utf-8")
    (tmp_path / "ledger").mkdir()
    for name in ("pipe.yaml", "pipe.csv", "pipe.xlsx", "pipe.jsonl", "pipe.parquet", "ledger/项目.csv"):
        os.mkfifo(tmp_path / name)
    for name in ("zero.yaml", "zero.csv", "zero.xlsx", "zero.parquet"):
        (tmp_path / name).symlink_to("/dev/zero")
    return tmp_path


def refused(*arguments: str) -> None:
    """A pipe for which nobody writes would be waited for to the end of time, a device read to the end of memory."""
    done = run(*arguments, COMPLIANCE_LANG="en")
    assert done.returncode == BAD_INPUT
    assert "a pipe or a device" in done.stderr or "not a regular file" in done.stderr


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("name", ["pipe.yaml", "zero.yaml"])
def test_options_that_name_a_file(folder: Path, option: str, name: str) -> None:
    refused("screen", str(folder / "a.csv"), "-o", str(folder / "r.csv"), option, str(folder / name))


@pytest.mark.parametrize("name", ["pipe.csv", "zero.csv", "pipe.xlsx", "zero.xlsx"])
def test_findings_in_a_table(folder: Path, name: str) -> None:
    refused("review", str(folder / "a.yaml"), "--findings", str(folder / name))


@pytest.mark.parametrize("name", ["pipe.csv", "pipe.xlsx", "pipe.jsonl", "pipe.parquet", "zero.csv", "zero.parquet"])
def test_ledgers(folder: Path, name: str) -> None:
    refused("screen", str(folder / name), "-o", str(folder / "r.csv"))


def test_applications_and_progress_ledgers(folder: Path) -> None:
    refused("review", str(folder / "pipe.yaml"))
    refused("assess", str(folder / "pipe.csv"))
    refused("assess", str(folder / "ledger"))
