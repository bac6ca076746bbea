"""A project that stands in a ledger twice is counted once for certain, and named."""

from datetime import date
from pathlib import Path

from compliance.assessment.assess import assess
from compliance.assessment.attainment import Attainment
from compliance.assessment.repeated import with_repeats_open
from compliance.intake.progress_ledger import Ledger, read_ledger
from tests.rulebooks import shipped

DAY = date(2015, 12, 31)
HEAD = "项目编号,项目名称,建设单位,产业集聚区,是否拟入驻产业集聚区,总投资(亿元),实际开工日期"
ROW = "叶县产业集聚区,是,2,2015-03-01"


def ledger(folder: Path, *projects: str) -> Ledger:
    """The ledger of those projects, repeats left open."""
    (folder / "项目.csv").write_text("\n".join((HEAD, *(f"{one},{ROW}" for one in projects))), encoding="utf-8")
    (folder / "集聚区.csv").write_text("产业集聚区\n叶县产业集聚区\n", encoding="utf-8")
    return with_repeats_open(read_ledger(folder, shipped().vocabulary), shipped())


def starts(found: Ledger) -> Attainment:
    """How the starts of the year stand."""
    every = assess(shipped(), found.cases, DAY).attainments
    return next(a for a in every if a.rule.id == "PDS15-2.2.2-major-starts")


def test_the_second_may_or_may_not_count(tmp_path: Path) -> None:
    found = ledger(tmp_path, "P1,甲,甲公司", "P2,乙,乙公司", "P1,甲项目,甲公司")
    (measure,) = starts(found).measures
    assert measure.least is not None
    assert measure.most is not None
    assert (measure.least.amount, measure.most.amount) == (2, 3)
    (note,) = found.reading.notes
    assert str(note.place).endswith("项目.csv:4")
    assert "项目.csv:2 的“甲”项目编号相同" in note.message.zh
    assert "the same as '甲' at" in note.message.en


def test_the_same_name_and_applicant_is_named_with_what_they_are_called(tmp_path: Path) -> None:
    (note,) = ledger(tmp_path, "P1,甲,甲公司", "P2,甲,甲公司").reading.notes
    assert "项目名称、建设单位相同" in note.message.zh


def test_a_zone_holds_the_open_record_too(tmp_path: Path) -> None:
    found = ledger(tmp_path, "P1,甲,甲公司", "P1,甲,甲公司")
    (zone,) = found.of("zone")
    records = zone.data["projects"].value
    assert isinstance(records, tuple)
    assert [record.repeated for record in records] == [False, True]
    assert records[1] is found.records["project"][1]


def test_without_repeats_the_ledger_stays_as_it_is(tmp_path: Path) -> None:
    found = ledger(tmp_path, "P1,甲,甲公司", "P2,乙,乙公司")
    assert with_repeats_open(found, shipped()) is found
