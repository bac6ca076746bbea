"""The standard streams as a caller left them, and names as the file system gives them: told of before any work."""

import errno
import io
import os
import sys
from collections.abc import Sequence

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


def mend_streams() -> None:
    """Put something in the place of standard streams that are closed, lest a file that is opened takes their number.

    What is written to standard output then fails as it does for a full disk; messages are lost.
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
