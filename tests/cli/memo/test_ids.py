"""The ids of --ids stand in it or in a file, which must be a file of text and no larger than is sensible."""

import os
from pathlib import Path

import click
import pytest

from compliance.cli.memo.ids import BYTES, ids_named
from compliance.cli.options import Voice

ENGLISH = Voice("en")


def refused(path: Path) -> str:
    with pytest.raises(click.UsageError) as caught:
        ids_named([f"@{path}"], ENGLISH)
    return caught.value.message


def test_ids_are_parted_by_commas_or_lines(tmp_path: Path) -> None:
    (tmp_path / "ids.txt").write_text("C\n\n D \n", "utf-8-sig")
    assert ids_named(["A, B、E", f"@{tmp_path / 'ids.txt'}"], ENGLISH) == {"A", "B", "C", "D", "E"}


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "ids.txt"
    path.write_bytes(b"A".ljust(BYTES))
    assert ids_named([f"@{path}"], ENGLISH) == {"A"}
    path.write_bytes(b"A".ljust(BYTES + 1))
    assert "is larger than 8 MiB" in refused(path)


def test_a_pipe_and_a_device_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is a pipe or a device" in refused(tmp_path / "pipe")
    assert "is a pipe or a device" in refused(Path("/dev/zero"))


def test_what_is_no_text_and_what_is_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "gbk.txt").write_bytes("编号".encode("gbk"))
    assert "cannot be read" in refused(tmp_path / "gbk.txt")
    assert "cannot be read" in refused(tmp_path / "none.txt")
