"""A table with its headings found, and the field under each of its columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from compliance.errors import Place, Problem
from compliance.intake.columns.form_shape import is_form
from compliance.intake.columns.header_rows import LOOKED, Headings, find_headings
from compliance.intake.columns.mapping import ColumnMapping
from compliance.intake.columns.mapping_file import GivenMapping
from compliance.intake.columns.matching import match_columns
from compliance.intake.columns.meaning import LONGEST, field_named, names_a_field, tidy
from compliance.intake.rows.sections import column_of_numbers
from compliance.intake.rows.skipped import FAULTS, SkippedRows, SkipReason, listed, runs_of
from compliance.intake.tables.table import BLANKS, Row, Table, is_blank
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.folding import fold

_FEW = 6  # headings of a ledger name more fields, those of a form fewer in any three rows
_OF_FORM = 60  # a form has hardly more rows


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """A table, its headings, and the fields under them; no `head` where the format names the columns, or none do.

    `numbers` is the column that numbers the rows, from 0; None where none does.
    """

    table: Table
    head: Headings | None
    mapping: ColumnMapping
    numbers: int | None = None

    @property
    def top(self) -> int:
        """The number of the last row of the headings; 0 where there are none."""
        return self.head.last + 1 if self.head is not None else 0

    def below(self, skipped: SkippedRows) -> Iterator[Row]:
        """The rows below the headings; what stands above them is noted as skipped."""
        rows = self.table.rows()
        if self.head is not None:
            for row in islice(rows, self.top):
                if row.number <= self.head.first and not is_blank(row.values):
                    skipped.add(SkipReason.titles, row.number)
        return rows

    def notes(self) -> Iterator[Problem]:
        """Hidden rows and columns, and columns that hold something below a blank heading."""
        yield from self._of_marks()
        yield from self._of_blank_headings()

    def _of_marks(self) -> Iterator[Problem]:
        file, marks = self.table.file, self.table.marks
        if hidden := [row for row in marks.rows if row > self.top]:
            rows = listed(runs_of(hidden))
            zh = f"第 {rows.zh} 行({len(hidden)} 行)被隐藏,照常读取"
            en = f"rows {rows.en} ({len(hidden)}) are hidden; they are read"
            yield Problem(Place(file), Text(zh, en))
        for column in marks.columns[:FAULTS]:
            at = Place(file, max(self.top, 1), column, True)
            yield Problem(at, Text("此列被隐藏,照常读取", "the column is hidden; it is read"))

    def _of_blank_headings(self) -> Iterator[Problem]:
        if self.head is None:
            return
        below = list(islice(self.table.rows(), self.top, self.top + LOOKED))
        for column in range(max((len(row.values) for row in below), default=0)):
            text = self.head.texts[column] if column < len(self.head.texts) else ""
            if not text and any(column < len(row.values) and row.values[column] not in BLANKS for row in below):
                at = Place(self.table.file, self.top, column + 1, True)
                yield Problem(at, Text("此列没有列名,未读取", "the column has no heading and is not read"))


def is_of_one_project(headed: HeadedTable, vocabulary: Vocabulary, subject: str) -> bool:
    """Whether a table whose headings seem to be found is a form: a label beside each value."""
    if headed.head is None or headed.head.known > _FEW:
        return False

    @cache
    def field_of(cell: object) -> str | None:
        return field_named(vocabulary, subject, cell) if isinstance(cell, str) and len(cell) <= LONGEST else None

    return is_form([row.values for row in islice(headed.table.rows(), _OF_FORM)], field_of)


def find_columns(table: Table, vocabulary: Vocabulary, subject: str, given: GivenMapping | None = None) -> HeadedTable:
    """The table with the columns that mean fields of a subject; with none of them if no row names any.

    Raises: InputError if the given mapping does not suit the columns.
    """
    if table.keys is not None:
        return HeadedTable(table, None, match_columns(table.keys, vocabulary, given, subject=subject))
    keys = [column.key for column in given.columns] if given is not None else []
    ours = {fold(key.rpartition("@")[0] or key).rpartition("/")[2] for key in keys}

    @cache
    def knows(cell: object) -> bool:
        text = tidy(cell)
        return bool(text) and (fold(text) in ours or names_a_field(vocabulary, subject, text))

    rows = [[cell if isinstance(cell, str) else "" for cell in row.values] for row in islice(table.rows(), LOOKED)]
    head = find_headings(rows, knows, table.merges)
    if head is None:
        return HeadedTable(table, None, ColumnMapping(()))
    mapping = match_columns(head.texts, vocabulary, given, subject=subject, groups=head.groups, units=head.units)
    headings = {column.index: column.heading for column in mapping.columns}
    return HeadedTable(table, head, mapping, column_of_numbers(headings, islice(table.rows(), head.last + 1, None)))
