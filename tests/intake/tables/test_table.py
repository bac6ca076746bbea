"""Places of a table have a cell where columns are lettered, else a row."""

from pathlib import Path

import pytest

from compliance.errors import unreadable
from compliance.intake.tables.table import Table, count_lines
from compliance.source import source_of


def test_a_cell_is_named_by_its_letters_unless_the_format_has_names_of_columns() -> None:
    assert str(Table("a.xlsx!线索", "线索", lambda: iter(())).at(5, 3)) == "a.xlsx!线索!C5"
    assert str(Table("a.parquet", "a", lambda: iter(()), keys=("甲",)).at(5, 3)) == "a.parquet:5"


@pytest.mark.parametrize(
    ("content", "lines"), [(b"", 0), (b"a", 0), (b"a\n", 1), (b"a\r\nb\n", 2), (b"x" * (1 << 20) + b"\n\n", 2)]
)
def test_lines_are_counted_by_their_ends(tmp_path: Path, content: bytes, lines: int) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert count_lines(source_of(tmp_path / "a.csv")) == lines


def test_a_problem_of_a_whole_file_names_it() -> None:
    assert str(unreadable("a.csv", "甲", "A")) == "a.csv: A"
