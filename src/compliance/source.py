"""What is read: a file by its path, or bytes under a name."""

import errno
import io
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO, TypeAlias


class IrregularFileError(OSError):
    """A pipe or a device stands where a file is to be read: nobody knows whether it ever ends."""


def open_file(path: str | Path) -> BinaryIO:
    """The bytes of a file from the first.

    Raises: IrregularFileError for what is neither file nor folder; another OSError if it cannot be read.
    """
    # Without O_NONBLOCK the opening of a pipe waits for somebody who writes into it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise IrregularFileError(errno.EINVAL, "not a file but a pipe or a device", str(path))


@dataclass(frozen=True, slots=True)
class Source:
    """The file at the path `name`; or, if there are any, the bytes `data` under that name, as an upload has them."""

    name: str
    data: bytes | None = field(default=None, repr=False)

    def open(self) -> BinaryIO:
        """Its bytes from the first, in a new stream at each call.  Raises: OSError as `open_file` does."""
        return open_file(self.name) if self.data is None else io.BytesIO(self.data)

    @property
    def path(self) -> Path | None:
        """The path of a file; None for bytes."""
        return Path(self.name) if self.data is None else None

    @property
    def suffix(self) -> str:
        """The end of the name from its last dot, in lower case: .csv."""
        return PurePath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The name without folders and suffix: 项目 of 台账/项目.csv."""
        return PurePath(self.name).stem


Readable: TypeAlias = str | Path | Source


def source_of(given: Readable) -> Source:
    """What a caller names, as a source: a path is that of a file.  Raises: TypeError for bytes without a name."""
    match given:
        case Source():
            return given
        case str() | Path():
            return Source(str(given))
        case _:
            raise TypeError(f"a path or a Source is read, not {type(given).__name__}; for bytes use Source(name, data)")
