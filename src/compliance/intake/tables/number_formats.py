"""How a spreadsheet shows the number of a cell, where that says more than the number: a percentage, a unit."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from xml.etree import ElementTree as ET

from compliance.quantity.units import QuantityError, unit

_ASIDE = re.compile(r'\[[^\]]*\]|"[^"]*"|[\\!].|[_*].')  # colours, words and blanks of a format
LONGEST = 255  # characters of a format: no spreadsheet has longer ones

_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
_SCALED = re.compile(r"[0#?],+(?![0#?.,])")
_WITH_WORDS = re.compile(r"(约?)[#,0?.]*[0#?](?:\.[0#?]+)?(\D{1,8})")
_MANY = ("万", "亿")
_OF_DAYS = ("年", "月", "日")


class Shown(StrEnum):
    """What a number is shown as; `scaled` is a thousandth of it, or a thousandth of that."""

    percent = "percent"
    month = "month"
    year = "year"
    scaled = "scaled"


class ShownWith(NamedTuple):
    """What is shown before and behind a number: 500万元 of 500."""

    before: str
    behind: str


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
    shown: Shown | ShownWith


class ShownRuns:
    """Gathers cells that are given row by row, those below one another that are shown alike as one."""

    def __init__(self) -> None:
        self._columns: dict[int, list[ShownCells]] = {}

    def add(self, column: int, row: int, shown: Shown | ShownWith) -> None:
        """Take in a further cell."""
        runs = self._columns.setdefault(column, [])
        if runs and runs[-1].shown == shown and runs[-1].last == row - 1:
            runs[-1] = runs[-1]._replace(last=row)
        else:
            runs.append(ShownCells(column, row, row, shown))

    @property
    def cells(self) -> tuple[ShownCells, ...]:
        """Those cells, column by column."""
        return tuple(one for runs in self._columns.values() for one in runs)


def shown_by_style(styles: bytes) -> Mapping[int, Shown | ShownWith]:
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
    found: dict[int, Shown | ShownWith] = {}
    for place, style in enumerate(cells):
        id_ = int(style.get("numFmtId", "0"))
        shown = shown_of(id_, codes.get(id_))
        if shown is not None:
            found[place] = shown
    return found


def shown_of(number: int, code: str | None) -> Shown | ShownWith | None:
    """What the format of that number shows a number as; None of an ordinary one.  `code` is None of a built-in one."""
    return _BUILT_IN.get(number) if code is None else _of_code(code)


def _of_code(code: str) -> Shown | ShownWith | None:
    if len(code) > LONGEST:
        return None
    first = code.partition(";")[0]
    plain = _ASIDE.sub("", first).lower()
    if "%" in plain:
        return Shown.percent
    if _SCALED.search(plain):
        return Shown.scaled
    if (words := _words(first)) is not None:
        return words
    letters = {letter for letter in plain if letter.isascii() and letter.isalpha()}
    if "0" in plain or "#" in plain or not letters & {"y", "e"} or letters - {"y", "e", "m"}:
        return None
    return Shown.month if "m" in letters else Shown.year


def _words(code: str) -> ShownWith | None:
    """What a format shows around a number, where that is a unit behind it."""
    whole = _LITERAL.sub(lambda match: match[1] or match[2] or "", re.sub(r"\[[^\]]*\]|[_*].", "", code))
    match = _WITH_WORDS.fullmatch(whole.replace("General", "0").strip())
    if match is None or match[2] in _OF_DAYS:
        return None
    try:
        known = match[2] in _MANY or unit(match[2]).symbol not in ("", "%")
    except QuantityError:
        return None
    return ShownWith(match[1], match[2]) if known else None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
