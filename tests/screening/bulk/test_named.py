"""Of the names in findings, those that a lead has are found among outcomes, whichever library holds them."""

import polars as pl
import pytest

from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.engines.columnar.encoding import ROW
from compliance.screening.bulk.named import named_in
from compliance.screening.bulk.outcome_table import FILE, ID

OUTCOMES = pl.DataFrame(
    {
        FILE: ["a.xlsx!线索", "a.xlsx!线索", "a.xlsx!西区", "b.csv", "b.csv"],
        ROW: [2, 3, 3, 4, 5],
        ID: ["A1", None, "A3", None, "A5"],
    },
    schema={FILE: pl.String, ROW: pl.Int32, ID: pl.String},
)
NAMED = {"A1", "线索!3", "西区!3", "4"}
# No such id; rows of other sheets; the number of a row that has an id; a file is no sheet.
NOT_NAMED = {"A9", "西区!2", "5", "b.csv!4", "!4"}


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
def test_a_lead_is_named_by_its_id_or_its_row_or_its_sheet_and_row(backend: Polars | DuckDB) -> None:
    assert named_in(backend.lazy(OUTCOMES), NAMED | NOT_NAMED, backend) == NAMED


def test_without_findings_nothing_is_read() -> None:
    frame = Polars().lazy(OUTCOMES.drop(ID))
    assert named_in(frame, frozenset(), Polars()) == set()
