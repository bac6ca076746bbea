"""The parts of a zipped workbook, opened only if they are no larger than its readers can take."""

import copy
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from compliance.errors import unreadable
from compliance.intake.tables.bounds import check_bytes
from compliance.source import Source

BYTES = 512 * 1024 * 1024  # of the file
PARTS = 20_000
EXPANDED = 2 * 1024 * 1024 * 1024  # of all parts together
TREE = 16 * 1024 * 1024  # of a part that is read as a whole: workbook, relations, styles
STRINGS = 10_000_000  # texts that the sheets of a workbook share

_TREES = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels")
_SHARED = "xl/sharedStrings.xml"
_DEFLATED = 1032  # times that a part can shrink at most
_SMALL = 64 * 1024 * 1024
_STRING = re.compile(rb"<(?:\w+:)?si\b")
_BLOCK = 1 << 20


def check_package(source: Source) -> None:
    """Nothing, if the parts of a package are within the limits, or if it is none.

    Raises: InputError for a part, or all of them, beyond a limit; OSError if the file cannot be opened.
    """
    check_bytes(source, BYTES)
    try:
        with open_package(source) as archive:
            _check(archive, source.name)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return  # what reads the file says more of it


@contextmanager
def open_package(source: Source) -> Iterator[zipfile.ZipFile]:
    """The package in a file.  Raises: zipfile.BadZipFile if it holds none; OSError if it cannot be opened."""
    with source.open() as stream, zipfile.ZipFile(stream) as archive:
        yield archive


def open_part(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A part to its real end, whatever the directory of the package says of its size.

    Raises: KeyError if there is none of that name.
    """
    part = copy.copy(archive.getinfo(name))
    part.file_size = EXPANDED + 1
    return archive.open(part)


def _check(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    if len(parts) > PARTS:
        zh, en = f"工作簿含 {PARTS:,} 个以上的部件", f"the workbook has more than {PARTS:,} parts"
        raise unreadable(name, f"{zh};请另存为新文件", f"{en}; save it as a new file")
    if sum(part.file_size for part in parts) > EXPANDED:
        raise too_large(name)
    for part in parts:
        if part.filename in _TREES and _really(archive, part, TREE) > TREE:
            zh, en = f"部件 {part.filename} 展开后超过", f"its part {part.filename} unpacks to more than"
            raise unreadable(
                name, f"{zh} {TREE >> 20} MiB;请另存为新文件", f"{en} {TREE >> 20} MiB; save it as a new file"
            )
        if part.filename == _SHARED and part.compress_size * _DEFLATED > _SMALL:
            _check_strings(archive, name)


def too_large(name: str) -> Exception:
    """That the parts of a package unpack to more than is read."""
    zh, en = f"工作簿展开后超过 {EXPANDED >> 20} MiB", f"the workbook unpacks to more than {EXPANDED >> 20} MiB"
    return unreadable(name, f"{zh};请拆分或另存为 .csv", f"{en}; split it, or save it as .csv")


def _really(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """How many bytes a part has, counted up to one more than is asked about."""
    if part.file_size > most or part.compress_size * _DEFLATED <= most:
        return part.file_size
    with open_part(archive, part.filename) as stream:
        return len(stream.read(most + 1))


def _check_strings(archive: zipfile.ZipFile, name: str) -> None:
    count, size, rest = 0, 0, b""
    with open_part(archive, _SHARED) as stream:
        while data := stream.read(_BLOCK):
            size += len(data)
            count += _strings(rest + data)
            if count > STRINGS:
                zh, en = f"工作簿的文字超过 {STRINGS:,} 条", f"the workbook holds more than {STRINGS:,} texts"
                raise unreadable(name, f"{zh};请拆分或另存为 .csv", f"{en}; split it, or save it as .csv")
            if size > EXPANDED:
                raise too_large(name)
            rest = b""
            if 0 <= (cut := data.rfind(b"<")) >= len(data) - 64:
                count -= _strings(data[cut:])
                rest = data[cut:]


def _strings(data: bytes) -> int:
    """How many shared texts begin in a piece of their part: most have no prefix, which is found out faster."""
    plain = data.count(b"<si>")
    return plain if b":si" not in data and b"<si " not in data and b"<si/" not in data else len(_STRING.findall(data))
