"""Rows that fit are not read one by one."""

from pathlib import Path

from tests.bulk import COLUMNS, screened, tables


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
