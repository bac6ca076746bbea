"""A cluster of Spark writes what Polars writes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.bulk import ASKED, data_set, screen


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """The data set, in a folder of its own."""
    return data_set(tmp_path / "leads")


@pytest.mark.xdist_group("spark")  # after the tests that share a session: two at once would need twice the memory
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which this machine does not have")
def test_a_cluster_of_spark_writes_what_polars_writes(leads: Path, tmp_path: Path) -> None:
    options = ("--compact", "parquet", "-q", "--pack", "national-land-control-2008")
    # In a process of its own: a process has one session of Spark, and other tests may have opened theirs here.
    on_spark = ("-o", str(tmp_path / "spark"), "--engine", "spark", "--master", "local-cluster[2,1,1024]")
    command = [sys.executable, "-m", "compliance", *ASKED, str(leads), *on_spark, *options]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    assert screen(str(leads), "-o", str(tmp_path / "here"), *options) == 0
    of_spark, here = (pl.read_parquet(tmp_path / name / "*.parquet").sort("id") for name in ("spark", "here"))
    assert of_spark.cast(dict(here.schema)).equals(here)
    legend = "\n".join(
        (tmp_path / "spark" / "_screening").glob("part-*.txt").__next__().read_text("utf-8").splitlines()
    )
    assert json.loads(legend) == json.loads((tmp_path / "here" / "_screening.json").read_text("utf-8"))
