"""The table of a CSV or TSV file."""

import codecs
import csv
import io
from collections.abc import Iterator
from functools import partial
from typing import TextIO

from compliance.errors import shown, unreadable
from compliance.intake.tables.bounds import COLUMNS
from compliance.intake.tables.table import Row, Table, lines_within
from compliance.source import Source
from compliance.text import Text

BYTES = 4 * 1024 * 1024 * 1024  # of the file
RECORD = 1 << 20  # characters of a row, on however many lines it stands
CELL = 131_072  # characters of a cell: what the reader of the language's library takes
_BLOCK = 1 << 20
_TOO_LONG = Text(f"此行超过 {RECORD:,} 个字符", f"the row is longer than {RECORD:,} characters")
_TOO_WIDE = Text(f"此行超过 {COLUMNS:,} 格", f"the row has more than {COLUMNS:,} cells")
_ENCODINGS = {"utf-8-sig": "UTF-8(BOM)", "utf-8": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB18030(含 GBK)"}


def read_csv(source: Source, encoding: str | None) -> Table:
    """The table of a file in that encoding, or else in the one it seems to have.

    Raises: InputError if it is no text of that encoding, or of any that Chinese offices write.
    """
    height = lines_within(source, BYTES)
    used = _checked_encoding(source, encoding) if encoding else _encoding(source)
    name = _ENCODINGS.get(used, used)
    return Table(source.name, source.stem, lambda: _csv_rows(source, used), encoding=name, height=height)


def _encoding(source: Source) -> str:
    """The encoding of a file: by its mark, else UTF-8, else GB18030, which Chinese editions of Excel write."""
    try:
        with source.open() as stream:
            head = stream.read(4)
    except OSError:
        raise unreadable(source.name, "不能读取", "it cannot be read") from None
    if head.startswith(b"\xef\xbb\xbf"):
        ladder: tuple[str, ...] = ("utf-8-sig",)
    elif head.startswith((b"\xff\xfe", b"\xfe\xff")):
        ladder = ("utf-16",)
    else:
        ladder = ("utf-8", "gb18030")
    for encoding in ladder:
        if _decodes(source, encoding):
            return encoding
    raise unreadable(
        source.name,
        "既不是 UTF-8 也不是 GB18030 编码;请用 --encoding 指明,或另存为 UTF-8",
        "neither UTF-8 nor GB18030 text; name its encoding by --encoding, or save it as UTF-8",
    )


def _checked_encoding(source: Source, encoding: str) -> str:
    try:
        "a".encode(encoding)
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        said = shown(encoding)
        zh, en = f"没有“{said}”这种编码;如 gbk、utf-8、big5", f"no encoding {said!r}; try gbk, utf-8 or big5"
        raise unreadable(source.name, zh, en) from None
    if not _decodes(source, name):
        raise unreadable(source.name, f"不是 {name} 编码的文字", f"not text in {name}")
    return name


def _decodes(source: Source, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with source.open() as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _csv_rows(source: Source, encoding: str) -> Iterator[Row]:
    with io.TextIOWrapper(source.open(), encoding=encoding, newline="") as stream:
        head = stream.read(20_000)
        stream.seek(0)
        sign = _delimiter(head, source.suffix)
        lines = _Lines(stream)
        reader = csv.reader(lines.each(), delimiter=sign, strict=True)
        number = 0
        while True:
            number += 1
            lines.length = 0
            try:
                values = next(reader)
            except StopIteration:
                return
            except _TooLongError:
                yield Row(number, (), _TOO_LONG)
                reader = csv.reader(lines.each(), delimiter=sign, strict=True)
            except csv.Error as error:
                said = shown(str(error), 100)
                zh = f"此行不是有效的 CSV({said});请检查引号"
                yield Row(number, (), Text(zh, f"the row is not valid CSV ({said}); check its quotes"))
            else:
                yield Row(number, values) if len(values) <= COLUMNS else Row(number, (), _TOO_WIDE)


class _TooLongError(Exception):
    """A row is longer than is read."""


class _Lines:
    """The lines of a text; `length` counts the characters of those given since it was set to 0."""

    __slots__ = ("_stream", "length")

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.length = 0

    def each(self) -> Iterator[str]:
        """The lines that are left.  Raises: _TooLongError, behind the end of the line, if a row grows too long."""
        for line in iter(partial(self._stream.readline, RECORD + 1), ""):
            self.length += len(line)
            if self.length > RECORD:
                self._skip(line)
                raise _TooLongError
            yield line

    def _skip(self, line: str) -> None:
        while line and not line.endswith(("\n", "\r")):
            line = self._stream.readline(RECORD)


def _delimiter(head: str, suffix: str) -> str:
    """The sign between cells: that of most of the first lines, a comma unless another is more frequent."""
    if suffix == ".tsv":
        return "\t"
    return max((",", "\t", ";", "|"), key=lambda sign: (head.count(sign), sign == ","))
