"""The formats for machines say the same."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest

from tests.ledgers import ledger, screened


def test_machine_formats_say_the_same(tmp_path: Path) -> None:
    source = ledger(tmp_path)
    for suffix in ("csv", "jsonl", "parquet"):
        assert screened(source, tmp_path / f"result.{suffix}") == 0
    frame = pl.read_parquet(tmp_path / "result.parquet")
    objects = [json.loads(line) for line in (tmp_path / "result.jsonl").read_text("utf-8").splitlines()]
    rows = rows_of(tmp_path / "result.csv")
    assert frame.to_dicts() == objects
    assert [row["verdict"] for row in rows] == frame["verdict"].to_list()
    assert [row["failed"].split(";") if row["failed"] else [] for row in rows] == frame["failed"].to_list()
    assert rows[3]["name"] == "'=HYPERLINK(1)"
    assert objects[3]["name"] == "=HYPERLINK(1)"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_beyond_a_first_look_csv_shows_five_missing_fields_and_the_others_all(tmp_path: Path, lang: str) -> None:
    source, options = ledger(tmp_path), ("--lang", lang)
    assert screened(source, tmp_path / "lead.csv", *options) == 0
    for suffix in ("csv", "jsonl"):
        assert screened(source, tmp_path / f"operation.{suffix}", *options, "--stage", "operation") == 0
    every = [json.loads(line)["missing"] for line in (tmp_path / "operation.jsonl").read_text("utf-8").splitlines()]
    assert min(map(len, every)) > 5
    for row, missing in zip(rows_of(tmp_path / "operation.csv"), every, strict=True):
        *shown, rest = row["missing"].split(";")
        assert len(shown) == 5
        assert set(shown) <= set(missing)
        assert rest == (f"等 {len(missing)} 项" if lang == "zh" else f"and {len(missing) - 5} more")
    assert not any(word in row["missing"] for row in rows_of(tmp_path / "lead.csv") for word in ("等 ", "more"))


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV of results, by their columns."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
