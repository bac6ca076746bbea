"""What a file is by its content, where its name says otherwise: 台账.xls is often text, a web page or an .xlsx."""

import zipfile

from compliance.errors import InputError, unreadable
from compliance.intake.tables.suffixes import BOOKS, TEXTS
from compliance.source import Source
from compliance.text import Text

_HEAD = 4096
_ZIP, _OLE, _PARQUET, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"%PDF"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = Text("请用 Excel 或 WPS 打开,另存为 .xlsx 后再读", "open it in a spreadsheet program and save it as .xlsx")
# What only a person can turn into a table, by what the file begins with, blanks aside and in lower case.
_OTHERS = (
    (b"<?xml", Text("XML 表格(2003 版)", "an XML spreadsheet of 2003")),
    (b"<html", Text("网页(HTML)", "a web page (HTML)")),
    (b"<!doctype", Text("网页(HTML)", "a web page (HTML)")),
    (b"<table", Text("网页(HTML)", "a web page (HTML)")),
    (b"<meta", Text("网页(HTML)", "a web page (HTML)")),
    (b"mime-version", Text("网页存档(MHTML)", "a web archive (MHTML)")),
)


def suffix_of(source: Source) -> str:
    """The suffix under which a ledger is read: that of its content where its name says otherwise, else its own.

    Raises: InputError for what no reader can read, with what it is and what to do; for what cannot be opened.
    """
    named = source.suffix
    if named not in (*BOOKS, *TEXTS):
        return named
    try:
        with source.open() as stream:
            head = stream.read(_HEAD)
    except OSError:
        raise unreadable(source.name, "不能读取", "it cannot be read") from None
    if head.startswith(_ZIP):
        return _zipped(source)
    if head.startswith(_OLE):
        return named if named in BOOKS and _is_locked(source) else ".xls"
    if head.startswith(_PARQUET):
        return ".parquet"
    if head.startswith(_PDF):
        raise _is_really(source, Text("PDF 文件", "a PDF"))
    plain = _plain(head).lstrip().lower()
    for start, what in _OTHERS:
        if plain.startswith(start):
            raise _is_really(source, what)
    return _text(named, head)


def _zipped(source: Source) -> str:
    """Of a package, the suffix of the workbook that it is."""
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return source.suffix
    if any(name.startswith("word/") for name in names):
        raise _is_really(source, Text("Word 文档", "a Word document"))
    if "xl/workbook.xml" in names:
        return source.suffix if source.suffix in (".xlsx", ".xlsm") else ".xlsx"
    return ".ods" if "content.xml" in names else source.suffix


def _is_locked(source: Source) -> bool:
    """Whether a compound file is a workbook under a password, as .xlsx files with one are."""
    with source.open() as stream:
        return "EncryptedPackage".encode("utf-16-le") in stream.read(1 << 20)


def _text(named: str, head: bytes) -> str:
    """Of what has no signature, the suffix of text if it looks like that and is not named for it, else its own."""
    if named in TEXTS or not head or (b"\0" in head and not head.startswith(_MARKS)):
        return named
    return ".tsv" if b"\t" in head else ".csv" if any(sign in head for sign in (b",", b";", b"|")) else named


def _plain(head: bytes) -> bytes:
    if head.startswith(_MARKS[1:]):
        return head.decode("utf-16", errors="ignore").encode()
    return head.removeprefix(_MARKS[0])


def _is_really(source: Source, what: Text) -> InputError:
    zh = f"文件名是 {source.suffix},内容却是{what.zh};{_SAVE_AS.zh}"
    return unreadable(source.name, zh, f"it is named {source.suffix} and is {what.en}; {_SAVE_AS.en}")
