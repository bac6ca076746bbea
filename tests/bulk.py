"""Data sets of leads, and what a bulk screening says of them."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import strategies as st

from compliance.cli.main import run
from compliance.engines.columnar.backends import DuckDB, Polars
from compliance.intake.leads.leads import leads_of_dataset
from compliance.intake.tables.dataset import open_dataset
from compliance.intake.tables.stored import Stored
from compliance.review.decision import Verdict
from compliance.screening.bulk.outcome_files import OutcomeFiles
from compliance.screening.bulk.outcome_table import OutcomeTable
from compliance.screening.bulk.storage import storage_of
from compliance.screening.kept import Records
from tests.rulebooks import shipped

DAY = date(2015, 6, 1)
ASKED = ("screen", "--lang", "en", "--as-of", str(DAY))
LOCAL: dict[str, Polars | DuckDB] = {"polars": Polars(), "duckdb": DuckDB()}
WRITTEN = st.sampled_from(
    (
        *(
            "是",
            "否",
            "√",
            "无",
            "不详",
            "暂缺",
            "1.2亿元",
            "约60",
            "六亩",
            "2015年3月1日",
            "存量",
            "新增",
            "工业",
            "宝丰",
            "化工集聚区",
            "市叶县集聚区",
            " 叶县 ",
            "",
            " ",
            "-",
            "Y",
            "500",
            "500.0",
            "007",
            "-3",
            "1,200",
            "nan",
            "1e3",
        ),
        *(
            "0.000001",
            "0.0000001",
            "999999999.999999",
            "1000000000",
            "C3110",
            "3110",
            "31",
            "9999",
            "0610",
            "2015-02-28",
            "2015-02-30",
        ),
        *("20150301", "=1+1", "15%", "0", ".", "1", "5"),
    )
)
NUMBERS = st.one_of(
    st.none(),
    st.sampled_from([0.0, -0.0, 0.1 + 0.2, 0.3, 1 / 3, 1e22, -5.0, float("nan"), float("inf"), 60.5, 200.0, 99.999999]),
    st.integers(0, 10**8).map(lambda n: n / 100),
)
COLUMNS: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "项目编号": (pl.String, st.one_of(st.none(), st.sampled_from(["A-1", "B 2", "3"]))),
    "项目名称": (pl.String, st.one_of(st.none(), st.just("某项目"))),
    "投资总额(亿元)": (pl.Float64, NUMBERS),
    "固定资产投资": (pl.String, st.one_of(st.none(), WRITTEN)),
    "用地面积(公顷)": (pl.Float64, NUMBERS),
    "计容建筑面积": (pl.Int64, st.one_of(st.none(), st.integers(-5, 10**12))),
    "建构筑物及堆场占地面积(平方公里)": (pl.Float64, NUMBERS),
    "行业代码": (pl.String, st.one_of(st.none(), WRITTEN)),
    "是否拟入驻产业集聚区": (pl.String, st.one_of(st.none(), WRITTEN)),
    "是否本市项目": (pl.String, st.one_of(st.none(), st.sampled_from(["是", "否", "不详"]))),
    "是否标准厂房建设项目": (pl.Boolean, st.one_of(st.none(), st.booleans())),
    "用地来源": (pl.String, st.one_of(st.none(), WRITTEN)),
    "签约日期": (pl.Date, st.one_of(st.none(), st.dates())),
    "实际开工日期": (pl.String, st.one_of(st.none(), WRITTEN)),
    "已动工开发面积占比": (pl.Float64, NUMBERS),
    "所在集聚区": (pl.String, st.one_of(st.none(), WRITTEN)),
}


@cache
def codes_of(name: str) -> OutcomeTable:
    """What writes the codes of the rulebook that ships with that engine."""
    return OutcomeTable(shipped(), DAY, LOCAL[name].dialect)


def tables(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The rows with the types of their columns."""
    return pl.DataFrame(rows, schema={name: dtype for name, (dtype, _) in COLUMNS.items()})


def data_set(folder: Path) -> Path:
    """Two files of leads, the second with rows that fall back, in one of which an area is no number."""
    folder.mkdir()
    named = [{"项目编号": f"{number}", "用地面积(公顷)": 4.0 + number, "固定资产投资": "500"} for number in range(5)]
    named[4]["用地面积(公顷)"] = float("nan")
    table = tables([{name: row.get(name) for name in COLUMNS} for row in named])
    table.head(3).write_parquet(folder / "a.parquet")
    table.tail(2).with_columns(pl.lit("约60亿元").alias("固定资产投资")).write_parquet(folder / "b.parquet")
    return folder


def screened(source: Path, folder: Path, name: str = "polars", stored: Stored = Stored.parquet) -> pl.DataFrame:
    """The codes of a data set, by row, as an engine has them."""
    folder.mkdir()
    dataset = open_dataset(source)
    assert dataset is not None
    records = Records(folder, "")
    run = OutcomeFiles(
        records, stored, codes_of(name), [file.name for file in dataset.files], keeps_members=name == "polars"
    )
    run.of_dataset(
        dataset, leads_of_dataset(dataset, shipped().vocabulary, None).only, storage_of(LOCAL[name]), lambda _: None
    )
    records.remove()
    parts = sorted(folder.iterdir())
    assert len({tuple(pl.read_parquet_schema(part).items()) for part in parts if stored is Stored.parquet}) < 2
    read = pl.read_parquet if stored is Stored.parquet else pl.read_csv
    codes = pl.concat([read(part).cast(codes_of(name).schema) for part in parts]).sort("file", "row")
    counted = {word.lower(): run.summary.verdicts[Verdict(word)] for word in codes["verdict"].dtype.categories}
    assert counted == dict.fromkeys(counted, 0) | dict(codes["verdict"].value_counts().iter_rows())
    return codes


def screen(*options: str) -> int:
    """The exit code of the command, in English."""
    return run([*ASKED, *options])
