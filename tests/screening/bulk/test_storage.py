"""DuckDB reads files as Polars does."""

from pathlib import Path

import pytest

from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook
from tests.bulk import LOCAL, codes_of, screened


@pytest.mark.parametrize(
    "text",
    [
        "项目编号,用地面积(亩)\n'a',60\nb,约70\n",
        "项目编号,用地面积(亩)\na,60\n\nb,约70\nc,80\n",
        "项目编号, 用地面积(亩) \na,60\n",
        "项目编号,用地面积(亩)\r\na,60\r\n",
    ],
)
def test_duckdb_reads_csv_as_polars_does(rulebook: Rulebook, text: str, tmp_path: Path) -> None:
    source = tmp_path / "leads"
    source.mkdir()
    (source / "a.csv").write_text(text, encoding="utf-8", newline="")
    read = list(read_leads(source / "a.csv", rulebook.vocabulary))
    for name in LOCAL:
        assert screened(source, tmp_path / name, name).equals(codes_of(name).of_leads(read, "a.csv")), name
