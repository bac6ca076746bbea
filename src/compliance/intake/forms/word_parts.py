"""The XML of a Word file, read within limits and with what is wrong with a file that is none."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from compliance.errors import InputError, unreadable
from compliance.intake.tables.bounds import check_bytes
from compliance.intake.tables.package import open_package
from compliance.intake.tables.package_xml import part_within, root_of
from compliance.nodes.files import why_not_opened
from compliance.source import Source

BYTES = 64 * 1024 * 1024  # of the file
PARTS = 5_000
TREE = 16 * 1024 * 1024  # of one part of XML, unpacked

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_RELATIONS, _MAIN = "_rels/.rels", "/officeDocument"
_BESIDE = ("word/header", "word/footer", "word/footnotes", "word/endnotes")
_OLE, _PDF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, LookupError)


@dataclass(frozen=True, slots=True)
class WordParts:
    """The document of a Word file, how text of each style looks, and the headers, footers and notes beside it.

    `hidden` and `struck` say of a style, by its id, whether its text is hidden or struck through.
    """

    document: etree._Element
    hidden: Mapping[str, bool]
    struck: Mapping[str, bool]
    beside: tuple[tuple[str, etree._Element], ...]


def open_word(source: Source) -> WordParts:
    """The parts of a Word file.  Raises: InputError if it cannot be read, is none, or is larger than is read."""
    try:
        check_bytes(source, BYTES)
        with source.open() as stream:
            head = stream.read(8)
        with open_package(source) as archive:
            return _parts(archive, source.name)
    except OSError as error:
        raise unreadable(source.name, *why_not_opened(error)) from None
    except _DAMAGED:
        raise _no_word_file(source.name, head) from None


def _no_word_file(name: str, head: bytes) -> InputError:
    if head.startswith(_OLE):
        zh = "内容是旧版 .doc 或有密码的 Word 文件;请用 Word 或 WPS 打开,去掉密码,另存为 .docx"
        en = "an old .doc or a Word file with a password; open it, take the password off, and save it as .docx"
        return unreadable(name, zh, en)
    if head.startswith(_PDF):
        return unreadable(name, "内容是 PDF,不是 Word 文件", "a PDF and no Word file")
    zh = "不是 Word 文件(.docx),或已损坏;请用 Word 或 WPS 打开后另存为 .docx"
    return unreadable(name, zh, "no Word file (.docx), or a damaged one; open it with Word and save it as .docx")


def _parts(archive: zipfile.ZipFile, name: str) -> WordParts:
    names = archive.namelist()
    if len(names) > PARTS:
        raise unreadable(name, f"文件含 {PARTS:,} 个以上的部件", f"the file has more than {PARTS:,} parts")
    main = _main_part(archive, name)
    if main not in names:
        raise _no_word_file(name, b"")
    document = _tree(archive, main, name)
    styles = _tree(archive, _STYLES, name) if _STYLES in names else None
    hidden, struck = _looks(styles, ("vanish", "webHidden")), _looks(styles, ("strike", "dstrike"))
    beside = tuple(
        (part, _tree(archive, part, name)) for part in names if part.startswith(_BESIDE) and part[-4:] == ".xml"
    )
    return WordParts(document, hidden, struck, beside)


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    """The part that is the document; some programs call it document2.xml."""
    if _DOCUMENT in archive.namelist() or _RELATIONS not in archive.namelist():
        return _DOCUMENT
    targets = (one.get("Target", "") for one in _tree(archive, _RELATIONS, name) if one.get("Type", "").endswith(_MAIN))
    return next(targets, _DOCUMENT).lstrip("/")


def _tree(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element:
    """The root of a part.  Raises: InputError if it is too large, or no XML as Word writes it."""
    data = part_within(archive, part, TREE)
    if data is None:
        zh, en = f"部件 {part} 展开后超过 {TREE >> 20} MiB", f"its part {part} unpacks to more than {TREE >> 20} MiB"
        raise unreadable(name, f"{zh};请删去图片等内容后另存", f"{en}; take out what is no text and save it again")
    if _STRICT in data[:10_000]:
        zh = "是“严格的开放式 XML”格式;请用 Word 另存为普通的 .docx"
        raise unreadable(name, zh, "a 'strict open XML' document; save it as an ordinary .docx with Word")
    try:
        root = root_of(data)
    except etree.XMLSyntaxError:
        root = None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        zh, en = f"部件 {part} 已损坏", f"its part {part} is damaged"
        raise unreadable(name, f"{zh};请用 Word 或 WPS 打开后另存", f"{en}; open it with Word and save it again")
    return root


def _looks(styles: etree._Element | None, names: tuple[str, ...]) -> Mapping[str, bool]:
    """Whether text of each style has one of those properties, its own or that of the style that it is based on."""
    own: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        id_ = style.get(f"{W}styleId", "")
        own[id_] = is_on(style.find(f"{W}rPr"), names)
        parent = style.find(f"{W}basedOn")
        based[id_] = parent.get(f"{W}val", "") if parent is not None else ""

    def found(id_: str) -> bool:
        for one in _line_of(id_, based):
            if (said := own.get(one)) is not None:
                return said
        return False

    return MappingProxyType({id_: found(id_) for id_ in own})


def _line_of(id_: str, based: Mapping[str, str]) -> Iterator[str]:
    """A style and those that it is based on, each once."""
    seen: set[str] = set()
    while id_ and id_ not in seen:
        yield id_
        seen.add(id_)
        id_ = based.get(id_, "")


def is_on(properties: etree._Element | None, names: tuple[str, ...]) -> bool | None:
    """Whether one of those on-off properties is on; None where none of them is there."""
    said = None
    for name in names:
        element = properties.find(f"{W}{name}") if properties is not None else None
        if element is not None:
            said = said or element.get(f"{W}val", "true") not in ("0", "false", "off")
    return said
