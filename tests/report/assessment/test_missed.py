"""Who missed a demand alike stands together, the gravest first."""

from pathlib import Path

from compliance.assessment.attainment import Status
from compliance.assessment.run import LedgerJob, run_assessment
from compliance.report.assessment.missed import MISSED, how_missed, missed_groups, who_missed
from tests.progress import DAY, LEDGER, crowded
from tests.rulebooks import shipped


def test_every_missed_demand_is_in_one_group_and_the_gravest_come_first(tmp_path: Path) -> None:
    found = crowded(tmp_path).assessment
    groups = missed_groups(found)
    everyone = [a for a in (*found.attainments, *found.unlisted) if a.status in MISSED]
    assert sorted(id(a) for group in groups for a in group.by) == sorted(id(a) for a in everyone)
    assert [group.status for group in groups] == sorted((g.status for g in groups), key=MISSED.index)
    assert all(a.status is group.status and a.rule is group.rule for group in groups for a in group.by)


def test_those_who_missed_it_are_named_as_far_as_asked_and_counted() -> None:
    groups = missed_groups(run_assessment(LedgerJob(shipped(), LEDGER, DAY)).assessment)
    (done,) = (g for g in groups if g.rule.id == "PDS15-2.5.1-merger-done" and g.status is Status.UNREPORTED)
    assert who_missed(done.by, "zh") == "叶县等 11 个"
    assert who_missed(done.by, "zh", 3) == "叶县、宝丰县、新华区等 11 个"
    assert who_missed(done.by, "en", 3) == "叶县, 宝丰县, 新华区 and 8 more"
    assert who_missed(done.by[:1], "zh") == "叶县"


def test_the_gap_of_a_single_one_is_told_and_not_that_of_many(tmp_path: Path) -> None:
    groups = missed_groups(crowded(tmp_path).assessment)
    (rates,) = (g for g in groups if g.rule.id == "PDS15-2.2.4-three-rates")
    assert how_missed(rates.by, "zh") == "未达标"
    # Of zone 0 none of ten contracts was performed: 50 points short of the year before.
    assert how_missed(rates.by[:1], "zh") == "未达标,差 50 个百分点"
    assert how_missed(rates.by[:1], "en") == "not met by 50 pp"
