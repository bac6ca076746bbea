"""Rows that fit are not read one by one."""

from pathlib import Path

from tests.bulk import COLUMNS, screened, tables


def test_no_row_is_read_alone_for_the_spelling_of_its_zone(tmp_path: Path) -> None:
    source = tmp_path / "leads.parquet"
    zones = ["化工集聚区", "平顶山市化工产业集聚区", "叶县产业集聚区", "平顶山化工园区"]
    tables([{**dict.fromkeys(COLUMNS), "项目编号": "a", "所在集聚区": zone} for zone in zones]).write_parquet(source)
    found = screened(source, tmp_path / "codes")
    assert [path.name for path in (tmp_path / "codes").iterdir()] == ["part-000000.parquet"]
    assert found["HZA14_downgraded_zone"].to_list() == ["manual", "manual", "not_applicable", "undetermined"]


def test_rows_that_fit_are_not_read_one_by_one(tmp_path: Path) -> None:
    source = tmp_path / "leads.parquet"
    fast = {
        "项目编号": "a",
        "投资总额(亿元)": 1.25,
        "用地面积(公顷)": 4.0,
        "国民经济行业代码": "C3110",
        "用地来源": "存量",
    }
    tables([{name: fast.get(name) for name in COLUMNS}] * 3).write_parquet(source)
    screened(source, tmp_path / "codes")
    assert [path.name for path in (tmp_path / "codes").iterdir()] == ["part-000000.parquet"]
