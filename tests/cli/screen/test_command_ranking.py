"""Leads are ranked by the points of the plan's own priorities."""

import csv
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from compliance.cli.main import run
from tests.ranked import ranked_ledger
from tests.rulebooks import shipped

DAY = date(2015, 12, 31)
KEY, CHAIN, STOCK = "PDS15-2.2.2-city-key-project", "PDS15-2.2.4-chain-extension", "PDS15-2.6.3-existing-land"
INVESTOR, LEADING = "PDS15-2.2.4-directed-promotion", "PDS15-2.6.4-leading-industry"


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """The ledger to rank."""
    return ranked_ledger(tmp_path)


def ranked(leads: Path, output: Path, *options: str) -> int:
    """The exit code of a ranked screening in English."""
    return run(["screen", str(leads), "-o", str(output), "--rank", "--as-of", str(DAY), "--lang", "en", *options])


def test_more_points_come_first_and_refused_leads_last(leads: Path, tmp_path: Path) -> None:
    assert ranked(leads, tmp_path / "out.parquet", "-q") == 0
    found = pl.read_parquet(tmp_path / "out.parquet")
    assert found.select("rank", "id", "points").rows() == [
        (1, "both", 3),
        (2, "stock", 1),
        (2, "same", 1),
        (4, "none", 0),
        (5, "polluting", 4),
    ]
    assert found["priorities"].to_list()[0] == [INVESTOR, CHAIN, STOCK]
    assert set(found["unsettled"].to_list()[1]) == {LEADING, INVESTOR, CHAIN}


def test_points_change_no_verdict(leads: Path, tmp_path: Path) -> None:
    assert ranked(leads, tmp_path / "ranked.parquet", "-q") == 0
    assert (
        run(["screen", str(leads), "-o", str(tmp_path / "plain.parquet"), "--as-of", str(DAY), "-q", "--lang", "en"])
        == 0
    )
    of_ranked, plain = (pl.read_parquet(tmp_path / f"{name}.parquet").sort("row") for name in ("ranked", "plain"))
    assert of_ranked.select(plain.columns).equals(plain)
    assert set(of_ranked.columns) - set(plain.columns) == {"rank", "points", "priorities", "unsettled"}


def test_the_workbook_tells_what_gave_points_and_whose_weights_they_are(leads: Path, tmp_path: Path) -> None:
    assert ranked(leads, tmp_path / "out.xlsx", "-q") == 0
    book = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    summary = {str(row[0]): str(row[1]) for row in book.get_sheet_by_name("Summary").to_python()}
    assert "points never change a verdict" in summary["Priority of leads"]
    head, first, *_ = book.get_sheet_by_name("Results").to_python()
    row = dict(zip(head, first, strict=True))
    assert (row["Rank"], row["Points"], row["Id"]) == (1, 3, "both")
    assert str(row["What gave points"]).split("\n")[-1] == f"{title(STOCK)} +1"


def title(id_: str) -> str:
    """The English title of a rule."""
    return next(rule.title.en for rule in shipped().rules if rule.id == id_)


def test_a_csv_has_the_ranks_and_a_resumed_run_too(leads: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    assert ranked(leads, output, "-q") == 0
    with output.open(encoding="utf-8", newline="") as stream:
        assert [row["rank"] for row in csv.DictReader(stream)] == ["1", "2", "2", "4", "5"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--compact", "parquet"), "--rank cannot go with --compact"),
        (("--pack", "national-land-control-2008"), "must have exactly one ranking (found: none)"),
    ],
)
def test_what_cannot_be_ranked_is_told(
    leads: Path, tmp_path: Path, options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ranked(leads, tmp_path / "out.csv", *options) == 2
    assert said in capsys.readouterr().err
