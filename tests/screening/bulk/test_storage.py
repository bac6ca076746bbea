"""DuckDB reads files as Polars does."""

from pathlib import Path

import pytest

from compliance.intake.leads.leads import read_leads
from compliance.rulebook.load import load_rulebook
from tests.bulk import CODES, LOCAL, screened

BOOK = load_rulebook()


@pytest.mark.parametrize(
    "text",
    [
        "项目编号,用地面积(亩)\n'a',60\nb,约70\n",
        "项目编号,用地面积(亩)\na,60\n\nb,约70\nc,80\n",
        "项目编号, 用地面积(亩) \na,60\n",
        "项目编号,用地面积(亩)\r\na,60\r\n",
    ],
)
def test_duckdb_reads_csv_as_polars_does(text: str, tmp_path: Path) -> None:
    source = tmp_path / "leads"
    source.mkdir()
    (source / "a.csv").write_text(text, encoding="utf-8", newline="")
    read = list(read_leads(source / "a.csv", BOOK.vocabulary))
    for name in LOCAL:
        assert screened(source, tmp_path / name, name).equals(CODES[name].of_leads(read, "a.csv")), name
