"""Which leads of a table of outcomes persons found something of, by what findings call them."""

from collections.abc import Set

import narwhals as nw

from compliance.engines.columnar.backends import Backend
from compliance.engines.columnar.derived_columns import Frame
from compliance.engines.columnar.encoding import ROW
from compliance.facts import rows_named
from compliance.screening.bulk.outcome_table import FILE, ID


def named_in(outcomes: Frame, names: Set[str], backend: Backend) -> set[str]:
    """Those of the names that a lead has: its id, its row where it has no id, or its sheet and row."""
    if not names:
        return set()
    asked = nw.col(ID).is_in(list(names)) | nw.col(ROW).is_in(rows_named(names))
    leads = backend.collect(outcomes.filter(asked).select(FILE, ROW, ID).unique())
    found: set[str] = set()
    for file, row, id_ in leads.iter_rows():
        sheet = str(file).partition("!")[2]
        found |= {str(row) if id_ is None else id_, *([f"{sheet}!{row}"] if sheet else [])}
    return found & names
