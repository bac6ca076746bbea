"""Leads that may be one and the same are named, over all chunks, sheets and a run that goes on."""

from pathlib import Path

from compliance.intake.leads.leads import read_leads
from compliance.intake.rows.repeats import Identity
from compliance.screening.repeated import keys_of, repeated
from tests.rulebooks import shipped

HEAD = "项目编号,项目名称,建设单位\n"


def told(folder: Path, *chunks: str) -> list[str]:
    """What is told of leads that stand in these chunks."""
    identity = Identity("project", shipped().vocabulary)
    paths = []
    for number, rows in enumerate(chunks):
        ledger, path = folder / f"{number}.csv", folder / f"keys-{number}.parquet"
        ledger.write_text(HEAD + rows, encoding="utf-8")
        keys_of(list(read_leads(ledger, shipped().vocabulary)), identity).write_parquet(path)
        paths.append(path)
    return [note.line("en") for note in repeated(paths, identity, "leads.csv")]


def test_the_same_id_and_the_same_name_and_applicant_are_told_by_their_rows(tmp_path: Path) -> None:
    rows = "P1,甲,甲公司\nP2,乙,乙公司\nP1,甲二,甲公司\nP3,乙,乙公司\n"
    assert told(tmp_path, rows) == [
        "leads.csv:2: rows 2, 4 are the same by: Project id; decide whether they are one project",
        "leads.csv:3: rows 3, 5 are the same by: Project name, Applicant; decide whether they are one project",
    ]


def test_over_chunks_too(tmp_path: Path) -> None:
    assert told(tmp_path, "P1,甲,甲公司\n", "P1,乙,乙公司\n") == [
        "leads.csv:2: rows 2, 2 are the same by: Project id; decide whether they are one project"
    ]


def test_of_many_groups_and_of_many_rows_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    many = told(tmp_path, "".join(f"P{n % 30},项目{n},公司{n}\n" for n in range(60)) + "P0,又,某\n" * 30)
    assert len(many) == 21
    assert many[-1] == "leads.csv: 10 more groups of leads are the same by: Project id"
    assert many[0].endswith("and 12 more are the same by: Project id; decide whether they are one project")


def test_nothing_is_told_of_leads_without_ids(tmp_path: Path) -> None:
    assert told(tmp_path, ",甲,\n,甲,\n") == []
    assert repeated([], Identity("project", shipped().vocabulary), "leads.csv") == ()
