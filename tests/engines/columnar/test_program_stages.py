"""A program for leads of which none shows its stage says what the general one says."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from compliance.case import Case
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.outcomes import Status, VerdictRank
from compliance.engines.columnar.program import STAGE, VERDICT, Program, fields_read, stage_fields
from compliance.intake.leads.leads import read_leads
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Edition, Rulebook
from compliance.vocabulary.stages import StageAsked
from tests.engines.columnar.comparison import BACKENDS, DAY
from tests.rulebooks import rule, write_rulebook

VOCABULARY = """
subjects:
  project: {label: {zh: 项目, en: Project}, reviewed: true}
stages:
  - {id: lead, label: {zh: 线索, en: Lead}, screened: true}
  - {id: application, label: {zh: 申请, en: Application}, reviewed: true}
  - {id: land, label: {zh: 供地, en: Land}, reached: REACHED}
project:
  name: {kind: text, stage: lead, label: {zh: 项目名称, en: Project name}, required: true}
  in_zone: {kind: bool, stage: lead, label: {zh: 是否入驻, en: In the zone}}
  land_area: {kind: number, stage: land, unit: 亩, label: {zh: 用地面积, en: Site area}}
  granted: {kind: bool, stage: land, label: {zh: 是否已供地, en: Land granted}}
"""
BY_GRANT, BY_DAY = "granted", "as_of >= date('2015-06-01')"
INFER = """
infer:
  - {field: granted, value: true, when: in_zone, why: {zh: 已入驻, en: It is in the zone}}
"""


class Said(NamedTuple):
    """What a program says of one case; a program has columns of its own, by which fields some case may lack."""

    stage: int
    verdict: VerdictRank
    statuses: Mapping[str, Status]
    missing: frozenset[str]
    doubts: frozenset[str]


def said(name: str, edition: Edition, cases: Iterable[Case], asked: StageAsked, *, one_stage: bool) -> list[Said]:
    """What a program says of cases, in their order."""
    backend, frames = BACKENDS[name], frames_of(enumerate(cases), fields_read(edition))
    program = Program(
        edition,
        DAY,
        backend.dialect,
        any_records=frames.records is not None,
        details=True,
        asked=asked,
        one_stage=one_stage,
    )
    found = backend.run(program, frames.cases, frames.records).sort("row")
    return [
        Said(
            row[STAGE],
            VerdictRank(row[VERDICT]),
            {id_: Status(row[column]) for id_, column in program.rules.items()},
            frozenset(path for path, column in program.missing.items() if row[column]),
            frozenset(id_ for id_, column in program.doubts.items() if row[column]),
        )
        for row in found.iter_rows(named=True)
    ]


@pytest.mark.parametrize(
    ("name", "stage"),
    [("polars", "lead"), ("polars", "application"), ("polars", "land"), ("polars", "operation"), ("duckdb", "land")],
)
def test_leads_that_show_no_stage_come_out_alike_by_both_programs(rulebook: Rulebook, name: str, stage: str) -> None:
    edition = rulebook.edition(DAY).about("project")
    telling = {field.id for field in stage_fields(rulebook)}
    leads = read_leads(Path("examples/leads/leads.xlsx"), rulebook.vocabulary)
    silent = [lead.case for lead in leads if not telling & set(lead.case.data)]
    assert len(silent) > 20
    at = rulebook.vocabulary.stages.named(stage)
    assert at is not None
    asked = StageAsked(at, unless_stated=stage == "lead")
    alone = said(name, edition, silent, asked, one_stage=True)
    assert alone == said(name, edition, silent, asked, one_stage=False)
    assert {one.stage for one in alone} == {at.place}
    assert any(one.missing for one in alone)


@pytest.mark.parametrize("name", BACKENDS)
@pytest.mark.parametrize(
    ("reached", "infer", "at"),
    [(BY_GRANT, "", "lead"), (BY_GRANT, INFER, "land"), (BY_DAY, "", "land")],
    ids=["nothing shows it", "it is inferred", "it has come for all"],
)
def test_a_stage_that_nobody_states_may_still_be_reached(
    tmp_path: Path, name: str, reached: str, infer: str, at: str
) -> None:
    home = write_rulebook(tmp_path, f"rules:\n{rule('CITY-1', 'require: land_area >= 50 亩')}")
    (home / "vocabulary.yaml").write_text(VOCABULARY.replace("REACHED", reached) + infer, encoding="utf-8")
    (tmp_path / "leads.csv").write_text("项目名称,是否入驻\n甲,是\n", encoding="utf-8")
    book = load_rulebook(home)
    asked = book.vocabulary.stages.for_screening(None)
    assert asked is not None
    cases = [lead.case for lead in read_leads(tmp_path / "leads.csv", book.vocabulary)]
    # What comes with the land is asked for when the land has come, and not before.
    expected = {"lead": (0, Status.DEFERRED), "land": (2, Status.UNDETERMINED)}[at]
    for one_stage in (True, False):
        (found,) = said(name, book.edition(DAY), cases, asked, one_stage=one_stage)
        assert (found.stage, found.statuses["CITY-1"]) == expected
