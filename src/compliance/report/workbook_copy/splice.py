"""Changes to XML that leave every other byte of it as it is: pieces are cut out and put in while it streams by."""

import re
from collections.abc import Callable
from xml.parsers import expat

TAG = re.compile(rb"""<[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>""")

Attributes = dict[str, str]


def local(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]


class Splicer:
    """Takes in a part of a package piece by piece, and writes it with what its reader puts in other places.

    The reader's handlers are called for each element as expat calls them, by names with prefixes.  `settled` says that
    what stands before the element at hand changes no more, so that it can be written.
    """

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = _no_doctype
        self.parser.XmlDeclHandler = _only_utf8
        self._write = write
        self._held = b""
        self._base = 0
        self._until = 0
        self._edits: list[tuple[int, int, bytes]] = []

    @property
    def at(self) -> int:
        """Where the tag at hand begins; where an element without content ends, at its end."""
        return self.parser.CurrentByteIndex

    def tag(self) -> bytes:
        """The tag that begins here.  Raises: ValueError if none does."""
        found = TAG.match(self._held, self.at - self._base)
        if found is None:
            raise ValueError("no tag")
        return found[0]

    def end(self, begun: bytes) -> int:
        """Where the element ends whose end is at hand, and which began with that tag."""
        return self.at if begun.endswith(b"/>") else self.at + len(self.tag())

    def put_in(self, at: int, content: bytes) -> None:
        """Put something in at that place, which is not yet settled."""
        self._edits.append((at, at, content))

    def replace(self, first: int, end: int, content: bytes) -> None:
        """Put something in the place of what stands there."""
        self._edits.append((first, end, content))

    def settled(self) -> None:
        """Let what stands before this place be written."""
        self._until = self.at

    def feed(self, data: bytes) -> None:
        """Take in a further piece.  Raises: ValueError, expat.ExpatError for what is no plain XML."""
        self._held += data
        self.parser.Parse(data, False)
        self._flush(self._until)

    def flush(self) -> None:
        """Write all that was taken in, which ends with a whole tag."""
        self._flush(self._base + len(self._held))

    def close(self) -> None:
        """Write what is left.  Raises: expat.ExpatError if the part is not whole."""
        self.parser.Parse(b"", True)
        self.flush()

    def _flush(self, until: int) -> None:
        if until <= self._base:
            return
        ready = sorted((edit for edit in self._edits if edit[0] < until), key=lambda edit: edit[:2])
        self._edits = [edit for edit in self._edits if edit[0] >= until]
        written = self._base
        for first, end, content in ready:
            self._write(self._held[written - self._base : first - self._base])
            self._write(content)
            written = end
        self._write(self._held[written - self._base : until - self._base])
        self._held = self._held[until - self._base :]
        self._base = until


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """The tag with another value of an attribute that it has; the tag itself if it has none of that name."""
    found = re.search(rb"""(?<=\s)%b\s*=\s*("[^"]*"|'[^']*')""" % name.encode(), tag)
    if found is None:
        return tag
    quote = found[1][:1]
    return tag[: found.start(1)] + quote + value.encode() + quote + tag[found.end(1) :]


def _no_doctype(*_: object) -> None:
    raise ValueError("a document type")


def _only_utf8(version: str, encoding: str | None, standalone: int) -> None:
    del version, standalone
    if encoding is not None and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise ValueError(f"encoded as {encoding}")
