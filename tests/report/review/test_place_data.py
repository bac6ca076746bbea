"""A place is told by the file alone, and by what its kind of file has: lines and columns, cells, sheets."""

from typing import Any

import pytest

from compliance.errors import Place
from compliance.report.review.place_data import place_data


@pytest.mark.parametrize(
    ("place", "data"),
    [
        (Place("applications/a.yaml", 11, 7), {"file": "a.yaml", "line": 11, "column": 7}),
        (Place("a.jsonl", 3), {"file": "a.jsonl", "line": 3}),
        (Place("<stdin>"), {"file": "<stdin>"}),
        (Place("leads/leads.csv", 2, 28, True), {"file": "leads.csv", "cell": "AB2"}),
        (Place("leads/leads.xlsx!招商线索", 5, 9, True), {"file": "leads.xlsx", "sheet": "招商线索", "cell": "I5"}),
        (Place("leads.xlsx!招商线索", 5), {"file": "leads.xlsx", "sheet": "招商线索", "row": 5}),
        (Place("leads.ODS!a.xls!b"), {"file": "leads.ODS", "sheet": "a.xls!b"}),
        (Place("forms/a.docx", 3, table=2), {"file": "a.docx", "table": 2, "row": 3}),
        (Place("a.docx", paragraph=4), {"file": "a.docx", "paragraph": 4}),
        (Place("a.pdf", 3, page=1, table=2), {"file": "a.pdf", "page": 1, "table": 2, "row": 3}),
        (Place("a.pdf", 12, page=1), {"file": "a.pdf", "page": 1, "line": 12}),
        (Place("at once!.yaml", 1, 1), {"file": "at once!.yaml", "line": 1, "column": 1}),
    ],
)
def test_a_place_holds_what_its_kind_of_file_has_and_no_folder(place: Place, data: dict[str, Any]) -> None:
    assert place_data(place) == data
