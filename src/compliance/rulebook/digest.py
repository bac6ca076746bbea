"""One digest over every file that a rulebook was read from."""

import hashlib
from collections.abc import Iterable


class FilesRead:
    """The files that a rulebook was read from: each under its name below the rulebook's folder, by its content.

    A file that takes the place of another is noted under the other's name, so that what counts is what was effective,
    and not from where it came.
    """

    def __init__(self) -> None:
        self._digests: dict[str, str] = {}

    def note(self, name: str, content: bytes) -> bytes:
        """The content, once it is noted under that name."""
        self._digests[name] = hashlib.sha256(content).hexdigest()
        return content

    @property
    def digest(self) -> str:
        """The SHA-256 over all of them, in hexadecimal; the same whichever folder they were read from."""
        return digest_over(f"{name} {digest}" for name, digest in sorted(self._digests.items()))


def digest_over(lines: Iterable[str]) -> str:
    """The SHA-256 over lines of text, in hexadecimal."""
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")).hexdigest()
