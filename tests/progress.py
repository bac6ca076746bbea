"""Ledgers of a year's progress written in a test, and how the targets stand in them."""

from datetime import date
from pathlib import Path

from compliance.assessment.assess import assess
from compliance.assessment.attainment import Assessment, Attainment
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
