"""The standard streams as a caller left them, and names as the file system gives them: told of before any work."""

import errno
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO, cast

from compliance.text import Text, printable

_STANDARD = (0, 1, 2)


class _Closed(io.TextIOBase):
    """In the place of standard output that was closed before the program began: nothing can be written to it."""

    def writable(self) -> bool:
        """True: only what is written to it fails."""
        return True

    def write(self, _: str, /) -> int:
        """Raises: OSError, since nobody would get the text."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "<stdout>")


class _Messages(io.TextIOWrapper):
    """Standard error as the process has it: a message that nobody can get, as on a full disk, changes no outcome."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(
            io.BufferedWriter(io.FileIO(stream.fileno(), "wb", closefd=False)),
            encoding=stream.encoding,
            errors=stream.errors,
            line_buffering=True,
        )

    def write(self, text: str, /) -> int:
        """The length of the text, whether or not it can be written."""
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Write what can be written."""
        with suppress(OSError, ValueError):
            super().flush()


def mend_streams() -> None:
    """Put something in the place of standard streams that are closed, lest a file that is opened takes their number.

    What is written to standard output then fails as it does for a full disk; messages that cannot be written are lost.
    """
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # as long as the program runs
    elif sys.stderr is sys.__stderr__:
        sys.stderr = _Messages(cast(TextIO, sys.stderr))


def undecodable(arguments: Sequence[str]) -> Text | None:
    """Why the arguments cannot be used: one is no text in the encoding of names; None if all are."""
    for argument in arguments:
        try:
            argument.encode("utf-8")
        except UnicodeEncodeError:
            encoding, name = sys.getfilesystemencoding(), printable(argument)
            return Text(
                f"“{name}”不是 {encoding} 编码的文字;请改文件名,或设置环境变量 PYTHONUTF8=1 后再运行",
                f"{name!r} is not text in {encoding}; rename the file, or set PYTHONUTF8=1 in the environment",
            )
    return None


def unwritable(error: UnicodeEncodeError) -> Text | None:
    """Why standard output cannot hold a text; None if the error is of something else."""
    encoding = sys.stdout.encoding
    if encoding is None or error.encoding.lower().startswith("utf") or encoding.lower().startswith("utf"):
        return None
    return Text(
        f"标准输出的编码 {encoding} 写不出这些文字;请用 -o 写入文件,或设置环境变量 PYTHONIOENCODING=utf-8 后再运行",
        f"standard output is in {encoding}, which does not have the characters; write to a file with -o, or set "
        "PYTHONIOENCODING=utf-8 in the environment",
    )


def fit_for_messages(text: Text) -> bool:
    """Whether the stream of messages can hold the Chinese of a text."""
    try:
        text.zh.encode(sys.stderr.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
