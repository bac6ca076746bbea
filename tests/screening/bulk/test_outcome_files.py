"""Outcomes of whole tables agree with reading each row like a ledger."""

from pathlib import Path

import polars as pl
import pytest

from compliance.intake.leads.leads import read_leads
from compliance.rulebook.model import Rulebook
from tests.bulk import COLUMNS, codes_of, screened, tables


def test_a_folder_of_csv_comes_out_as_its_rows_read_one_by_one(rulebook: Rulebook, tmp_path: Path) -> None:
    source = tmp_path / "leads"
    source.mkdir()
    header = "项目编号,用地面积(亩),投资总额(亿元),国民经济行业代码,是否拟入驻产业集聚区,实际开工日期"
    rows = ["a,60,1.2,C3110,是,2015-02-28", "b,约60,1.2亿元,31,否,2015-02-30", ",,,,,", "c,1e3,,0610,?,2015年3月1日"]
    for name in ("1.csv", "2.csv"):
        (source / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    codes = screened(source, tmp_path / "out")
    for name in ("1.csv", "2.csv"):
        read = list(read_leads(source / name, rulebook.vocabulary))
        assert [lead.row for lead in read] == [2, 3, 5]
        assert codes.filter(pl.col("file") == name).equals(codes_of("polars").of_leads(read, name))


def test_odd_rows_of_several_groups_come_out_as_their_rows_read_one_by_one(
    rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.screening.bulk.outcome_files._LEADS", 3)
    source = tmp_path / "leads.parquet"
    rows = [{"用地面积(公顷)": 4.0 if number % 4 else 1 / 3, "固定资产投资": "500"} for number in range(30)]
    tables([{name: row.get(name) for name in COLUMNS} for row in rows]).write_parquet(source)
    read = list(read_leads(source, rulebook.vocabulary))
    codes = screened(source, tmp_path / "codes")
    fallback = [f"part-000000-fallback-{start}.parquet" for start in (0, 3, 6)]
    assert sorted(path.name for path in (tmp_path / "codes").iterdir()) == [*fallback, "part-000000.parquet"]
    assert codes.equals(codes_of("polars").of_leads(read, "leads.parquet"))


def test_a_table_without_numbers_or_ids_is_screened(tmp_path: Path) -> None:
    pl.DataFrame({"是否拟入驻产业集聚区": ["是", "否", "-"]}).write_parquet(tmp_path / "leads.parquet")
    codes = screened(tmp_path / "leads.parquet", tmp_path / "codes")
    assert codes["row"].to_list() == [1, 2]
    assert codes["id"].to_list() == [None, None]
    assert codes["verdict"].to_list() == ["undetermined"] * 2
