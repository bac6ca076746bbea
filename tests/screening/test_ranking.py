"""Leads in the order of a ranking: points of the rules that grant them something, which change no verdict."""

import csv
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from compliance.cli.main import run
from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.errors import InputError
from compliance.intake.leads.leads import read_leads
from compliance.review.reviewer import Reviewer
from compliance.rulebook.load import load_rulebook
from compliance.screening.result import of_decision
from compliance.screening.screener import Screener
from tests.rulebooks import rule, write_rulebook

DAY = date(2015, 12, 31)
BOOK = load_rulebook()
HEADER = "项目编号,用地面积(亩),用地来源,总投资(亿元),所属产业集群,投资方类型,是否拟入驻产业集聚区,是否认定为重污染项目,产业链作用"
KEY, CHAIN, STOCK = "PDS15-2.2.2-city-key-project", "PDS15-2.2.4-chain-extension", "PDS15-2.6.3-existing-land"
INVESTOR, LEADING = "PDS15-2.2.4-directed-promotion", "PDS15-2.6.4-leading-industry"
ROWS = (
    "none,60,new,0.5,,,是,否,",
    "polluting,60,stock,2,steel_processing,global_500,是,是,extend",
    "stock,60,stock,0.5,,,是,否,",
    "both,约60,stock,0.5,,global_500,是,否,extend",
    "same,60,stock,0.5,,,是,否,",
)


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """A ledger whose best lead by points must be refused."""
    path = tmp_path / "leads.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    return path


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


@pytest.mark.parametrize("backend", [Polars(), DuckDB()], ids=["polars", "duckdb"])
def test_columns_give_the_points_that_reviews_give(leads: Path, backend: Polars | DuckDB) -> None:
    (ranking,) = BOOK.rankings
    read = list(read_leads(leads, BOOK.vocabulary))
    reviewer = Reviewer(BOOK)
    for lead, result in zip(read, Screener(BOOK, DAY, backend, ranking).screen(read), strict=True):
        expected = of_decision(lead, reviewer.review(lead.case, DAY, DAY), ranking.weights)
        assert (result.points, result.priorities, result.unsettled) == expected[-3:]


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
    return next(rule.title.en for rule in BOOK.rules if rule.id == id_)


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


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ("{rule: CITY-9, weight: 1}", "no rule 'CITY-9'"),
        ("{rule: CITY-1, weight: 1}", "it must be a rule that grants a project something"),
        ("{rule: CITY-2, weight: 1}, {rule: CITY-2, weight: 2}", "the rule 'CITY-2' stands twice"),
        ("{rule: CITY-2, weight: 0}", "weight"),
        ("{rule: CITY-2, weight: 1.5}", "weight"),
    ],
)
def test_a_wrong_ranking_is_refused_at_its_place(weights: str, said: str, tmp_path: Path) -> None:
    rules = rule("CITY-1", "require: in_zone") + rule("CITY-2", "grants: {zh: 甲, en: A}").replace(
        "condition", "priority"
    )
    entry = f"rankings:\n  - {{id: r, label: {{zh: 甲, en: A}}, weights: [{weights}], basis: {{zh: 甲, en: A}}}}\n"
    write_rulebook(tmp_path, entry + "rules:\n" + rules)
    with pytest.raises(InputError) as caught:
        load_rulebook(tmp_path)
    (problem,) = caught.value.problems
    assert said in problem.message.en
    assert problem.place.line == 2
