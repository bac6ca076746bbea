"""A row of a CSV that is too long or too wide is broken, and the rows before and behind it are read."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.intake.tables import bounds, csv_file
from compliance.intake.tables.bounds import COLUMNS
from compliance.intake.tables.csv_file import CELL, RECORD, read_csv
from compliance.rulebook.model import Rulebook
from compliance.source import source_of

HEAD = "项目名称,总投资(万元)\n"


def faults(path: Path, text: str) -> list[str]:
    """Why each row of a CSV with those below the headings cannot be read; nothing for one that can."""
    path.write_text(f"{HEAD}{text}\n乙,6\n", "utf-8", newline="")
    rows = list(read_csv(source_of(path), None).rows())
    assert rows[0].values == ["项目名称", "总投资(万元)"]
    assert rows[-1].values == ["乙", "6"]
    return [row.fault.en if row.fault else "" for row in rows[1:-1]]


def test_a_row_has_a_largest_number_of_cells(tmp_path: Path) -> None:
    assert faults(tmp_path / "a.csv", "," * (COLUMNS - 1)) == [""]
    assert faults(tmp_path / "a.csv", "," * COLUMNS) == ["the row has more than 16,384 cells"]


def test_a_row_has_a_largest_length(tmp_path: Path) -> None:
    full = ",".join(["x" * 104_856] * 10).ljust(RECORD - 1, "x")
    assert faults(tmp_path / "a.csv", full) == [""]
    assert faults(tmp_path / "a.csv", f"{full}x") == ["the row is longer than 1,048,576 characters"]
    assert faults(tmp_path / "a.csv", "x" * (3 * RECORD + 7)) == ["the row is longer than 1,048,576 characters"]


def test_a_row_on_many_lines_has_the_same_length(tmp_path: Path) -> None:
    lines = '"\n",' * (RECORD // 4)
    found = faults(tmp_path / "a.csv", f'{lines}"\n')
    assert "the row is longer than 1,048,576 characters" in found


def test_a_cell_has_a_largest_length(tmp_path: Path) -> None:
    assert faults(tmp_path / "a.csv", f"{'x' * CELL},1") == [""]
    (fault,) = faults(tmp_path / "a.csv", f"{'x' * (CELL + 1)},1")
    assert fault.startswith("the row is not valid CSV (field larger than field limit")


def test_a_file_of_nothing_but_commas_says_so(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("," * (RECORD + 1))
    with pytest.raises(InputError) as caught:
        read_leads(path, rulebook.vocabulary)
    assert caught.value.problems[-1].line("en") == f"{path}:1: the row is longer than 1,048,576 characters"


def test_a_file_has_a_largest_number_of_rows_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + "甲,5\n", "utf-8")
    for module, name, limit in ((bounds, "ROWS", 2), (csv_file, "BYTES", path.stat().st_size)):
        monkeypatch.setattr(module, name, limit)
        read_csv(source_of(path), None)
        monkeypatch.setattr(module, name, limit - 1)
        with pytest.raises(InputError, match=r"split it$"):
            read_csv(source_of(path), None)
        monkeypatch.undo()


@pytest.mark.parametrize("money", ["亿元", "近亿元", "约亿元", "亿", "亿五千万元"])
def test_a_number_without_digits_is_a_doubt_of_its_cell(rulebook: Rulebook, tmp_path: Path, money: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEAD}甲,{money}\n乙,6\n", "utf-8")
    first, second = read_leads(path, rulebook.vocabulary)
    assert [doubt.field for doubt in first.case.doubts] == ["total_investment"]
    assert not second.case.doubts
