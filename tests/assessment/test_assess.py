"""Which records count, and how each target stands."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from compliance.assessment.attainment import Status
from compliance.intake.progress_ledger import read_ledger
from compliance.rulebook.model import Rulebook
from tests.progress import LEDGER, QUOTA, STARTS, assessed, of, projects, read

FACTORIES = "PDS15-2.6.3-new-factories"
LEADERS = "PDS15-2.2.4-zone-leaders"


@pytest.mark.parametrize(("certain", "status"), [(49, Status.GAP), (50, Status.MET), (51, Status.MET)])
def test_fifty_starts_are_enough_and_forty_nine_are_a_gap(tmp_path: Path, certain: int, status: Status) -> None:
    rows = [f"项目{i},甲,是,1,2015-0{i % 9 + 1}-15" for i in range(certain)]
    attainment = of(assessed(read(tmp_path, 项目__csv=projects(rows))), STARTS)
    assert attainment.status is status
    (measure,) = attainment.measures
    assert measure.value is not None
    assert measure.value.amount == certain
    assert measure.attainment == Fraction(certain, 50)


@pytest.mark.parametrize(
    ("certain", "open_", "status"),
    [(50, 5, Status.MET), (49, 1, Status.INSUFFICIENT), (44, 5, Status.GAP), (45, 5, Status.INSUFFICIENT)],
)
def test_records_that_lack_data_matter_only_if_they_can_decide(
    tmp_path: Path, certain: int, open_: int, status: Status
) -> None:
    rows = [f"项目{i},甲,是,1,2015-06-01" for i in range(certain)] + [f"缺{i},甲,是,,2015-06-01" for i in range(open_)]
    attainment = of(assessed(read(tmp_path, 项目__csv=projects(rows))), STARTS)
    assert attainment.status is status
    assert attainment.members is not None
    assert len(attainment.members.open) == open_
    assert attainment.members.open[0].why.zh == "缺总投资"


def test_the_example_ledger_says_which_projects_count_and_which_one_condition_keeps_out(rulebook: Rulebook) -> None:
    members = of(assessed(read_ledger(LEDGER, rulebook.vocabulary)), STARTS).members
    assert members is not None
    assert [record.name for record in members.counted] == ["轴承扩建", "尼龙新材料", "钢构加工"]
    assert [member.record.name for member in members.open] == ["陶瓷洁具"]
    why = {member.record.name: member.why.zh for member in members.marginal}
    assert set(why) == {"农机配件", "不锈钢制品", "电子元件", "物流仓储"}
    assert "低于 1 亿元,差 200 万元" in why["农机配件"]
    assert "未填报“实际开工日期”" in why["电子元件"]


def test_standard_factories_are_counted_building_by_building(rulebook: Rulebook) -> None:
    attainment = of(assessed(read_ledger(LEDGER, rulebook.vocabulary)), FACTORIES)
    members = attainment.members
    assert members is not None
    assert [record.name for record in members.counted] == ["1号标准厂房", "2号标准厂房"]
    assert [member.record.name for member in members.excluded] == ["3号厂房", "4号厂房"]
    assert [member.record.name for member in members.marginal] == ["3号厂房", "4号厂房"]
    assert "层数 2 层,低于 3 层" in members.excluded[0].why.zh
    assert [member.record.name for member in members.open] == ["5号厂房"]
    # 5,000 + 11,000; the building without storeys could add 6,000 at most
    assert attainment.measures[0].least is not None
    assert attainment.measures[0].least.amount == 16_000
    assert attainment.measures[0].most is not None
    assert attainment.measures[0].most.amount == 22_000
    assert attainment.status is Status.GAP


def test_a_project_counts_for_the_zone_it_names(rulebook: Rulebook) -> None:
    found = assessed(read_ledger(LEDGER, rulebook.vocabulary))
    counted = {
        name: of(found, LEADERS, name).members for name in ("甲产业集聚区", "乙产业集聚区", "高新技术产业集聚区")
    }
    names = {zone: [r.name for r in members.counted] for zone, members in counted.items() if members is not None}
    assert names == {"甲产业集聚区": ["轴承扩建"], "乙产业集聚区": ["不锈钢制品"], "高新技术产业集聚区": ["电子元件"]}


def test_the_land_quota_is_averaged_over_the_stated_number_of_zones(rulebook: Rulebook) -> None:
    attainment = of(assessed(read_ledger(LEDGER, rulebook.vocabulary)), QUOTA)
    (measure,) = attainment.measures
    # (400 + 590 + 500) ÷ 3 = 496 2/3 亩, short by 3 1/3 each, 10 亩 in all
    assert measure.value is not None
    assert measure.value.amount == Fraction(1490, 3)
    assert measure.wanted is not None
    assert measure.wanted[1].show("zh") == "10 亩"
    assert attainment.status is Status.UNMET


def test_the_number_of_zones_is_asked_for_and_never_counted(tmp_path: Path) -> None:
    ledger = read(tmp_path, 集聚区__csv="产业集聚区,安排用地指标\n甲,600\n乙,600\n")
    attainment = of(assessed(ledger), QUOTA)
    assert attainment.status is Status.INSUFFICIENT
    assert [label.zh for label in attainment.missing] == ["产业集聚区个数"]


@pytest.mark.parametrize(
    ("issued", "as_of", "status"),
    [
        ("2015-06-30", date(2015, 12, 31), Status.MET),
        ("2015-07-01", date(2015, 12, 31), Status.LATE),
        ("", date(2015, 6, 30), Status.NOT_APPLICABLE),
        ("", date(2015, 7, 1), Status.UNREPORTED),
        ("2015年6月底前", date(2015, 7, 1), Status.MET),
        ("6月底前", date(2015, 7, 1), Status.INSUFFICIENT),
        ("2015年6月", date(2015, 7, 1), Status.MET),
        ("2015年7月", date(2015, 12, 31), Status.LATE),
        ("2015年上半年或下半年", date(2015, 12, 31), Status.INSUFFICIENT),
        ("2015年", date(2015, 12, 31), Status.INSUFFICIENT),
    ],
)
def test_a_deadline_includes_its_day(tmp_path: Path, issued: str, as_of: date, status: Status) -> None:
    ledger = read(
        tmp_path,
        县区__csv=f"县(市、区),区镇管理套合工作方案印发日期\n叶县,{issued}\n".replace("县(市、区)", '"县(市、区)"'),
    )
    assert of(assessed(ledger, as_of), "PDS15-2.5.1-merger-plan").status is status


def test_what_is_in_doubt_is_not_said_to_be_missing(tmp_path: Path) -> None:
    ledger = read(
        tmp_path,
        全市__yaml="市: 平顶山市\n新增从业人员: 很多\n",
        单体__csv="建筑名称,层数,单体建筑面积(平方米)\n1号,三或四层,6000\n2号,,6000\n",
    )
    found = assessed(ledger, date(2015, 12, 31))
    assert [text.zh for text in of(found, "PDS15-1.2-jobs").missing] == ["新增从业人员(全市.yaml:2:9 所填“很多”存疑)"]
    members = of(found, "PDS15-2.6.3-new-factories").members
    assert members is not None
    assert [member.why.zh for member in members.open] == ["缺层数(单体.csv!B2 所填“三或四层”存疑)", "缺层数"]


def test_each_figure_of_a_demand_stands_by_itself(tmp_path: Path) -> None:
    head = "产业集聚区,污水处理率,工业固体废弃物处置利用率"
    found = assessed(read(tmp_path, 集聚区__csv=f"{head}\n甲,100%,99%\n乙,100%,\n"), date(2015, 12, 31))
    rates = [a for a in found.attainments if a.rule.id == "PDS15-2.6.4-treatment-rates"]
    assert [(a.status, [measure.met for measure in a.measures]) for a in rates] == [
        (Status.GAP, [True, False]),
        (Status.INSUFFICIENT, [True, None]),
    ]


def test_zones_stand_by_what_they_reported_and_those_that_reported_nothing_last(tmp_path: Path) -> None:
    head = "产业集聚区,污水处理率,工业固体废弃物处置利用率,签约项目数,履约项目数,开工项目数(含已建成),上年合同履约率,上年项目开工率"
    rows = ["沉默,,,,,,,", "部分,100%,100%,,,,,", "全报,100%,100%,10,9,8,95%,90%", "未达,90%,90%,,,,,"]
    found = assessed(read(tmp_path, 集聚区__csv="\n".join((head, *rows))), date(2015, 12, 31))
    assert [standing.zone.name for standing in found.league] == ["全报", "部分", "未达", "沉默"]
    assert [standing.reported for standing in found.league] == [True, True, True, False]


def test_no_department_is_asked_by_name_for_what_the_text_asks_of_none(tmp_path: Path) -> None:
    ledger = read(tmp_path, 部门__csv="部门,三方融资对接活动次数\n市财政局,\n市教育局,若干\n")
    found = assessed(ledger)
    (plan,) = (a for a in found.attainments if a.rule.id == "PDS15-2.4.1-power-plan")
    assert [text.zh for text in plan.missing] == ["供配电设施建设是否列入年度计划"]
    land = of(found, "PDS15-2.6.3-zone-land-first")  # a person decides it
    assert [text.zh for text in land.missing] == ["产业集聚区用地需求是否得到重点保障"]
    for lang in (0, 1):
        asked = [text[lang] for a in found.attainments if a.case.subject == "city" for text in a.missing]
        assert not any(name in words for words in asked for name in ("市财政局", "市教育局"))
    events = of(found, "PDS15-2.6.1-financing-events")
    # What one wrote and nobody can read is told with its place.
    assert [text.zh for text in events.missing] == [
        "三方融资对接活动次数",
        "三方融资对接活动次数(部门.csv!B3 所填“若干”存疑)",
    ]


def test_a_department_that_does_what_no_text_asks_of_it_by_name_is_enough_for_the_city(tmp_path: Path) -> None:
    found = assessed(read(tmp_path, 部门__csv="部门,供配电设施建设是否列入年度计划\n市财政局,\n市供电公司,是\n"))
    assert of(found, "PDS15-2.4.1-power-plan").status is Status.MET
