"""Workbooks that were made as forms: their blanks by the names that the workbook defines for cells."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from compliance.errors import Place
from compliance.intake.cells import as_written
from compliance.intake.forms.filled import Content, FilledForm, Stray
from compliance.intake.forms.marks import FormMark, digest_of, form_mark, is_mark
from compliance.intake.forms.office_file import FAULTS, opened, properties_of, tree_of
from compliance.intake.tables.table import BLANKS, Row, Table
from compliance.source import Source

MOST_STRAYS = 50
_LONGEST = 200
_CELL = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[0-9]{1,7})\b"
)


class _Spot(NamedTuple):
    sheet: str
    row: int
    column: int


def mark_of_workbook(source: Source) -> FormMark | None:
    """What a workbook says of itself if it was made as a form; None for another, and for what is none."""
    try:
        with opened(source) as archive:
            return form_mark(properties_of(archive, source.name))
    except FAULTS:
        return None


def read_marked_workbook(source: Source, mark: FormMark) -> FilledForm:
    """What stands in a workbook of that mark.  Raises: InputError if it cannot be read."""
    from compliance.intake.tables.workbook import read_workbook

    with opened(source) as archive:
        named = dict(_names(tree_of(archive, "xl/workbook.xml", source.name)))
    contents: dict[str, list[Content]] = {}
    strays: list[Stray] = []
    percents, starts_1904 = False, None
    for table in read_workbook(source, None):
        percents, starts_1904 = table.percents, table.starts_1904
        marks = {(spot.row, spot.column): names for spot, names in named.items() if spot.sheet == table.name}
        after = ""
        for row in _rows(table, max((row for row, _ in marks), default=0)):
            for column, content in _cells(table, row, marks):
                if names := marks.get((row.number, column)):
                    after = names[0]
                    for name in names:
                        contents.setdefault(name, []).append(content)
                elif len(strays) < MOST_STRAYS and _is_stray(content, mark):
                    strays.append(Stray(as_written(content.raw)[:_LONGEST], content.at, after))
    return FilledForm(mark, contents, tuple(strays), Place(source.name), starts_1904, percents)


def _names(workbook: etree._Element) -> Iterator[tuple[_Spot, list[str]]]:
    """The cells that the marks of blanks name, each with its marks; a name whose cell was deleted names none."""
    found: dict[_Spot, list[str]] = {}
    for defined in workbook.iter("{*}definedName"):
        name, match = defined.get("name", ""), _CELL.match((defined.text or "").strip())
        if match is None or not is_mark(name):
            continue
        sheet = match["plain"] or match["quoted"].replace("''", "'")
        column = 0
        for letter in match["column"]:
            column = 26 * column + ord(letter) - ord("A") + 1
        found.setdefault(_Spot(sheet, int(match["row"]), column), []).append(name)
    yield from found.items()


def _rows(table: Table, last: int) -> Iterator[Row]:
    """The rows of a sheet, as far as the last blank at least."""
    number = 0
    for row in table.rows():
        number = row.number
        yield row
    for further in range(number + 1, last + 1):
        yield Row(further, ())


def _cells(table: Table, row: Row, marks: dict[tuple[int, int], list[str]]) -> Iterator[tuple[int, Content]]:
    """The cells of a row that hold something or are blanks of the form, from the left."""
    own = {column for number, column in marks if number == row.number}
    for column in range(1, max([len(row.values), *own]) + 1):
        raw = row.values[column - 1] if column <= len(row.values) else None
        if column in own or raw not in BLANKS:
            # A cell that looks blank may be a formula without its result.
            fault = row.fault or (table.marks.empty or {}).get((row.number, column))
            yield column, Content(raw, table.at(row.number, column), fault)


def _is_stray(content: Content, mark: FormMark) -> bool:
    words = as_written(content.raw).strip()
    return bool(words) and digest_of(words) not in mark.own
