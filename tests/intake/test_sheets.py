"""The tables of a progress ledger are read as written cells."""

from pathlib import Path

import pytest
import xlsxwriter

from compliance.errors import InputError
from compliance.intake.sheets import read_sheets


def test_a_cell_is_what_a_person_would_have_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("表").write_row(0, 0, [" 甲 ", 0.1, 500, 1e15, True])
    (sheet,) = read_sheets(path)
    cells = sheet.row(0)
    assert [cell.text for cell in cells] == ["甲", "0.1", "500", "1000000000000000", "是"]
    assert [cell.numeric for cell in cells] == [False, True, True, True, False]
    assert str(cells[4].at) == f"{path}!表!E1"
    assert sheet.cell(0, 9).text == ""


def test_a_folder_is_read_file_by_file_in_order_and_other_files_are_left(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes("乙\n".encode("gb18030"))
    (tmp_path / "a.tsv").write_text("甲\t一,二\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("丙\n", encoding="utf-8")
    assert [(sheet.name, list(map(list, sheet.rows))) for sheet in read_sheets(tmp_path)] == [
        ("a", [["甲", "一,二"]]),
        ("b", [["乙"]]),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.csv", None, "no such file"),
        ("a.txt", b"", "unsupported; use .xlsx"),
        ("a.csv", b'"\xff', "neither UTF-8 nor GB18030"),
        ("a.csv", b'"open\n', "not valid CSV"),
        ("a.xlsx", b"PK\x03\x04", "the workbook cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=said):
        list(read_sheets(tmp_path / name))
