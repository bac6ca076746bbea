"""What a blank copy of a form says of the filled one: which cells are labels, and which are to be filled in."""

from collections.abc import Mapping
from pathlib import Path

from compliance.errors import InputError, Place, Problem
from compliance.intake.forms.boxes import has_boxes
from compliance.intake.forms.documents import DOCUMENTS, read_document
from compliance.intake.forms.grid import Grid, Paper
from compliance.intake.forms.values import is_unfilled
from compliance.intake.forms.workbook import paper_of
from compliance.intake.tables.open import open_tables
from compliance.source import source_of
from compliance.text import Text

_UNLIKE = Text(
    "表 {0} 与空白表的格子不同,此表未按空白表区分栏目",
    "table {0} is not divided as in the blank copy, and is read without it",
)
_NOTHING_ALIKE = Text(
    "与空白表没有一个相同的表格;请核对是否为同一版本",
    "no table is as in the blank copy; see whether it is of the same version",
)


def read_blank(path: str | Path) -> Paper:
    """What stands on the blank copy of a form.  Raises: InputError if it cannot be read."""
    source = source_of(path)
    if source.suffix in DOCUMENTS:
        return read_document(source)
    return paper_of(source, list(open_tables(source, None, None)))


def known_labels(
    paper: Paper, blank: Paper
) -> tuple[Mapping[int, Mapping[tuple[int, int], bool]], tuple[Problem, ...]]:
    """Of each cell of the tables that are divided as on the blank copy, whether it is a label there.

    Raises: InputError if no table is.
    """
    others = {grid.number: grid for grid in blank.grids}
    known = {
        grid.number: _of_table(grid, others[grid.number])
        for grid in paper.grids
        if _alike(grid, others.get(grid.number))
    }
    if not known and paper.grids:
        raise InputError([Problem(Place(paper.file), _NOTHING_ALIKE)])
    unlike = [grid.number for grid in paper.grids if grid.number not in known]
    notes = (Problem(Place(paper.file), Text(_UNLIKE.zh.format(one), _UNLIKE.en.format(one))) for one in unlike)
    return known, tuple(notes)


def _alike(grid: Grid, other: Grid | None) -> bool:
    if other is None:
        return False
    return [(one.row, one.slot) for one in grid.cells] == [(one.row, one.slot) for one in other.cells]


def _of_table(grid: Grid, blank: Grid) -> Mapping[tuple[int, int], bool]:
    return {
        (one.row, one.column): one.text == other.text and not other.is_empty and not _is_to_fill(other.text)
        for one, other in zip(grid.cells, blank.cells, strict=True)
    }


def _is_to_fill(text: str) -> bool:
    """Whether what the blank copy holds in a cell is to be filled in: boxes, a line, a unit behind a gap."""
    return has_boxes(text) or is_unfilled(text)
