"""Read what a classification lists, such as the industries of a national standard."""

from collections.abc import Iterable

from compliance.errors import InputError, Place, Problem
from compliance.nodes.csv_rows import csv_rows
from compliance.text import Text
from compliance.vocabulary.fields import DIVISION, Classification
from compliance.vocabulary.folding import fold


def read_classification(
    id_: str,
    label: Text,
    lists: Text,
    at: Place,
    content: bytes,
    name: str,
    other_editions: Iterable[Classification] = (),
) -> Classification:
    """The classification whose file has that content: a header row, then the codes in the first column.

    The columns `section` and `name`, where there are any, have the letter and the name of each code.  `name` is the
    file as messages name it.
    Raises: InputError for a file that cannot be read, and for each row that has not as many cells as the header.
    """
    lines = [(place, cells) for place, cells in csv_rows(content, name) if cells]
    header = lines[0][1] if lines else []
    if problems := [Problem(place, _of_other_length(header)) for place, cells in lines if len(cells) != len(header)]:
        raise InputError(problems)
    rows = [cells for _, cells in lines[1:]]
    section, named = (header.index(column) if column in header else None for column in ("section", "name"))
    codes = [row[0] for row in rows]
    names = {} if named is None else {row[0]: row[named] for row in rows}
    return Classification(
        id=id_,
        label=label,
        lists=lists,
        at=at,
        codes=frozenset(code[:end] for code in codes for end in range(DIVISION, len(code) + 1)),
        names=names,
        sections={} if section is None else {row[0][:DIVISION]: row[section] for row in rows},
        other_editions=tuple(other_editions),
        named={fold(written): code for code, written in names.items()},
    )


def _of_other_length(header: list[str]) -> Text:
    return Text(f"此行须有 {len(header)} 列", f"this line must have {len(header)} columns")
