"""Files are written whole or not at all, and nothing of a write that failed stays behind."""

import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from compliance.writing import new_file, new_text_file, write_whole


def names(folder: Path) -> list[str]:
    """What a folder holds."""
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    with new_text_file(tmp_path / "a.txt") as stream:
        stream.write("甲\n")
        assert "a.txt" not in names(tmp_path)
    assert (tmp_path / "a.txt").read_bytes() == "甲\n".encode()
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, GeneratorExit, MemoryError])
def test_what_was_there_stays_if_writing_fails(tmp_path: Path, error: type[BaseException]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")

    def fail() -> None:
        with new_text_file(file) as stream:
            stream.write("half of the new")
            stream.flush()
            raise error

    with pytest.raises(error):
        fail()
    assert (file.read_text(), names(tmp_path)) == ("old", ["a.txt"])


def test_text_that_cannot_be_encoded_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")
    with pytest.raises(UnicodeEncodeError), new_text_file(file) as stream:
        stream.write("\ud800")
    assert (file.read_text(), names(tmp_path)) == ("old", ["a.txt"])


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    """The kernel's own full device cannot hold a file beside it, so that the limit on file sizes stands for it."""
    import resource
    import signal

    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    before, heard = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        with pytest.raises(OSError, match="File too large"):
            write_whole(file, bytes(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)
    assert (file.read_bytes(), names(tmp_path)) == (b"old", ["a.txt"])


def test_a_file_keeps_its_mode_and_a_new_one_has_that_of_the_process(tmp_path: Path) -> None:
    kept, new = tmp_path / "kept", tmp_path / "new"
    kept.write_bytes(b"")
    kept.chmod(0o640)
    before = os.umask(0o027)
    try:
        for file in (kept, new):
            write_whole(file, b"x")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(file.stat().st_mode) for file in (kept, new)] == [0o640, 0o640]


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "real/a.txt")
    write_whole(link, b"x")
    assert link.is_symlink()
    assert (tmp_path / "real/a.txt").read_bytes() == b"x"


def test_a_device_and_a_pipe_are_written_into(tmp_path: Path) -> None:
    write_whole(Path("/dev/null"), b"x")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    thread = Thread(target=lambda: got.append(write_whole(pipe, b"x")))
    thread.start()
    thread.join(5)
    assert os.read(reader, 10) == b"x"
    os.close(reader)


def test_a_pipe_that_nobody_reads_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="No such device"):
        write_whole(tmp_path / "pipe", b"x")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError), new_file(tmp_path):
        pass
