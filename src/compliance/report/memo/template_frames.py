"""What passes between the program and the process that fills in an office's template: frames of bytes on two pipes.

Nothing that comes back is unpickled: a template that broke out of its sandbox would gain nothing by it (D-095).
"""

import json
from collections.abc import Iterable
from struct import Struct
from typing import IO

from compliance.text import Text

DONE, REFUSED = b"D", b"R"  # how an answer begins
_LENGTH = Struct(">Q")


def send(stream: IO[bytes], *pieces: bytes) -> None:
    """Write one frame of those pieces.  Raises: OSError if nobody reads."""
    stream.write(_LENGTH.pack(sum(map(len, pieces))))
    for piece in pieces:
        stream.write(piece)
    stream.flush()


def receive(stream: IO[bytes], longest: int) -> bytes:
    """The next frame.  Raises: EOFError if there is none, is cut short, or has more than `longest` bytes."""
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size or _LENGTH.unpack(length)[0] > longest:
        raise EOFError
    content = stream.read(_LENGTH.unpack(length)[0])
    if len(content) < _LENGTH.unpack(length)[0]:
        raise EOFError
    return content


def texts_as_bytes(texts: Iterable[Text]) -> bytes:
    """Texts as they stand in an answer."""
    return json.dumps(list(texts)).encode()


def texts_of(content: bytes) -> tuple[Text, ...]:
    """The texts of an answer."""
    return tuple(Text(str(zh), str(en)) for zh, en in json.loads(content))
