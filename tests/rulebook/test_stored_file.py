"""A stored file counts only if it is whole, and if nobody else can have written it."""

import os
import random
from pathlib import Path

import pytest

from compliance.rulebook import stored_file
from compliance.rulebook.stored_file import read_stored, write_stored

BODY = bytes(range(256)) * 20


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A stored file."""
    path = tmp_path / "cache/rulebook.json"
    write_stored(path, "key", BODY)
    assert read_stored(path, "key") == BODY
    return path


def test_it_is_for_its_owner_alone(stored: Path) -> None:
    assert stored.stat().st_mode & 0o777 == 0o600
    assert stored.parent.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in stored.parent.iterdir()] == [stored.name]


def test_it_is_kept_under_its_key(stored: Path) -> None:
    assert read_stored(stored, "another") is None


def test_a_file_that_is_cut_short_or_longer_does_not_count(stored: Path) -> None:
    whole = stored.read_bytes()
    for length in [*range(100), *range(100, len(whole), 97), len(whole) - 1]:
        stored.write_bytes(whole[:length])
        assert read_stored(stored, "key") is None
    stored.write_bytes(whole + b"\n")
    assert read_stored(stored, "key") is None


def test_a_file_with_a_bit_changed_anywhere_does_not_count(stored: Path) -> None:
    whole, chance = stored.read_bytes(), random.Random(1)
    for place in [*range(100), *range(100, len(whole), 53)]:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        stored.write_bytes(changed)
        assert read_stored(stored, "key") is None


def test_a_link_does_not_count_and_is_not_written_through(stored: Path) -> None:
    target = stored.parent.parent / "attachment"
    stored.rename(target)
    stored.symlink_to(target)
    before = target.read_bytes()
    assert read_stored(stored, "key") is None
    write_stored(stored, "key", b"other")
    assert (target.read_bytes(), stored.is_symlink()) == (before, True)


def test_a_link_to_nothing_is_not_written_through(stored: Path) -> None:
    stored.unlink()
    stored.symlink_to(stored.parent.parent / "nothing")
    write_stored(stored, "key", BODY)
    assert not (stored.parent.parent / "nothing").exists()


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_write_does_not_count(stored: Path, mode: int) -> None:
    stored.chmod(mode)
    assert read_stored(stored, "key") is None
    write_stored(stored, "key", BODY)
    assert read_stored(stored, "key") == BODY


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o1777])
def test_a_folder_that_others_can_write_is_neither_read_nor_written(stored: Path, mode: int) -> None:
    stored.parent.chmod(mode)
    assert read_stored(stored, "key") is None
    write_stored(stored.with_name("new"), "key", BODY)
    assert not stored.with_name("new").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("of_folder", [True, False])
def test_what_belongs_to_another_does_not_count(stored: Path, of_folder: bool) -> None:
    os.chown(stored.parent if of_folder else stored, 65534, 65534)
    assert read_stored(stored, "key") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_neither_waited_for_nor_written_into(stored: Path) -> None:
    stored.unlink()
    os.mkfifo(stored, 0o600)
    assert read_stored(stored, "key") is None
    write_stored(stored, "key", BODY)
    assert stored.is_fifo()


def test_a_folder_in_its_place_does_not_count(stored: Path) -> None:
    stored.unlink()
    stored.mkdir(0o700)
    assert read_stored(stored, "key") is None
    write_stored(stored, "key", BODY)
    assert stored.is_dir()


def test_what_is_too_large_is_neither_written_nor_read(stored: Path) -> None:
    with stored.open("r+b") as stream:
        stream.truncate(stored_file.LARGEST + 1000)  # a sparse file: it takes no place
    assert read_stored(stored, "key") is None
    write_stored(stored.with_name("new"), "key", bytes(stored_file.LARGEST + 1))
    assert not stored.with_name("new").exists()


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    write_stored(tmp_path / "file/rulebook.json", "key", BODY)
    folder = tmp_path / "cache"
    write_stored(folder / ("x" * 300), "key", BODY)
    assert list(folder.iterdir()) == []
