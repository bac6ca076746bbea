"""Which sheets of a workbook are read as its ledger of leads, and what is said of the others."""

from collections.abc import Sequence
from typing import NamedTuple

from compliance.errors import Place, Problem
from compliance.intake.columns.mapping import ColumnMapping
from compliance.intake.rows.headed_table import HeadedTable
from compliance.intake.rows.skipped import SkippedRows
from compliance.intake.tables.suffixes import ALL_SHEETS
from compliance.text import Text


class ChosenSheets(NamedTuple):
    """The tables to read, in the order of the workbook, and notes on the others and on the mapping that was given."""

    tables: tuple[HeadedTable, ...]
    notes: tuple[Problem, ...]


def chosen_sheets(found: Sequence[HeadedTable], *, every: bool) -> ChosenSheets:
    """Of the tables that name fields the first, or with `every` those that list leads as the fullest of them does."""
    if not every:
        first, *others = found
        notes = (Problem(Place(other.table.file), _passed_over(first.table.name)) for other in others)
        return ChosenSheets((first,), (*notes, *first.mapping.notes, *first.mapping.absent))
    fullest = max(found, key=lambda headed: len(headed.mapping.used))
    chosen = tuple(headed for headed in found if _is_alike(headed.mapping, fullest.mapping))
    others = [headed for headed in found if not _is_alike(headed.mapping, fullest.mapping)]
    return ChosenSheets(
        chosen,
        (
            *(Problem(Place(other.table.file), _unlike(fullest.table.name)) for other in others),
            *(Problem(Place(headed.table.file), _EMPTY) for headed in chosen if _is_empty(headed)),
            *dict.fromkeys(note for headed in chosen for note in headed.mapping.notes),
            *_absent_from_all([headed.mapping for headed in chosen]),
        ),
    )


def _is_alike(mapping: ColumnMapping, fullest: ColumnMapping) -> bool:
    """Whether a sheet lists what the fullest does: with what every lead needs, and half of its columns at least.

    A list of buildings, or of sums by county, shares a few columns with a ledger of leads and is none.
    """
    own, of_fullest = (
        {column.field.id: column.field for column in one.used if column.field} for one in (mapping, fullest)
    )
    shared = own.keys() & of_fullest.keys()
    return 2 * len(shared) >= len(of_fullest) and all(id_ in own for id_, one in of_fullest.items() if one.required)


def _is_empty(headed: HeadedTable) -> bool:
    return next(headed.below(SkippedRows()), None) is None


def _absent_from_all(mappings: Sequence[ColumnMapping]) -> tuple[Problem, ...]:
    """What the given mapping says of columns that no sheet has."""
    first, *others = mappings
    places = [{problem.place for problem in mapping.absent} for mapping in others]
    return tuple(problem for problem in first.absent if all(problem.place in absent for absent in places))


def _passed_over(read: str) -> Text:
    zh = f"也像台账;本次只读“{read}”。各表一并读取请用 --sheet {ALL_SHEETS},只读此表请用 --sheet 指定"
    en = f"looks like a ledger too; only {read!r} is read. --sheet {ALL_SHEETS} reads all, --sheet NAME this one"
    return Text(zh, en)


def _unlike(fullest: str) -> Text:
    zh = f"列与“{fullest}”相差太多,不是同类台账,未读取;如需读取请用 --sheet 指定"
    en = f"its columns differ too much from those of {fullest!r}: another kind of list, not read; --sheet reads it"
    return Text(zh, en)


_EMPTY = Text("有表头,表头以下没有内容", "headings, and nothing below them")
