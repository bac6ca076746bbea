"""What columns cannot hold is refused when the rules are lowered."""

from dataclasses import replace

import pytest

from compliance.engines.columnar.lowering import MOST_ROWS
from compliance.engines.columnar.program import Program
from compliance.errors import InputError
from tests.engines.columnar.comparison import BACKENDS, DAY
from tests.strategies import edition_of, make_rule


@pytest.mark.parametrize(
    "text",
    [
        "code = 'C31'",
        "agreed + 1 年 + 1 月 < agreed",
        "sum(floor_area * floor_area over building) > 1 平方米 * 1 平方米",
    ],
)
def test_what_columns_cannot_hold_is_refused_when_the_rules_are_lowered(text: str) -> None:
    edition = edition_of([make_rule(1, require=text)])
    with pytest.raises(InputError, match="CITY-1"):
        Program(edition, DAY, BACKENDS["polars"].dialect, any_records=True, details=True)


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_long_table_is_refused_when_the_rules_are_lowered(more: int, refused: bool) -> None:
    edition = edition_of([make_rule(1, require="least(code) > 20 万元/亩")])
    table = edition.rulebook.tables["least"]
    long = replace(table, rows=(table.rows[0],) * (MOST_ROWS + more))
    edition = replace(edition, rulebook=replace(edition.rulebook, tables={"least": long}))
    try:
        Program(edition, DAY, BACKENDS["polars"].dialect, any_records=True, details=True)
    except InputError as error:
        assert refused
        assert f"least, a table of more than {MOST_ROWS} rows" in str(error)
    else:
        assert not refused
