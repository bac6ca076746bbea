"""With findings, settings and what follows from others, every lead comes out on every engine as its review does."""

import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from types import MappingProxyType

import polars as pl
import pytest

from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.engines.columnar.outcomes import Status, VerdictRank, word
from compliance.facts import Facts
from compliance.intake.columns.mapping_file import GivenMapping, read_mapping
from compliance.intake.leads.leads import leads_of_dataset, read_leads
from compliance.intake.leads.rows import Lead
from compliance.intake.person_findings import OnCase, by_case, read_findings
from compliance.intake.settings import settings_given
from compliance.intake.tables.dataset import open_dataset
from compliance.intake.tables.stored import Stored
from compliance.review.reviewer import Reviewer
from compliance.screening.bulk.outcome_files import OutcomeFiles
from compliance.screening.bulk.outcome_table import OutcomeTable
from compliance.screening.bulk.storage import storage_of
from compliance.screening.kept import Records
from compliance.screening.result import of_decision
from compliance.screening.screener import Screener
from compliance.source import Source
from compliance.vocabulary.stages import StageAsked
from tests.commands import run
from tests.ledgers import DAY
from tests.profiles import LONG, ONLY_LONG
from tests.rulebooks import shipped

LEADS = 20_000 if LONG else 150
SETTINGS = ("是否新增产能=否", "是否电解铝=否", "county=叶县", "是否认定为低水平重复项目=否", "总投资=3亿元")
YES, NO = "是", "否"
COLUMNS = {
    "项目名称": ("某项目",),
    "产业集聚区": ("叶县产业集聚区", "平顶山化工产业集聚区", "", "无", "火星产业集聚区"),
    "是否拟入驻产业集聚区": (YES, NO, "", ""),
    "行业代码": ("3311", "3011", "3110", "2520", "", "0911"),
    "总投资(万元)": ("5000", "12000", "", "约9000"),
    "是否新增产能": (YES, NO, ""),
    "是否有产能置换方案": (YES, NO, ""),
    "产能置换方案是否经认定": (YES, NO, "", ""),
    "是否认定为重污染项目": (YES, NO, "", "不详"),
    "是否认定为低水平重复项目": (YES, NO, ""),
    "所在园区是否仍作产业集聚区对待": (YES, NO, ""),
    "项目阶段": ("入驻申请", "", "供地"),
}
FOUND = (
    "事项: 是否认定为重污染项目, 结论: 否",
    "事项: 是否认定为重污染项目, 结论: 是",
    "事项: 产能置换方案是否经认定, 结论: 是",
    "规则: PDS15-2.6.4-low-level-duplication, 结论: 符合",
    "规则: PDS15-2.6.4-heavy-pollution, 结论: 不符合",
    "规则: NLC08-investment-intensity, 结论: 不适用",
    "规则: PDS15-2.1.1-five-plans, 结论: 符合",
)
BACKENDS = [Polars(), DuckDB()]


def rows() -> list[dict[str, str]]:
    """Leads of every mixture, each with an id."""
    random = Random(18)
    return [
        {"项目编号": f"A-{n}", **{name: random.choice(cells) for name, cells in COLUMNS.items()}} for n in range(LEADS)
    ]


def file_of_findings() -> str:
    """A file with a finding on every third lead."""
    random = Random(81)
    lines = [f"- {{case: A-{n}, {random.choice(FOUND)}, 单位: 主管部门, 日期: 2015-05-29}}" for n in range(0, LEADS, 3)]
    return "\n".join(lines)


@cache
def facts() -> Facts:
    """Settings, and a finding on every third lead."""
    found: tuple[OnCase, ...] = read_findings(Source("f.yaml", file_of_findings().encode()), shipped().vocabulary)
    settings = settings_given(SETTINGS, shipped().vocabulary)
    return Facts(MappingProxyType(settings), MappingProxyType(by_case(found)))


def asked() -> StageAsked | None:
    """The stage of leads."""
    return shipped().vocabulary.stages.for_screening(None)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those leads as a file of data."""
    path = tmp_path_factory.mktemp("facts") / "leads.parquet"
    pl.DataFrame(rows()).write_parquet(path)
    return path


def mapping(*, attested: bool) -> GivenMapping | None:
    """The column of what is said of pollution as one of findings, if asked for."""
    given = Source("m.yaml", "是否认定为重污染项目: {field: heavy_pollution, attested: true}".encode())
    return read_mapping(given, shipped().vocabulary) if attested else None


@pytest.fixture(scope="module", params=[False, True], ids=["claimed", "attested"])
def leads(ledger: Path, request: pytest.FixtureRequest) -> list[Lead]:
    """Those leads, read row by row."""
    return list(read_leads(ledger, shipped().vocabulary, mapping(attested=request.param)))


@pytest.mark.parametrize("backend", BACKENDS, ids=["polars", "duckdb"])
def test_every_lead_comes_out_as_its_review_does(backend: Polars | DuckDB, leads: list[Lead]) -> None:
    screener = Screener(shipped(), DAY, backend, asked=asked(), facts=facts())
    reviewer = Reviewer(shipped(), asked(), facts())
    verdicts: Counter[str] = Counter()
    found = 0
    for lead, result in zip(leads, screener.screen(leads), strict=True):
        review = reviewer.review(lead.case, DAY, DAY)
        decision = of_decision(lead, review)
        assert result == decision._replace(missing=result.missing), lead.id
        assert set(result.missing) == set(decision.missing)
        verdicts[result.verdict] += 1
        found += any(one.by_person for one in review.findings)
    assert len(verdicts) >= 3
    assert found


@pytest.mark.parametrize("attested", [False, True], ids=["claimed", "attested"])
@pytest.mark.parametrize("backend", BACKENDS, ids=["polars", "duckdb"])
def test_whole_tables_come_out_as_their_rows_do(
    backend: Polars | DuckDB, ledger: Path, tmp_path: Path, attested: bool
) -> None:
    dataset = open_dataset(ledger)
    assert dataset is not None
    given = mapping(attested=attested)
    table = OutcomeTable(shipped(), DAY, backend.dialect, asked(), facts())
    members = backend.dialect.keeps_members
    files = OutcomeFiles(Records(tmp_path, ""), Stored.parquet, table, [ledger.name], keeps_members=members)
    whole = leads_of_dataset(dataset, shipped().vocabulary, given).only
    files.of_dataset(dataset, whole, storage_of(backend), lambda _: None)
    Records(tmp_path, "").remove()
    parts = [pl.read_parquet(part).cast(table.schema) for part in sorted(tmp_path.iterdir())]
    outcomes = pl.concat(parts).sort("row")
    reviewer = Reviewer(shipped(), asked(), facts())
    leads = list(read_leads(ledger, shipped().vocabulary, given))
    for lead, row in zip(leads, outcomes.iter_rows(named=True), strict=True):
        rulings, verdict = reviewer.outcomes(lead.case, DAY)
        statuses = {table.columns[one.rule.id]: word(Status[one.outcome.name]) for one in rulings}
        assert {name: row[name] for name in statuses} == statuses, lead.id
        assert row["verdict"] == word(VerdictRank[verdict.name])


@ONLY_LONG
@pytest.mark.xdist_group("spark")
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which this machine does not have")
def test_spark_says_of_whole_tables_what_polars_says(ledger: Path, tmp_path: Path) -> None:
    found, leads = tmp_path / "found.yaml", tmp_path / "leads"
    found.write_text(file_of_findings(), encoding="utf-8")
    leads.mkdir()
    shutil.copy(ledger, leads)
    knows = ("--findings", str(found), *(word for one in SETTINGS for word in ("--set", one)))
    for engine in ("spark", "polars"):
        asked = ("screen", str(leads), "--compact", "parquet", "-o", str(tmp_path / engine), "--as-of", str(DAY))
        done = run(*asked, "--engine", engine, "-q", *knows)
        assert done.returncode == 0, done.stderr
    of_spark, of_polars = (pl.read_parquet(tmp_path / name / "*.parquet").sort("id") for name in ("spark", "polars"))
    assert of_polars.height == LEADS
    assert of_spark.cast(dict(of_polars.schema)).equals(of_polars)
