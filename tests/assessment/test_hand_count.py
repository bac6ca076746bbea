"""A ledger counted by hand: what counts, what does not, and what is impossible, each row with its reason."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from compliance.assessment.attainment import Attainment, Members, Status
from compliance.assessment.run import LedgerJob, run_assessment
from tests.rulebooks import shipped

DAY = date(2015, 12, 31)
# 480 + 500.1 (33.34 × 15) + 520 + 500 + 750 (500,000 ÷ 666.67) + 250 = 3,000.1; ÷ 6 = 500.0167.
ZONES = """产业集聚区,安排用地指标
甲产业集聚区,480亩
乙产业集聚区,33.34公顷
丙产业集聚区,520亩
丁产业集聚区,500亩
戊产业集聚区,50万平方米
己产业集聚区,250亩
"""
# 500,000 + 490,000 + 17,000 + 5,000 = 1,012,000.
BUILDINGS = """建筑名称,层数,单体建筑面积(平方米)
1号,3,500000
2号,6,490000
3号,4,1.7万平方米
恰为限值,3,5000
面积差一点,3,4999.99
层数差一层,2,8000
"""
HEAD = "项目名称,产业集聚区,是否拟入驻产业集聚区,总投资(亿元),实际开工日期,建成投产日期"
PROJECTS = (
    # counted as started
    "年初开工,甲产业集聚区,是,2,2015-01-01,",
    "年末开工,乙产业集聚区,是,2,2015-12-31,",
    "恰为1亿元,丙产业集聚区,是,1,2015-06-01,",
    "同年建成,丁产业集聚区,是,3,2015-02-01,2015-12-31",  # counted as completed too
    # not counted as started, counted as completed
    "上年末开工,甲产业集聚区,是,2,2014-12-31,2015-01-01",
    # neither
    "次年初开工,乙产业集聚区,是,2,2016-01-01,",
    "不足1亿元,丙产业集聚区,是,0.9999,2015-06-01,2015-12-01",
    "不在集聚区,无,否,5,2015-06-01,2015-12-01",
    "未开工,戊产业集聚区,是,5,,",
    # impossible: completed before it was started, so that neither day can be believed
    "先建成后开工,己产业集聚区,是,2,2015-09-01,2015-07-01",
    "建成而次年开工,己产业集聚区,是,2,2016-01-01,2015-07-01",
    # may be either
    "六月开工,戊产业集聚区,是,2,2015年6月,",  # whatever the day, in the year
    "年底前后,戊产业集聚区,是,约1亿元,2015-06-01,",  # 0.9 to 1.1
)
STARTED = {"年初开工", "年末开工", "恰为1亿元", "同年建成", "六月开工"}
COMPLETED = {"同年建成", "上年末开工"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Attainment]:
    """How each demand on the city stands, by the end of its rule."""
    folder: Path = tmp_path_factory.mktemp("ledger")
    (folder / "集聚区.csv").write_text(ZONES, encoding="utf-8")
    (folder / "单体.csv").write_text(BUILDINGS, encoding="utf-8")
    (folder / "项目.csv").write_text("\n".join((HEAD, *PROJECTS)), encoding="utf-8")
    (folder / "全市.yaml").write_text("市: 平顶山市\n产业集聚区个数: 6\n", encoding="utf-8")
    assessed = run_assessment(LedgerJob(shipped(), folder, DAY)).assessment
    return {a.rule.id.partition("-")[2]: a for a in assessed.attainments if a.case.subject == "city"}


def members(attainment: Attainment) -> Members:
    """The records behind a figure."""
    assert attainment.members is not None
    return attainment.members


def test_the_average_of_land_is_500_02_mu(found: dict[str, Attainment]) -> None:
    (measure,) = found["2.6.3-land-quota"].measures
    assert measure.value is not None
    assert measure.value.amount == Fraction(30001, 60)
    assert measure.value.show("zh") == "500.02 亩/个"
    assert found["2.6.3-land-quota"].status is Status.MET


def test_the_floor_area_of_standard_factories_is_1_012_000(found: dict[str, Attainment]) -> None:
    (measure,) = found["2.6.3-new-factories"].measures
    assert measure.value is not None
    assert measure.value.amount == 1_012_000
    assert {one.record.name for one in members(found["2.6.3-new-factories"]).excluded} == {"面积差一点", "层数差一层"}


def test_starts_are_counted_without_the_impossible_ones(found: dict[str, Attainment]) -> None:
    starts = members(found["2.2.2-major-starts"])
    assert {record.name for record in starts.counted} == STARTED
    assert {one.record.name for one in starts.open} == {"年底前后"}
    told = {one.record.name: one.why.zh for one in starts.excluded}
    assert "总投资 9,999 万元,低于 1 亿元" in told["不足1亿元"]
    # They count for nothing, and what they state is told to be in doubt.
    assert "实际开工日期(项目.csv!E11 所填“2015-09-01”存疑)" in told["先建成后开工"]
    assert "实际开工日期(项目.csv!E12 所填“2016-01-01”存疑)" in told["建成而次年开工"]


def test_completions_are_counted_without_the_impossible_ones(found: dict[str, Attainment]) -> None:
    completions = members(found["2.2.2-major-completions"])
    assert {record.name for record in completions.counted} == COMPLETED
    assert not {"先建成后开工", "建成而次年开工"} & {record.name for record in completions.counted}
