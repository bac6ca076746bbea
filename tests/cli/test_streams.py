"""Standard streams that are closed or in a small encoding, and names that are no text, give one line and exit code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.cli.streams import fit_for_messages, undecodable, unwritable
from compliance.text import Text
from tests.commands import BAD_INPUT, PASS, UNSETTLED, run
from tests.places import ROOT

APPLICATION = "项目名称: 甲\n总投资: 近亿元\n"


def with_shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What comes of a command line, with `C` for the program, run by a shell in a folder."""
    called = f'C() {{ {sys.executable} -m compliance "$@"; }}; {command}'
    environment = {**os.environ, "COMPLIANCE_LANG": "en", "PYTHONPATH": f"{ROOT / 'src'}"}
    return subprocess.run(
        ["bash", "-c", called], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(APPLICATION, "utf-8")
    (tmp_path / "a.csv").write_text("项目名称,总投资(万元)\n甲,5\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", ["C review a.yaml >&-", "C --help >&-", "C --version >&-", "C rules list >&-"])
def test_closed_standard_output_is_told_of(folder: Path, command: str) -> None:
    done = with_shell(command, folder)
    assert (done.returncode, done.stderr) == (BAD_INPUT, "cannot read or write <stdout>: Bad file descriptor\n")


def test_a_result_in_a_file_needs_no_standard_streams(folder: Path) -> None:
    done = with_shell("C review a.yaml -o a.txt <&- >&- 2>&-", folder)
    assert done.returncode == UNSETTLED
    assert "甲" in (folder / "a.txt").read_text("utf-8")


def test_closed_standard_input_is_told_of(folder: Path) -> None:
    done = with_shell("C review - <&-", folder)
    assert (done.returncode, done.stderr) == (BAD_INPUT, "<stdin>: standard input is closed\n")


def test_closed_messages_are_lost_without_harm(folder: Path) -> None:
    assert with_shell("C review none.yaml 2>&-", folder).returncode == BAD_INPUT
    assert with_shell("C screen a.csv -o r.csv 2>&-", folder).returncode == PASS


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("C review none.yaml 2>/dev/full", BAD_INPUT),
        ("C screen a.csv -o r.csv 2>/dev/full", PASS),
        ("C 2>/dev/full", BAD_INPUT),
        ("C rules nonsense 2>/dev/full", BAD_INPUT),
        ("C --help >/dev/full 2>/dev/full", BAD_INPUT),
    ],
)
def test_messages_that_cannot_be_written_change_no_outcome(folder: Path, command: str, code: int) -> None:
    assert with_shell(command, folder).returncode == code


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
@pytest.mark.parametrize("arguments", [("review", "a.yaml"), ("review", "a.yaml", "--format", "json")])
def test_standard_output_that_cannot_hold_chinese_is_told_of(
    folder: Path, encoding: str, arguments: tuple[str, ...]
) -> None:
    done = run(arguments[0], str(folder / "a.yaml"), *arguments[2:], PYTHONIOENCODING=encoding, COMPLIANCE_LANG="zh")
    assert done.returncode == BAD_INPUT
    assert done.stderr.startswith("standard output is in ")
    assert "which does not have the characters; write to a file with -o, or set PYTHONIOENCODING=utf-8" in done.stderr


def test_standard_output_in_gbk_is_written() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "compliance", "review", "-"],
        input=APPLICATION.encode(),
        env={**os.environ, "PYTHONIOENCODING": "gb18030", "COMPLIANCE_LANG": "zh"},
        capture_output=True,
        check=False,
    )
    assert "甲" in done.stdout.decode("gb18030")


@pytest.mark.parametrize(
    "command",
    [
        r"C review $'\xff.yaml' --format json",
        r"C review a.yaml -o $'\xff.txt'",
        r"C screen $'\xff.csv' -o x --compact csv",
        r"C screen a.csv -o $'\xff.csv'",
        r"C screen a.csv -o r.csv --mapping=$'\xff.yaml'",
        r"LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 C screen a.csv -o 结果.csv",
    ],
)
def test_a_name_that_is_no_text_is_told_of(folder: Path, command: str) -> None:
    done = with_shell(command, folder)
    assert done.returncode == BAD_INPUT
    assert "is not text in" in done.stderr
    assert done.stderr.endswith("rename the file, or set PYTHONUTF8=1 in the environment\n")
    assert done.stderr.count("\n") == 1


def test_ordinary_arguments_are_text() -> None:
    assert undecodable(["review", "甲.yaml"]) is None


def test_an_error_of_another_encoding_is_none_of_standard_output() -> None:
    assert unwritable(UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")) is None


def test_messages_in_utf8_can_be_chinese() -> None:
    assert fit_for_messages(Text("无", "none"))
