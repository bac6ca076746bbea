"""Changes to bytes, and to the parts of zip archives."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from tests.hostile.values import value

_DAY = (2015, 6, 1, 0, 0, 0)
_QUOTED = re.compile(rb'"[^"<>]{0,200}"')
_BETWEEN = re.compile(rb">[^<>]{1,200}<")
_TAG = re.compile(rb"<[^<>]{1,300}>")


def flipped(random: Random, content: bytes) -> bytes:
    """A few bytes are others."""
    changed = bytearray(content)
    for _ in range(random.randint(1, 10) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut(random: Random, content: bytes) -> bytes:
    """The content ends, or begins, somewhere."""
    at = random.randint(0, len(content))
    return content[:at] if random.random() < 0.8 else content[at:]


def shuffled(random: Random, content: bytes) -> bytes:
    """A piece stands twice, is gone, or stands elsewhere."""
    a, b = sorted(random.randint(0, len(content)) for _ in range(2))
    to = random.randint(0, len(content))
    match random.randrange(3):
        case 0:
            return content[:b] + content[a:]
        case 1:
            return content[:a] + content[b:]
        case _:
            return content[:to] + content[a:b] + content[to:]


def noise(random: Random, content: bytes) -> bytes:
    """A piece of bytes of any value is put in, or is all there is."""
    made = random.randbytes(random.choice((1, 7, 100, 3_000)))
    at = random.randint(0, len(content))
    return content[:at] + made + content[at:] if random.random() < 0.8 else made


CHANGES: tuple[Callable[[Random, bytes], bytes], ...] = (flipped, flipped, cut, shuffled, noise)


def changed(random: Random, content: bytes) -> bytes:
    """The bytes with one change."""
    return random.choice(CHANGES)(random, content)


def parts_of(archive: bytes) -> dict[str, bytes]:
    """The parts of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def archive_of(parts: dict[str, bytes]) -> bytes:
    """An archive of those parts, the same bytes every time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, content)
    return stream.getvalue()


def _as_xml(text: str) -> bytes:
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return safe.encode("utf-8", "replace")


def _replaced(random: Random, content: bytes, pattern: re.Pattern[bytes], before: bytes, after: bytes) -> bytes:
    found = list(pattern.finditer(content))
    if not found:
        return content
    match = random.choice(found)
    return content[: match.start()] + before + _as_xml(value(random)) + after + content[match.end() :]


def other_attribute(random: Random, xml: bytes) -> bytes:
    """An attribute has another value."""
    return _replaced(random, xml, _QUOTED, b'"', b'"')


def other_text(random: Random, xml: bytes) -> bytes:
    """A text is another."""
    return _replaced(random, xml, _BETWEEN, b">", b"<")


def other_tag(random: Random, xml: bytes) -> bytes:
    """A tag is gone, or stands many times."""
    found = list(_TAG.finditer(xml))
    if not found:
        return xml
    match = random.choice(found)
    return xml[: match.start()] + match.group() * random.choice((0, 2, 300)) + xml[match.end() :]


def other_head(random: Random, xml: bytes) -> bytes:
    """The head declares another encoding, entities that grow, or a file from elsewhere; or the bytes are in UTF-16."""
    body = re.sub(rb"^<\?xml[^>]*\?>\s*", b"", xml)
    match random.randrange(5):
        case 0:
            declared = random.choice((b"klingon", b"utf-7", b"gbk", b"utf-16", b"", b"idna", b"zlib", b"x" * 5000))
            return b'<?xml version="1.0" encoding="' + declared + b'"?>' + body
        case 1:
            entities = b"".join(
                b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"lol") for n in range(12)
            )
            return b"<!DOCTYPE x [" + entities + b"]>" + body.replace(b">", b">&e11;", 1)
        case 2:
            return b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + body.replace(b">", b">&e;", 1)
        case 3:
            return xml.decode("utf-8", "replace").encode("utf-16")
        case _:
            return b"\xef\xbb\xbf" * 2 + xml


def with_remark(random: Random, xml: bytes) -> bytes:
    """A long remark that looks like the beginnings of tags."""
    inner = random.choice((b"<col ", b"<c ", b"<row ", b'<c t="e" ', b"<f", b"<mergeCell ", b"< ", b"\n"))
    at = random.choice([match.end() for match in _TAG.finditer(xml)] or [len(xml)])
    return xml[:at] + b"<!-- " + inner * random.choice((20, 3_000, 20_000)) + b" -->" + xml[at:]


XML_CHANGES: tuple[Callable[[Random, bytes], bytes], ...] = (
    *(other_attribute, other_attribute, other_text, other_text, other_tag, other_head, with_remark),
    *CHANGES,
)


def other_parts(random: Random, archive: bytes) -> bytes:
    """The archive with one or two parts changed, gone, renamed, or too many; it is a whole archive again."""
    parts = parts_of(archive)
    for _ in range(random.randint(1, 2)):
        name = random.choice(sorted(parts))
        match random.randrange(10):
            case 0:
                del parts[name]
            case 1:
                parts[random.choice(("../" + name, name.upper(), "x/" * 200 + name, "\\" + name))] = parts.pop(name)
            case 2:
                parts[name] = random.choice((b"", b"\0" * 100, b"<x/>", b"<" * 50_000, b"<a>" * 50_000))
            case _:
                parts[name] = random.choice(XML_CHANGES)(random, parts[name])
        if not parts:
            break
    return archive_of(parts)
