"""Texts as bytes, in encodings that were meant and in others."""

from random import Random

ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "gbk",
    "gb18030",
    "big5",
    "cp1252",
    "utf-7",
)


def encoded(random: Random, text: str) -> bytes:
    """The text in some encoding; a character that it cannot hold is written as such files do, or wrongly."""
    encoding = random.choice(ENCODINGS)
    content = text.encode(encoding, random.choice(("replace", "ignore", "xmlcharrefreplace")))
    if random.random() < 0.1:
        return random.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf\xef\xbb\xbf", b"\0")) + content
    return content


def as_is(text: str) -> bytes:
    """The text in UTF-8, lone surrogates too, as a careless program writes them."""
    return text.encode("utf-8", "surrogatepass")
