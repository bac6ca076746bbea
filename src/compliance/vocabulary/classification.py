"""Read what a classification lists, such as the industries of a national standard."""

import csv
from collections.abc import Iterable

from compliance.errors import Place
from compliance.text import Text
from compliance.vocabulary.fields import DIVISION, Classification
from compliance.vocabulary.folding import fold


def read_classification(
    id_: str, label: Text, lists: Text, at: Place, content: bytes, other_editions: Iterable[Classification] = ()
) -> Classification:
    """The classification whose file has that content: a header row, then the codes in the first column.

    The columns `section` and `name`, where there are any, have the letter and the name of each code.
    """
    header, *rows = csv.reader(content.decode("utf-8").splitlines())
    section, name = (header.index(column) if column in header else None for column in ("section", "name"))
    codes = [row[0] for row in rows if row]
    names = {} if name is None else {row[0]: row[name] for row in rows if row}
    return Classification(
        id=id_,
        label=label,
        lists=lists,
        at=at,
        codes=frozenset(code[:end] for code in codes for end in range(DIVISION, len(code) + 1)),
        names=names,
        sections={} if section is None else {row[0][:DIVISION]: row[section] for row in rows if row},
        other_editions=tuple(other_editions),
        named={fold(written): code for code, written in names.items()},
    )
