"""Ledgers of a year's progress written in a test, and how the targets stand in them."""

from datetime import date
from pathlib import Path

from compliance.assessment.assess import assess
from compliance.assessment.attainment import Assessment, Attainment
from compliance.assessment.run import Assessed, LedgerJob, run_assessment
from compliance.intake.progress_ledger import Ledger, read_ledger
from tests.places import ROOT
from tests.rulebooks import shipped

LEDGER = ROOT / "examples/ledger"
DAY = date(2015, 12, 31)
STARTS = "PDS15-2.2.2-major-starts"
QUOTA = "PDS15-2.6.3-land-quota"


def read(folder: Path, **files: str) -> Ledger:
    """The ledger of a folder with those files: name (a double underscore for the dot) and content."""
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return read_ledger(folder, shipped().vocabulary)


def assessed(ledger: Ledger, as_of: date = DAY) -> Assessment:
    """The assessment of a ledger."""
    return assess(shipped(), ledger.cases, as_of)


def of(found: Assessment, rule: str, name: str | None = None) -> Attainment:
    """How one demand stands."""
    (only,) = (a for a in found.attainments if a.rule.id == rule and name in (None, a.case.name))
    return only


def projects(rows: list[str]) -> str:
    """A table of projects of one zone."""
    header = "项目名称,产业集聚区,是否拟入驻产业集聚区,总投资(亿元),实际开工日期"
    return "\n".join([header, *rows]) + "\n"


def written(folder: Path, **files: str) -> Assessed:
    """The assessment of a ledger of those files, as the command makes it: with what it should list and does not."""
    read(folder, **files)
    return run_assessment(LedgerJob(shipped(), folder, DAY))


def crowded(folder: Path) -> Assessed:
    """The assessment of a ledger with 33 zones, every county, five departments, and much that is missed."""
    zones = ["产业集聚区,签约项目数,履约项目数,上年合同履约率,污水处理率,工业固体废弃物处置利用率"]
    zones += [f"{n}号产业集聚区,10,{n % 10},50%,{90 + n % 11}%,100%" for n in range(33)]
    names = ["新华区", "卫东区", "石龙区", "湛河区", "宝丰县", "叶县", "鲁山县", "郏县", "舞钢市"]
    counties = ['"县(市、区)",区镇管理套合工作方案印发日期,是否有责任分工表']
    counties += [f"{name},2015-07-{n + 1:02},否" for n, name in enumerate(names)]
    departments = ["部门,是否制定推进产业集聚区建设的具体工作方案", *(f"第{n}局,否" for n in range(5))]
    return written(
        folder,
        集聚区__csv="\n".join(zones),
        县区__csv="\n".join(counties),
        部门__csv="\n".join(departments),
        全市__yaml="产业集聚区个数: 33\n主营业务收入: 1000亿元\n主营业务收入同比增速: 9%\n搬迁村庄数: 3\n"
        "新增从业人员: 1万人\n固定资产投资完成额: 699.9999999亿元\n",
    )
