"""The verdicts on the example ledger, row by row, as they were thought out before the program was asked.

At a first look only what is banned whatever comes later can be decided. By 二(六)4 and 国发〔2013〕41号 a cement mill (3011)
may not add capacity but for a confirmed replacement plan; coking (2520) is of the coal chemicals on the lists of 2009 and
2010, and whether 二(六)4 means those lists a person says of a project in a zone; everything else in the ledger is on no list. All zones are named and registered, none is the
downgraded one, and all counties are of the city.
"""

from pathlib import Path

import pytest

from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.intake.leads.leads import read_leads
from compliance.review.decision import Verdict
from compliance.screening.screener import Screener
from tests.ledgers import DAY
from tests.rulebooks import shipped

COKING, CEMENT = "2520", "3011"


def expected(code: str, *, adds_capacity: bool) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict on a lead of that industry, and the fields that are asked."""
    if code == COKING:
        return Verdict.REFERRED, ()
    if code == CEMENT and adds_capacity:
        return Verdict.UNDETERMINED, ("capacity_replacement",)
    return Verdict.PASS, ()


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
def test_every_row_has_the_verdict_that_an_expert_would_give(backend: Polars | DuckDB) -> None:
    vocabulary = shipped().vocabulary
    leads = list(read_leads(Path("examples/leads/leads.xlsx"), vocabulary))
    asked = vocabulary.stages.for_screening(None)
    results = Screener(shipped(), DAY, backend, asked=asked).screen(leads)
    found = {result.id: (result.verdict, result.missing) for result in results}
    wanted = {}
    for lead in leads:
        code, adds = str(lead.case.data["industry_code"].value), lead.case.data["adds_capacity"].value is True
        wanted[lead.id] = expected(code, adds_capacity=adds)
    assert found == wanted
    assert len(found) == 30
    assert [id_ for id_, (verdict, _) in found.items() if verdict is Verdict.REFERRED] == [
        "ZS2015-009",
        "ZS2015-019",
        "ZS2015-029",
    ]
    assert [id_ for id_, (verdict, _) in found.items() if verdict is Verdict.UNDETERMINED] == ["ZS2015-020"]
