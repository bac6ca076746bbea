"""Columns come out as their rows read one by one, whatever stands in the cells."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook
from tests.bulk import COLUMNS, LOCAL, codes_of, screened, tables
from tests.profiles import LONG

# A table is slow to plan, most of all for DuckDB, and quick to screen.
EXAMPLES = {"polars": 60, "duckdb": 20} if LONG else {"polars": 6, "duckdb": 3}
ROWS = st.lists(st.fixed_dictionaries({name: cells for name, (_, cells) in COLUMNS.items()}), min_size=10, max_size=60)


@pytest.mark.parametrize("name", LOCAL)
def test_codes_of_a_table_are_those_of_its_rows_read_one_by_one(
    rulebook: Rulebook, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @settings(max_examples=EXAMPLES[name], suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(ROWS)
    def are_alike(rows: list[dict[str, Any]]) -> None:
        folder = tmp_path_factory.mktemp("codes")
        source = folder / "leads.parquet"
        tables(rows).write_parquet(source)
        read = list(read_leads(source, rulebook.vocabulary))
        assert screened(source, folder / "out", name).equals(codes_of(name).of_leads(read, "leads.parquet"))

    are_alike()


def by_duckdb(asked: str) -> Callable[[Path], object]:
    """What writes a table with DuckDB."""
    return lambda path: duckdb.sql(asked).write_parquet(str(path))


TABLES: dict[str, Callable[[Path], object]] = {
    "words of a fixed list": pl.DataFrame(
        {
            "项目编号": ["a", "b", "c"],
            "用地来源": pl.Series(["存量", "新增", ""], dtype=pl.Categorical),
            "用地面积(公顷)": [1.0, 1 / 3, 2.5],
        }
    ).write_parquet,
    "wide whole numbers": pl.DataFrame(
        {"项目编号": ["a", "b"], "用地面积(公顷)": pl.Series([1, 2], dtype=pl.Int128)}
    ).write_parquet,
    "cells that say nothing in columns that no rule reads": pl.DataFrame(
        {"项目名称": ["暂缺", " ", "某", None, "N/A"], "用地面积(公顷)": [None, None, None, None, 1.0]}
    ).write_parquet,
    "words that state another field": pl.DataFrame(
        {
            "项目编号": ["a", "b", "c", "d"],
            "受理日期": ["2015-06-01"] * 4,
            "是否已供地": ["是", "已供地", "是", "未供地"],
            "约定动工日期": ["2013-01-01"] * 4,
            "实际开工日期": ["未动工", "2013-05-01", "已开工", None],
            "是否已动工": [None, "是", "否", None],
        }
    ).write_parquet,
    "names alone": pl.DataFrame({"项目名称": ["甲", None, " "]}).write_parquet,
    "lines that end in a cell": pl.DataFrame(
        {"行业代码": ["31\n", "C3110", "31"], "实际开工日期": ["2015-02-28\n", "2015-02-28", None]}
    ).write_parquet,
    "codes as offices write them": pl.DataFrame(
        {
            "项目编号": [str(number) for number in range(12)],
            "行业代码": [
                "C3021",
                "B3021",
                "620",
                "302",
                "3021水泥制品制造",
                "水泥制品制造",
                "水泥厂",
                "1821",
                "C9999",
                "9999",
                "A30",
                "T97",
            ],
        }
    ).write_parquet,
    "names that registers list, spell otherwise, or lack": pl.DataFrame(
        {
            "项目编号": [str(number) for number in range(16)],
            "所在集聚区": [
                *("平顶山化工产业集聚区", "化工集聚区", "平顶山市化工产业集聚区", "市化工产业集聚区", "平顶山化工园区"),
                *(
                    "叶县集聚区",
                    "叶县 集聚区",
                    "叶县集聚区(东区)",
                    "无",
                    "待定",
                    "未定",
                    None,
                    "叶县集聚区",
                    "石龙集聚区",
                ),
                *("叶县集聚区", "叶县集聚区"),
            ],
            "县区": [
                *(None, "宝丰", "平顶山市叶县", "叶县盐都街道", "某县"),
                *("宝丰县", "叶县", "叶县", "叶县", "湛河北路街道", "河南省平顶山市新华区西市场街道", "叶县"),
                *("叶县宝丰县城关镇", "石龙区", "叶县镇", "平顶山市叶县盐都街道办事处"),
            ],
            "是否拟入驻产业集聚区": [*("是", "否", None, "否"), *[None] * 12],
        }
    ).write_parquet,
    "other words for choices": pl.DataFrame(
        {
            "项目编号": ["a", "b", "c", "d"],
            "建设性质": ["扩建", "技改", "迁建", "新建项目"],
            "用地来源": ["新征", "存量用地", "租赁", None],
        }
    ).write_parquet,
    "days beyond all calendars": by_duckdb(
        "SELECT 'a' 项目编号, DATE '39980-01-01' 实际开工日期 UNION ALL SELECT 'b', DATE '2015-01-01'"
    ),
}


@pytest.mark.parametrize("name", LOCAL)
@pytest.mark.parametrize("table", TABLES)
def test_unusual_tables_come_out_as_their_rows_read_one_by_one(
    rulebook: Rulebook, table: str, name: str, tmp_path: Path
) -> None:
    source = tmp_path / "o'brien [1].parquet"
    TABLES[table](source)
    pl.DataFrame({"项目编号": ["another"]}).write_parquet(tmp_path / "o'brien 1.parquet")
    read = list(read_leads(source, rulebook.vocabulary))
    assert screened(source, tmp_path / "out", name).equals(codes_of(name).of_leads(read, source.name))
