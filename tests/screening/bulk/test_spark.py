"""A cluster of Spark writes what Polars writes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.bulk import ASKED, data_set, screen

FOUND = """
- {case: '99', 规则: NLC08-investment-intensity, 结论: 符合, 单位: 市国土资源局, 日期: 2015-05-20}
- {case: '1', 规则: NLC08-investment-intensity, 结论: 不符合, 单位: 市国土资源局, 日期: 2015-05-20}
"""


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """The data set, in a folder of its own."""
    return data_set(tmp_path / "leads")


@pytest.mark.xdist_group("spark")  # after the tests that share a session: two at once would need twice the memory
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which this machine does not have")
def test_a_cluster_of_spark_writes_what_polars_writes(leads: Path, tmp_path: Path) -> None:
    found = tmp_path / "found.yaml"
    found.write_text(FOUND, encoding="utf-8")
    written = (
        "国民经济行业代码=3311",
        "建设性质=新建",
        "用地来源=新增",
        "土地等别=十一等",
    )  # a figure not yet in the table
    knows = (*(word for setting in written for word in ("--set", setting)), "--findings", str(found))
    pack = ("--pack", "national-land-control-2008", "--stage", "land")
    options = ("--compact", "parquet", "-q", *pack, *knows)
    # In a process of its own: a process has one session of Spark, and other tests may have opened theirs here.
    on_spark = ("-o", str(tmp_path / "spark"), "--engine", "spark", "--master", "local-cluster[2,1,1024]")
    command = [sys.executable, "-m", "compliance", *ASKED, str(leads), *on_spark, *options]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    assert screen(str(leads), "-o", str(tmp_path / "here"), *options) == 0
    of_spark, here = (pl.read_parquet(tmp_path / name / "*.parquet").sort("id") for name in ("spark", "here"))
    assert of_spark.cast(dict(here.schema)).equals(here)
    assert here.filter(id="1").get_column("NLC08_investment_intensity").to_list() == ["fail"]
    legend = "\n".join(
        (tmp_path / "spark" / "_screening").glob("part-*.txt").__next__().read_text("utf-8").splitlines()
    )
    assert "found.yaml:2:20: there is no project '99'; what was found of it is not used" in legend
    assert json.loads(legend) == json.loads((tmp_path / "here" / "_screening.json").read_text("utf-8"))
