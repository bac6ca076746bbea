"""What keeps a Word file of an office from serving as a template: it is damaged, or brings what would fetch or run.

A memo is opened by many, and whoever made the template must not learn who or reach their machines (D-095).
"""

import io
import struct
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import Part
from docx.opc.rel import _Relationship
from docx.package import Package
from lxml.etree import LxmlError

from compliance.errors import shown
from compliance.report.memo.word_fields import field_fault
from compliance.text import Text

LARGEST = 50_000_000  # so many bytes may a template have, as a file and when unpacked
MOST_TOLD = 5  # so many faults are told
# The last words of the types of relationships that bring a program, or a document that is taken in when Word opens it.
BROUGHT = frozenset(
    (
        "activexcontrolbinary",
        "afchunk",
        "attachedtemplate",
        "attachedtoolbars",
        "control",
        "extensibility",
        "frame",
        "keymapcustomizations",
        "mailmergeheadersource",
        "mailmergesource",
        "oleobject",
        "package",
        "subdocument",
        "vbaproject",
        "wordvbadata",
    )
)
LINKS = ("http", "https", "mailto")  # what a hyperlink may lead to; nothing is fetched before somebody follows it

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
    except LxmlError:
        return (DAMAGED,)
    except Exception:  # an archive that is whole and no Word file makes the reader fail in any way
        return (NOT_WORD,)
    if kind != CONTENT_TYPE.WML_DOCUMENT_MAIN:
        return (_MACROS if "macroenabled" in kind.lower() else NOT_WORD,)
    try:
        field = field_fault(package)
    except LxmlError:
        return (DAMAGED,)
    faults = [*_outside(package), *([] if field is None else [field])]
    return tuple(faults[:MOST_TOLD])


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


def _outside(package: Package) -> Iterator[Text]:
    """Each relationship that leads outside of the file, or to something that runs."""
    sources: list[tuple[str, Package | Part]] = [("/", package)]
    sources += [(str(part.partname), part) for part in package.iter_parts()]
    for name, source in sources:
        for relationship in source.rels.values():
            if _leads_outside(relationship):
                yield _told(name, relationship)


def _leads_outside(relationship: _Relationship) -> bool:
    kind = _kind(relationship).lower()
    if not relationship.is_external:
        return kind in BROUGHT
    try:
        scheme = urlsplit(relationship.target_ref.strip()).scheme.lower()
    except ValueError:
        return True
    return kind != "hyperlink" or scheme not in LINKS


def _kind(relationship: _Relationship) -> str:
    return relationship.reltype.rsplit("/", 1)[-1]


def _told(part: str, relationship: _Relationship) -> Text:
    kind = shown(_kind(relationship))
    if relationship.is_external:
        target = shown(relationship.target_ref, 80)
        return Text(
            f"模板引用文件以外的内容:{part} 的 {kind} 指向“{target}”;备忘录不得引用外部内容,请在 Word 中断开该链接",
            f"the template refers to what lies outside of it: {kind} of {part} leads to {target!r}; "
            "a memo must not, so break that link in Word",
        )
    target = shown(str(relationship.target_part.partname), 80)
    return Text(
        f"模板嵌有对象、控件、宏或其他文档:{part} 的 {kind}(“{target}”);备忘录不得含有,请在 Word 中删除",
        f"the template embeds an object, control, macro or document: {kind} of {part} ({target!r}); "
        "a memo must not, so delete it in Word",
    )
