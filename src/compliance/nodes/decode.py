"""Decode bytes as strict UTF-8, and refuse characters that cannot be seen."""

import re

from compliance.errors import InputError, Place, Problem
from compliance.text import Text

SIZE = 8 * 1024 * 1024
_SHOWN = 20

# C0 and C1 controls, separators and direction marks that most editors do not show, non-characters.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAK = re.compile("\r\n?|\n")
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def decode(data: bytes, name: str) -> str:
    """The text of a UTF-8 file, without a byte order mark.

    Raises: InputError if the file is too large, in another encoding, or holds invisible characters.
    """
    if len(data) > SIZE:
        zh, en = f"文件超过 {SIZE >> 20} MiB", f"the file is larger than {SIZE >> 20} MiB"
        raise InputError([Problem(Place(name), Text(zh, en))])
    if _is_utf16(data):
        zh = "文件似为 UTF-16 编码(“Unicode 文本”);请另存为 UTF-8"
        en = "the file seems to be UTF-16; save it as UTF-8"
        raise InputError([Problem(Place(name), Text(zh, en))])
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError([_undecodable(error, data, name)]) from None
    if problems := _hidden(text, name):
        raise InputError(problems)
    return text


def hidden(text: str) -> str | None:
    """The first character that must not stand in a text, as U+XXXX, or None."""
    found = _HIDDEN.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def place(text: str, offset: int, name: str) -> Place:
    """The line and column, both from 1, of that character."""
    lines = _BREAK.split(text[:offset])
    return Place(name, len(lines), len(lines[-1]) + 1)


def hidden_message(code: str) -> Text:
    """Why that character is refused."""
    return Text(f"含不可见的控制字符 {code};请删除", f"invisible control character {code}; remove it")


def _hidden(text: str, name: str) -> list[Problem]:
    found = (match for match, _ in zip(_HIDDEN.finditer(text), range(_SHOWN), strict=False))
    return [Problem(place(text, match.start(), name), hidden_message(f"U+{ord(match.group()):04X}")) for match in found]


def _is_utf16(data: bytes) -> bool:
    """True if it has a wide byte order mark, or a NUL in every fourth byte, as wide ASCII has."""
    head = data[:4096]
    return head.startswith(_WIDE_BOMS) or (len(head) >= 4 and head.count(0) * 4 > len(head))


def _undecodable(error: UnicodeDecodeError, data: bytes, name: str) -> Problem:
    before = error.object[: error.start].decode("utf-8")
    if _is_gb18030(before, data):
        zh = "文件似为 GBK/GB18030 编码;请用记事本或 WPS 另存为 UTF-8"
        en = "the file seems to be GB18030 (GBK); save it as UTF-8"
        return Problem(Place(name), Text(zh, en))
    byte = error.object[error.start]
    zh = f"字节 0x{byte:02X} 不是 UTF-8 文字;文件已损坏或不是文本文件"
    en = f"byte 0x{byte:02X} is not UTF-8; the file is damaged or is not text"
    return Problem(place(before, len(before), name), Text(zh, en))


def _is_gb18030(before: str, data: bytes) -> bool:
    """True if the bytes make Chinese in GB18030, and none was made by UTF-8 before it failed."""
    if any(character >= "\u2e80" for character in before):
        return False
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return not _HIDDEN.search(text) and any("\u4e00" <= character <= "\u9fff" for character in text)
