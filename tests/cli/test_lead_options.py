"""One row of a ledger is reviewed, and its columns are shown and saved."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import ROOT


def review(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`compliance review` with those arguments."""
    command = [sys.executable, "-m", "compliance", "review", *arguments]
    return subprocess.run(command, capture_output=True, cwd=ROOT, encoding="utf-8", check=False)


EXAMPLE = "examples/leads/leads.xlsx"


def test_one_row_of_a_ledger_is_reviewed_by_row_or_by_id() -> None:
    by_row = review(EXAMPLE, "--row", "5", "--format", "json", "--as-of", "2015-06-01")
    by_id = review(EXAMPLE, "--id", "ZS2015-001", "--format", "json", "--as-of", "2015-06-01")
    assert by_row.stdout == by_id.stdout
    report = json.loads(by_row.stdout)
    assert report["subject"]["id"] == "ZS2015-001"
    places = [e["at"] for f in report["findings"] for e in f["evidence"] if e["field"] == "industry_code"]
    assert {"file": Path(EXAMPLE).name, "sheet": "招商线索", "cell": "H5"} in places
    assert by_row.returncode in (0, 1, 3)
    told = "".join(review(EXAMPLE, "--row", "5", "--as-of", "2015-06-01", "--full").stdout.split())
    assert f"国民经济行业代码3311(填报内容:C3311)[{EXAMPLE}!招商线索!H5]" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([EXAMPLE], "--row"),
        ([EXAMPLE, "--row", "17"], "row 17 is no lead: totals"),
        ([EXAMPLE, "--row", "999"], "row 999 is no lead"),
        ([EXAMPLE, "--row", "4"], "row 4 is no lead"),
        ([EXAMPLE, "--id", "nobody"], "no id 'nobody'"),
        ([EXAMPLE, "examples/feiyu-gis.yaml", "--row", "5"], "one ledger, alone"),
        ([EXAMPLE, "--row", "5", "--mapping", "no.yaml"], "no such file"),
    ],
)
def test_a_row_that_is_no_lead_is_told(arguments: list[str], words: str) -> None:
    done = review(*arguments, "--lang", "en")
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_mapping_is_shown_and_saved(tmp_path: Path) -> None:
    saved = tmp_path / "map.yaml"
    shown = review(EXAMPLE, "--show-mapping", "--save-mapping", str(saved))
    assert shown.returncode == 0
    assert "用地情况/土地级别" in shown.stdout
    again = review(EXAMPLE, "--show-mapping", "--mapping", str(saved), "--format", "json")
    fields = [column["field"] for column in json.loads(again.stdout)["columns"]]
    assert "total_investment" in fields
