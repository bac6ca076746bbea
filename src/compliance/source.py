"""What is read: a file by its path, or bytes under a name."""

import io
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO, TypeAlias


@dataclass(frozen=True, slots=True)
class Source:
    """The file at the path `name`; or, if there are any, the bytes `data` under that name, as an upload has them."""

    name: str
    data: bytes | None = field(default=None, repr=False)

    def open(self) -> BinaryIO:
        """Its bytes from the first, in a new stream at each call.  Raises: OSError if the file cannot be read."""
        return open(self.name, "rb") if self.data is None else io.BytesIO(self.data)

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
