"""How a spreadsheet shows the number of a cell, where that says more than the number: a percentage, a month, a year."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from xml.etree import ElementTree as ET

_ASIDE = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|[_*].')  # colours, words and blanks of a format


class Shown(StrEnum):
    """What a number is shown as."""

    percent = "percent"
    month = "month"
    year = "year"


# Formats without a code of their own (ECMA-376, 18.8.30), those of Chinese editions among them.
_BUILT_IN: Mapping[int, Shown] = {
    **dict.fromkeys((9, 10), Shown.percent),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), Shown.month),
}


class ShownCells(NamedTuple):
    """Cells of one column, from one row to another, that are shown alike; all are counted from 1."""

    column: int
    first: int
    last: int
    shown: Shown


def shown_by_style(styles: bytes) -> Mapping[int, Shown]:
    """What each style of a workbook shows a number as, by its place in the part `xl/styles.xml`; others are left out.

    Raises: ET.ParseError, ValueError for another part.
    """
    root = ET.fromstring(styles)
    codes = {
        int(element.get("numFmtId", "0")): element.get("formatCode", "")
        for element in root.iter()
        if _local(element.tag) == "numFmt"
    }
    cells = next((element for element in root if _local(element.tag) == "cellXfs"), ())
    found: dict[int, Shown] = {}
    for place, style in enumerate(cells):
        id_ = int(style.get("numFmtId", "0"))
        shown = _of_code(codes[id_]) if id_ in codes else _BUILT_IN.get(id_)
        if shown is not None:
            found[place] = shown
    return found


def _of_code(code: str) -> Shown | None:
    plain = _ASIDE.sub("", code.partition(";")[0]).lower()
    if "%" in plain:
        return Shown.percent
    letters = {letter for letter in plain if letter.isascii() and letter.isalpha()}
    if "0" in plain or "#" in plain or not letters & {"y", "e"} or letters - {"y", "e", "m"}:
        return None
    return Shown.month if "m" in letters else Shown.year


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
