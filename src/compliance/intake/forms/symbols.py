"""Signs of symbol fonts and boxes, as they are seen: ☐ and ☑ for those that are known to be empty or ticked."""

import re

from compliance.intake.forms.grid import EMPTY_BOX, TICKED_BOX

# By the last two digits of the code, in the fonts that Word puts boxes of.
_FONTS = {
    "wingdings": {
        0x6E: TICKED_BOX, 0x6F: EMPTY_BOX, 0x70: EMPTY_BOX, 0x71: EMPTY_BOX, 0x72: EMPTY_BOX, 0xA1: EMPTY_BOX,
        0xA8: EMPTY_BOX, 0xFC: "√", 0xFE: TICKED_BOX,
    },
    "wingdings 2": {0x50: "√", 0x52: TICKED_BOX, 0xA3: EMPTY_BOX},
}  # fmt: skip
_SEEN = {
    **dict.fromkeys("□☐◻▢◽⬜", EMPTY_BOX),
    **dict.fromkeys("■☑◼◾⬛🗹", TICKED_BOX),
    **dict.fromkeys("✓✔", "√"),
}
# A circle is a box too, but for the nought of a year: 二○一五年.
_CIRCLES = re.compile("(?<![一二三四五六七八九十0-9○])[○◯●](?![一二三四五六七八九十0-9○年])")
_CROSSED = "☒🗷🗵⊠"
_PRIVATE = range(0xE000, 0xF900)


def is_symbol_font(font: str) -> bool:
    """Whether letters of that font are signs of another look."""
    return font.lower().startswith(("wingdings", "webdings", "symbol"))


def sign(font: str, code: int) -> str | None:
    """The sign of that code in a font as text; None if nobody knows how it looks."""
    if font.lower() in _FONTS:
        return _FONTS[font.lower()].get(code & 0xFF)
    if code in _PRIVATE or is_symbol_font(font):
        return None
    seen = chr(code) if 0x20 <= code < 0x110000 else ""
    return None if not seen or seen in _CROSSED else _SEEN.get(seen, seen)


def as_seen(text: str) -> tuple[str, bool]:
    """A text with its boxes as ☐ and ☑, and whether it holds a sign that is not known: a private or a crossed one."""
    if text.isascii():
        return text, False
    unknown = any(c in _CROSSED or ord(c) in _PRIVATE for c in text)
    circled = _CIRCLES.sub(lambda match: TICKED_BOX if match[0] == "●" else EMPTY_BOX, text)
    return "".join(_SEEN.get(c, c) for c in circled), unknown
