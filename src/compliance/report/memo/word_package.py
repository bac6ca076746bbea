"""What keeps a Word file of an office from serving as a template."""

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from docx.opc.constants import CONTENT_TYPE
from docx.package import Package

from compliance.text import Text

LARGEST = 50_000_000  # so many bytes may a template have, as a file and when unpacked

NOT_WORD = Text("不是 Word 文件(.docx);请用 Word 另存为 .docx", "not a Word file (.docx); save it as .docx with Word")
DAMAGED = Text(
    "Word 文件已损坏,不能读取;请用 Word 打开并另存为 .docx,或换用完好的副本",
    "the Word file is damaged and cannot be read; open it with Word and save it as .docx, or take a good copy",
)
TOO_LARGE = Text(
    f"模板超过 {LARGEST // 1_000_000} MB(展开后计);请删去其中的图片等内容",
    f"the template is larger than {LARGEST // 1_000_000} MB when unpacked; take out pictures and the like",
)
_MACROS = Text(
    "是含宏的 Word 文件(.docm);请用 Word 另存为不含宏的 .docx",
    "is a Word file with macros (.docm); save it as .docx without macros",
)
_UNREADABLE = (BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, LookupError, ValueError, OSError)


def template_faults(content: bytes) -> tuple[Text, ...]:
    """Why those bytes are no template, each reason with what to do; empty if nothing is wrong."""
    fault = _archive_fault(content)
    if fault is not None:
        return (fault,)
    try:
        package = Package.open(io.BytesIO(content))
        kind = package.main_document_part.content_type
    except MemoryError:
        raise
    except Exception:  # an archive that is whole and no Word file makes the reader fail in any way
        return (NOT_WORD,)
    if kind != CONTENT_TYPE.WML_DOCUMENT_MAIN:
        return (_MACROS if "macroenabled" in kind.lower() else NOT_WORD,)
    return ()


def _archive_fault(content: bytes) -> Text | None:
    """Why the archive cannot be taken, or None: it is whole, not too large, and packed as Office packs."""
    try:
        package = ZipFile(io.BytesIO(content))
        package.getinfo("[Content_Types].xml")
    except _UNREADABLE:
        return NOT_WORD
    if sum(part.file_size for part in package.infolist()) > LARGEST:
        return TOO_LARGE
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in package.infolist()):
        return DAMAGED
    try:
        for part in package.infolist():
            package.read(part)  # compares the checksum
    except _UNREADABLE:
        return DAMAGED
    return None
