"""Ledgers of leads, and their screening."""

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

STAGED_HEADER = [
    "项目编号",
    "项目名称",
    "项目阶段",
    "行业代码",
    "是否拟入驻产业集聚区",
    "用地面积(亩)",
    "总投资(亿元)",
    "是否新增产能",
    "是否有产能置换方案",
    "是否已供地",
    "实际开工日期",
]
_PLANT, _CEMENT = ["3311", "是", "100", "2"], ["3011", "是", "100", "2"]
# Leads at different stages, by their ids: what each states of its stage, and what its data show of it on `DAY`.
STAGED_ROWS = [
    ["stated", "不锈钢制品一厂", "招商线索", *_PLANT, "", "", "", ""],
    ["applied", "不锈钢制品二厂", "入驻申请", *_PLANT, "", "", "", ""],
    ["supplied", "不锈钢制品三厂", "供地", *_PLANT, "", "", "", ""],
    ["blank", "不锈钢制品四厂", "", *_PLANT, "", "", "", ""],
    ["open", "不锈钢制品五厂", "待定", *_PLANT, "", "", "", ""],
    ["unread", "不锈钢制品六厂", "已供地", *_PLANT, "", "", "", ""],
    ["granted", "不锈钢制品七厂", "", *_PLANT, "", "", "是", ""],
    ["started", "不锈钢制品八厂", "招商线索", *_PLANT, "", "", "", "2015-03-01"],
    ["to start", "不锈钢制品九厂", "", *_PLANT, "", "", "", "2016-05-01"],
    ["approximate", "不锈钢制品十厂", "供地", "3311", "是", "约100", "2", "", "", "", ""],
    ["planned", "水泥一厂", "", *_CEMENT, "是", "是", "", ""],
    ["unknown", "水泥二厂", "", *_CEMENT, "", "", "", ""],
    ["banned", "水泥三厂", "招商线索", *_CEMENT, "是", "否", "", ""],
]
# Where nothing is asked for.  What cannot be read, and what is said to be open, states no stage; a day to come shows none.
STAGES = {
    "stated": "lead",
    "applied": "application",
    "supplied": "land",
    "blank": "lead",
    "open": "lead",
    "unread": "lead",
    "granted": "land",
    "started": "construction",
    "to start": "lead",
    "approximate": "land",
    "planned": "lead",
    "unknown": "lead",
    "banned": "lead",
}


def staged_ledger(folder: Path) -> Path:
    """A CSV ledger of leads at different stages."""
    path = folder / "staged.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(
            [[*STAGED_HEADER, "产业集聚区"], *([*row, "叶县产业集聚区"] for row in STAGED_ROWS)]
        )
    return path


def ledger(folder: Path, rows: list[list[str]] = ROWS) -> Path:
    """A CSV ledger of those rows."""
    path = folder / "leads.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    return path


def screened(path: Path, output: Path, *options: str) -> int:
    """The exit code of screening that ledger."""
    return run(["screen", str(path), "-o", str(output), "--as-of", DAY.isoformat(), "-q", *options])
