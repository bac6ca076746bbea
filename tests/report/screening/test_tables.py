"""The formats for machines say the same."""

import csv
import json
from pathlib import Path

import polars as pl

from tests.ledgers import ledger, screened


def test_machine_formats_say_the_same(tmp_path: Path) -> None:
    source = ledger(tmp_path)
    for suffix in ("csv", "jsonl", "parquet"):
        assert screened(source, tmp_path / f"result.{suffix}") == 0
    frame = pl.read_parquet(tmp_path / "result.parquet")
    objects = [json.loads(line) for line in (tmp_path / "result.jsonl").read_text("utf-8").splitlines()]
    with (tmp_path / "result.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert frame.to_dicts() == objects
    assert [row["verdict"] for row in rows] == frame["verdict"].to_list()
    assert [row["failed"].split(";") if row["failed"] else [] for row in rows] == frame["failed"].to_list()
    assert rows[3]["name"] == "'=HYPERLINK(1)"
    assert objects[3]["name"] == "=HYPERLINK(1)"
