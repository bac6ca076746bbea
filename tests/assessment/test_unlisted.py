"""What a ledger should list and does not leaves open what it could change, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from compliance.assessment.assess import assess
from compliance.assessment.attainment import Assessment, Status
from compliance.assessment.unlisted import with_unlisted
from compliance.intake.progress_ledger import Ledger, read_ledger
from tests.rulebooks import shipped

DAY = date(2015, 12, 31)
QUOTA, STARS = "PDS15-2.6.3-land-quota", "PDS15-1.2-starred-zones"
EXPECTED = ["高新技术产业集聚区", "宝丰县产业集聚区", "郏县产业集聚区", "鲁山县产业集聚区", "舞钢市产业集聚区"]


def ledger(folder: Path, zones: list[str], city: str = "", day: date = DAY) -> Ledger:
    """The ledger of those zones (name, quota, stars), completed."""
    (folder / "集聚区.csv").write_text("\n".join(["产业集聚区,安排用地指标(亩),星级", *zones]), encoding="utf-8")
    (folder / "全市.yaml").write_text(f"市: 平顶山市\n{city}\n", encoding="utf-8")
    return with_unlisted(read_ledger(folder, shipped().vocabulary), shipped(), day)


def status(found: Ledger, rule: str) -> Status:
    """How a demand on the city stands."""
    assessed = assess(shipped(), found.cases, DAY, found.unlisted)
    return next(a.status for a in assessed.attainments if a.rule.id == rule)


def notes(found: Ledger) -> list[str]:
    """What is told of the lists."""
    return [note.message.zh for note in found.reading.notes]


@pytest.mark.parametrize(
    ("quotas", "count", "expected"),
    [
        ([500, 500], 2, Status.MET),
        ([500, 499], 2, Status.UNMET),
        ([500, 499], 3, Status.INSUFFICIENT),  # 333 with nothing for the third, more with more
        ([1000, 500], 3, Status.MET),  # whatever the third has
        ([0, 0], 3, Status.INSUFFICIENT),
    ],
)
def test_by_its_own_count_the_average_is_open_unless_what_is_listed_decides(
    tmp_path: Path, quotas: list[int], count: int, expected: Status
) -> None:
    zones = [f"甲{n}产业集聚区,{quota},1" for n, quota in enumerate(quotas)]
    found = ledger(tmp_path, zones, f"产业集聚区个数: {count}")
    assert status(found, QUOTA) is expected
    told = f"台账列了 {len(zones)} 个产业集聚区,应有 {count} 个;未列的 {count - len(zones)} 个按数据未知处理"
    assert notes(found) == ([told] if count > len(zones) else [])
    assert found.unlisted == ()  # nobody knows their names


def test_a_count_of_zones_is_open_by_as_many_as_are_not_listed(tmp_path: Path) -> None:
    zones = [f"甲{n}产业集聚区,500,1" for n in range(4)]
    assert status(ledger(tmp_path, zones, "产业集聚区个数: 5"), STARS) is Status.GAP  # 4 or 5, and 6 are wanted
    assert status(ledger(tmp_path, zones, "产业集聚区个数: 6"), STARS) is Status.INSUFFICIENT


def test_without_a_count_the_register_tells_who_is_missing(tmp_path: Path) -> None:
    found = ledger(tmp_path, ["叶县产业集聚区,500,1", "宝丰县集聚区,500,1"])
    missing = [name for name in EXPECTED if name != "宝丰县产业集聚区"]
    assert [case.name for case in found.unlisted] == missing
    assert notes(found) == [f"台账列了 2 个产业集聚区,应有 6 个;未列的 4 个按数据未知处理:{'、'.join(missing)}"]
    assert status(found, QUOTA) is Status.INSUFFICIENT
    owed = assess(shipped(), found.cases, DAY, found.unlisted).unlisted
    # The one rule on the high-tech zone alone is owed by it alone.
    assert [a.case.name for a in owed if a.rule.id == "PDS15-1.2-hightech-zone-stars"] == ["高新技术产业集聚区"]
    assert {a.status for a in owed} <= {Status.INSUFFICIENT, Status.MANUAL}
    assert all(a.case.name in missing for a in owed)


def test_a_zone_that_was_one_only_before_the_day_is_not_missed_after_it(tmp_path: Path) -> None:
    before = ledger(tmp_path, ["叶县产业集聚区,500,1"], day=date(2015, 5, 12))
    assert "平顶山化工产业集聚区" in [case.name for case in before.unlisted]
    after = ledger(tmp_path, ["叶县产业集聚区,500,1"], day=date(2015, 5, 13))
    assert "平顶山化工产业集聚区" not in [case.name for case in after.unlisted]


def test_zones_of_a_county_that_nobody_says_is_the_city_s_own_are_not_missed(tmp_path: Path) -> None:
    found = ledger(tmp_path, ["叶县产业集聚区,500,1"])
    assert "汝州市产业集聚区" not in [case.name for case in found.unlisted]


def test_a_count_below_what_is_listed_is_not_used(tmp_path: Path) -> None:
    found = ledger(tmp_path, [f"甲{n}产业集聚区,600,1" for n in range(3)], "产业集聚区个数: 2")
    assert "zones_count" not in found.city.data
    assert status(found, QUOTA) is Status.INSUFFICIENT
    assert notes(found) == ["“产业集聚区个数”为 2,台账却列了 3 个;二者必有一误,该数未采用"]


def test_what_the_ledger_leaves_out_as_a_whole_is_asked_for_as_such(tmp_path: Path) -> None:
    (tmp_path / "全市.yaml").write_text("市: 平顶山市\n", encoding="utf-8")
    before = read_ledger(tmp_path, shipped().vocabulary)
    assert with_unlisted(before, shipped(), DAY) is before


def test_every_county_of_the_register_that_is_the_city_s_own_is_owed_for(tmp_path: Path) -> None:
    (tmp_path / "县区.csv").write_text("县(市、区),污水处理厂开工日期\n叶县,2015-10-08\n", encoding="utf-8")
    found = with_unlisted(read_ledger(tmp_path, shipped().vocabulary), shipped(), DAY)
    assessed: Assessment = assess(shipped(), found.cases, DAY, found.unlisted)
    owed = [a.case.name for a in assessed.unlisted if a.rule.id == "PDS15-2.4.1-wastewater-starts"]
    assert owed == ["石龙区"]  # the text names 叶县 and 石龙区
    assert len(found.unlisted) == 10  # of the eleven that are the city's own; of 汝州 that is not known
