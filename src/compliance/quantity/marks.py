"""Marks of footnotes in what is written, which look like digits to a program: 5000① is not 50001."""

import re

# Digits that are circled, bracketed, raised, lowered or fractions; a raised 2 or 3 behind m is part of a unit.
_MARKS = re.compile("[①-⓿❶-➓㈠-㈩㉑-㉟㊀-㊉㊱-㊿¹⁰⁴-⁹₀-₉¼-¾⅐-↉†‡※]|(?<![mM])[²³]")


def mark(text: str) -> str | None:
    """The first mark of a footnote, or digit that is no plain one, in a text; None if there is none."""
    found = _MARKS.search(text)
    return found[0] if found else None
