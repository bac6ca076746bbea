"""What the plan demands of those of whom a ledger lists nobody is told, and nothing else is."""

from pathlib import Path

from compliance.assessment.run import LedgerJob, run_assessment
from tests.progress import DAY, LEDGER, written
from tests.rulebooks import shipped

BULLETINS = "PDS15-3.1-bulletins"


def unheld(folder: Path, **files: str) -> set[str]:
    """The demands that nobody in the ledger can be held to."""
    return {rule.id for rule in written(folder, **files).assessment.unheld}


def test_the_office_that_the_text_names_is_missed_where_only_others_are_listed() -> None:
    found = run_assessment(LedgerJob(shipped(), LEDGER, DAY)).assessment
    assert [rule.id for rule in found.unheld] == [BULLETINS]


def test_it_is_missed_no_more_once_it_is_listed_by_either_name(tmp_path: Path) -> None:
    for name in ("市产业集聚区发展联席会议办公室", "平顶山市产业集聚区发展联席会议办公室"):
        assert BULLETINS not in unheld(tmp_path, 部门__csv=f"部门\n{name}\n")


def test_without_a_sheet_of_counties_every_demand_on_counties_is_unheld(tmp_path: Path) -> None:
    found = written(tmp_path, 全市__yaml="市: 平顶山市\n").assessment
    on_counties = {rule.id for rule in shipped().edition(DAY).rules if rule.subject == "county"}
    assert on_counties <= {rule.id for rule in found.unheld}
    assert not any(rule.subject in ("city", "project", "building") for rule in found.unheld)


def test_a_demand_on_zones_with_a_star_is_not_unheld_where_no_zone_has_one(tmp_path: Path) -> None:
    pilot = "PDS15-2.1.1-five-plan-pilot"
    assert pilot not in unheld(tmp_path, 集聚区__csv="产业集聚区,星级\n叶县产业集聚区,0\n")
