"""Each lead of a ledger is judged at its stage, or all of them at the one that is asked for."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from compliance.cli.main import run
from compliance.screening.screener import Screener
from tests.ledgers import DAY, STAGES, ledger, screened, staged_ledger
from tests.rulebooks import rule, write_rulebook


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """Leads at different stages."""
    return staged_ledger(tmp_path)


def stages_in(results: Path) -> dict[str, str]:
    """The stage of each lead by its id, as a file of results has it."""
    match results.suffix:
        case ".jsonl":
            rows = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
        case ".parquet":
            rows = pl.read_parquet(results).to_dicts()
        case ".csv":
            with results.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
        case _:
            head, *cells = CalamineWorkbook.from_path(results).get_sheet_by_name("Results").to_python()
            places = head.index("Id"), head.index("Stage")
            rows = [{"id": row[places[0]], "stage": row[places[1]]} for row in cells]
    return {row["id"]: row["stage"] for row in rows}


LABELS = {"lead": "Lead", "application": "Application", "land": "Land supply", "construction": "Construction"}


@pytest.mark.parametrize(
    ("suffix", "engine"),
    [("jsonl", "polars"), ("parquet", "polars"), ("csv", "polars"), ("xlsx", "polars"), ("jsonl", "duckdb")],
)
def test_each_lead_is_judged_at_the_stage_that_it_states_or_has_reached(
    leads: Path, tmp_path: Path, suffix: str, engine: str
) -> None:
    output = tmp_path / f"results.{suffix}"
    assert screened(leads, output, "--engine", engine, "--lang", "en") == 0
    expected = {id_: LABELS[stage] for id_, stage in STAGES.items()} if suffix == "xlsx" else STAGES
    assert stages_in(output) == expected


@pytest.mark.parametrize("name", ["land", "供地", "Land supply", "land supply"])
def test_a_stage_that_is_asked_for_is_that_of_all_leads_but_those_that_are_further(
    leads: Path, tmp_path: Path, name: str
) -> None:
    assert screened(leads, tmp_path / "results.jsonl", "--stage", name) == 0
    assert stages_in(tmp_path / "results.jsonl") == dict.fromkeys(STAGES, "land") | {"started": "construction"}


@pytest.mark.parametrize("compact", [(), ("--compact", "parquet")])
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "zh",
            "没有阶段“签约”,现有:招商线索(lead)、入驻申请(application)、供地(land)、建设(construction)、投产(operation)",
        ),
        ("en", "no stage '签约'; known: lead (Lead), application (Application), land (Land supply)"),
    ],
)
def test_a_stage_that_there_is_not_is_answered_with_those_there_are(
    leads: Path, tmp_path: Path, compact: tuple[str, ...], lang: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert screened(leads, tmp_path / "results.jsonl", "--stage", "签约", "--lang", lang, *compact) == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["staged.csv"]


@pytest.mark.parametrize(("lang", "said"), [("zh", "没有列出阶段"), ("en", "lists no stages; ask for none")])
def test_a_rulebook_without_stages_judges_as_if_everything_were_due_and_takes_no_stage(
    tmp_path: Path, lang: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "leads.csv").write_text("项目名称,用地面积\n甲,40\n乙,\n", encoding="utf-8")
    write_rulebook(tmp_path / "rules", f"rules:\n{rule('CITY-1', 'require: land_area >= 50 亩')}")
    asked = ["screen", str(tmp_path / "leads.csv"), "-o", str(tmp_path / "r.jsonl"), "--as-of", "2015-06-01", "-q"]
    asked += ["--rules", str(tmp_path / "rules"), "--lang", lang]
    assert run([*asked, "--stage", "lead"]) == 2
    assert said in capsys.readouterr().err
    assert run(asked) == 0
    results = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert [(result["verdict"], result["stage"], result["missing"]) for result in results] == [
        ("conditional", "", []),
        ("undetermined", "", ["land_area"]),
    ]
    assert run([*asked[:3], str(tmp_path / "r.xlsx"), *asked[4:]]) == 0


@pytest.mark.parametrize("compact", [(), ("--compact", "parquet")])
@pytest.mark.parametrize(("first", "then"), [((), ("--stage", "lead")), (("--stage", "land"), ())])
def test_a_run_is_not_continued_at_another_stage(
    tmp_path: Path,
    compact: tuple[str, ...],
    first: tuple[str, ...],
    then: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    source, output = ledger(tmp_path), tmp_path / ("out" if compact else "results.csv")
    with pytest.MonkeyPatch.context() as patch:

        def stopped(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(Screener, "screen", stopped)
        patch.setattr("compliance.screening.bulk.outcome_files.OutcomeFiles._keep", stopped)
        assert screened(source, output, *compact, *first) == 130
    assert screened(source, output, *compact, *then, "--resume") == 2
    assert "不能继续" in capsys.readouterr().err
    assert screened(source, output, *compact, *first, "--resume") == 0


def test_the_best_verdict_comes_first_whatever_the_points(leads: Path, tmp_path: Path) -> None:
    assert screened(leads, tmp_path / "results.parquet", "--rank") == 0
    verdicts = pl.read_parquet(tmp_path / "results.parquet")["verdict"].to_list()
    # Of those at the stage of a lead five have nothing against them, a person must decide on one, and one is not known;
    # further on everything lacks something; a ban that is known to be broken counts at any stage.
    assert verdicts == ["pass"] * 5 + ["referred"] + ["undetermined"] * 6 + ["fail"]


def test_the_hint_names_the_stage_at_which_a_review_says_the_same(
    leads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["screen", str(leads), "-o", str(tmp_path / "r.jsonl"), "--as-of", str(DAY), "--lang", "en"]) == 0
    said = "".join(capsys.readouterr().out.split())
    assert "compliancereviewLEDGER--rowROW--stageSTAGE--as-ofDAY" in said
    for row in map(json.loads, (tmp_path / "r.jsonl").read_text("utf-8").splitlines()):
        asked = ["--row", str(row["row"]), "--stage", row["stage"], "--as-of", str(DAY), "--format", "json"]
        run(["review", str(leads), *asked])
        report = json.loads(capsys.readouterr().out)
        assert (report["verdict"], report["stage"]) == (row["verdict"], row["stage"])
