"""A file of as many rows and bytes as its reader takes is read; one more is refused in a line."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.intake.tables.bounds import ROWS, check_bytes, check_rows
from compliance.source import source_of


def test_rows() -> None:
    check_rows("a.csv", ROWS)
    with pytest.raises(InputError, match=r"^a\.csv: it has more than 10,000,000 rows; split it$"):
        check_rows("a.csv", ROWS + 1)


def test_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a" * (1 << 20))
    check_bytes(source_of(path), 1 << 20)
    path.write_bytes(b"a" * ((1 << 20) + 1))
    with pytest.raises(InputError, match=r"a\.csv: the file is larger than 1 MiB; split it$"):
        check_bytes(source_of(path), 1 << 20)


def test_a_file_without_contents_takes_no_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(InputError, match="larger than"):
        check_bytes(source_of(path), 1 << 32)
