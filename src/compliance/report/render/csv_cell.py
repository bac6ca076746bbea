"""A cell of a CSV file that a person may open in a spreadsheet."""

import re

_JOINT = ";"
# Signs that begin a formula, and their wide, small, raised and lowered forms, which some programs take for them.
_FORMULA = "=\uff1d\ufe66\u207c\u208c+\uff0b\ufe62\u207a\u208a\\-\uff0d\ufe63\u207b\u208b\u2212@\uff20\ufe6b"
# Blanks, controls and signs without a form; but not what a cell may be divided at.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
)
# Where a cell begins, also for a program that divides lines at `;` or tabs and knows of no quotation marks.
_BEGUN = re.compile(rf"(\A|[;\t\r\n])(?=[{_UNSEEN}]*[{_FORMULA}])")
_BLANK_FIRST = ("\t", "\r")


def as_cell(value: object) -> str:
    """The value as text that no spreadsheet would run as a formula, wherever it divides the line (D-053).

    An apostrophe stands before what may begin one, behind signs that cannot be seen too; what a list holds is joined by
    `;`.
    """
    text = _JOINT.join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    if isinstance(value, int):
        return text
    safe = _BEGUN.sub(r"\1'", text)
    return f"'{safe}" if safe.startswith(_BLANK_FIRST) else safe
