"""What open demands wait for is named once, what most wait for first."""

from pathlib import Path

from compliance.assessment.bodies import Kind, kinds_of
from compliance.assessment.run import LedgerJob, run_assessment
from compliance.report.assessment.waiting import waiting_of
from tests.progress import DAY, LEDGER, written
from tests.rulebooks import shipped


def kinds() -> dict[str, Kind]:
    """The example's, by id."""
    return {kind.id: kind for kind in kinds_of(run_assessment(LedgerJob(shipped(), LEDGER, DAY)).assessment)}


def test_each_thing_is_named_once_and_what_most_wait_for_comes_first(tmp_path: Path) -> None:
    rows = ["产业集聚区,是否建立重大问题直报告制度", "叶县产业集聚区,", "宝丰县产业集聚区,是"]
    found = written(tmp_path, 集聚区__csv="\n".join(rows), 全市__yaml="产业集聚区个数: 2\n")
    (zones,) = (kind for kind in kinds_of(found.assessment) if kind.id == "zone")
    labels = [label.zh for label in waiting_of(zones).labels]
    assert len(labels) == len(set(labels))
    # One zone lacks it, both lack the letters of responsibility.
    assert labels.index("目标责任书签订日期") < labels.index("是否建立重大问题直报告制度")


def test_what_a_person_decides_is_told_apart() -> None:
    persons = waiting_of(kinds()["city"]).persons
    assert {a.rule.id for a in persons} == {"PDS15-2.4.4-resettlement", "PDS15-2.6.3-zone-land-first"}


def test_a_demand_that_nobody_is_held_to_waits_for_itself() -> None:
    assert [label.zh for label in waiting_of(kinds()["department"]).labels] == ["按季度通报工作开展情况"]
