"""A ledger of leads, and its screening."""

import csv
from datetime import date
from pathlib import Path

from compliance.cli.main import run

DAY = date(2015, 12, 31)
HEADER = [
    "项目编号",
    "项目名称",
    "用地面积(亩)",
    "固定资产投资(万元)",
    "行业代码",
    "是否拟入驻产业集聚区",
    "是否认定为重污染项目",
]
# A plant that breaks the ban on heavy pollution, an approximate area, an area of many decimals, and a formula.
ROWS = [
    ["A1", "某电镀厂", "60", "8000", "3360", "是", "是"],
    ["A2", "某机械厂", "约500", "100000", "3411", "是", "否"],
    ["A3", "某医药厂", "26.666666666666668", "9000.5", "2710", "是", "否"],
    ["A4", "=HYPERLINK(1)", "4公顷", "1.2亿元", "2710", "否", "否"],
    ["A5", "坏数", "很多", "9000", "99999", "也许", ""],
]


def ledger(folder: Path, rows: list[list[str]] = ROWS) -> Path:
    """A CSV ledger of those rows."""
    path = folder / "leads.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    return path


def screened(path: Path, output: Path, *options: str) -> int:
    """The exit code of screening that ledger."""
    return run(["screen", str(path), "-o", str(output), "--as-of", DAY.isoformat(), "-q", *options])
