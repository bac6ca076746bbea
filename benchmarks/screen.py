"""Times a screening of a workbook of leads: 30 columns of the kinds that ledgers have, typed as people type them.

Run with `make bench`.  The budget is the project's own: 100,000 leads to a workbook of results in 60 s and 1 GiB.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

# Floor area counted for the plot ratio, footprint, green area, offices' land and gross floor area, per area of land.
SHARES = ((0.5, 1.2), (0.25, 0.6), (0.05, 0.3), (0.02, 0.1), (1.3, 1.5))
LEADS = (25_000, 100_000)
LOOK_EVERY = 0.5  # seconds
BUDGET_SECONDS, BUDGET_MB = 60, 1024
COLUMNS = (
    "项目编号",
    "项目名称",
    "用地面积(亩)",
    "固定资产投资(万元)",
    "总投资(亿元)",
    "行业代码",
    "是否拟入驻产业集聚区",
    "用地来源",
    "计容建筑面积(平方米)",
    "建构筑物占地面积(平方米)",
    "绿地面积(平方米)",
    "行政办公及生活服务设施用地面积(平方米)",
    "总建筑面积(平方米)",
    "是否已供地",
    "约定动工日期",
    "是否已动工",
    "是否中止开发建设",
    "符合产业规划",
    "符合土地利用总体规划",
    "符合城市总体规划",
    "符合生态环境规划",
    "符合基础设施规划",
    "是否认定为重污染项目",
    "是否新增产能",
    "化学需氧量排放量",
    "氨氮排放量",
    "二氧化硫排放量",
    "氮氧化物排放量",
    "责任单位",
    "责任人",
)


def lead(number: int, chance: random.Random) -> list[object]:
    """One row; about one cell in twenty is blank."""
    land = chance.randint(20, 400)
    answers = ["是", "否", "√", "×"]
    row: list[object] = [
        f"ZS{number:06}",
        f"{chance.choice(['叶县', '郏县', '舞钢市', '宝丰县'])}第{number}号项目",
        land if chance.random() < 0.9 else f"{land}亩",
        chance.randint(1_000, 90_000),
        f"{chance.randint(90, 900) / 10}亿元" if chance.random() < 0.3 else chance.randint(90, 900) / 10,
        chance.choice(["3120", "3411", "2710", "3061", "1610"]),
        chance.choice(answers),
        chance.choice(["新增", "存量"]),
        *(round(land * 666 * chance.uniform(low, high)) for low, high in SHARES),
        chance.choice(answers),
        f"2014年{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
        *(chance.choice(answers) for _ in range(9)),
        *(round(chance.random() * 20, 2) for _ in range(4)),
        "招商局",
        "经办人",
    ]
    return ["" if place > 1 and chance.random() < 0.05 else cell for place, cell in enumerate(row)]


def write_ledger(path: Path, leads: int) -> None:
    """Write a workbook of so many leads; the same number gives the same leads."""
    chance = random.Random(leads)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("线索")
        sheet.write_row(0, 0, COLUMNS)
        for number in range(1, leads + 1):
            sheet.write_row(number, 0, lead(number, chance))


def screened(source: Path, result: Path) -> tuple[float, float]:
    """The seconds that a screening takes, and the MB that all of its processes together held at most."""
    command = [sys.executable, "-m", "compliance", "screen", str(source), "-o", str(result), "-q"]
    begin, peak = time.perf_counter(), 0.0
    process = subprocess.Popen([*command, "--as-of", "2015-12-31"], start_new_session=True)
    while process.poll() is None:
        peak = max(peak, held(process.pid))
        time.sleep(LOOK_EVERY)
    if process.returncode:
        sys.exit(f"the screening failed with status {process.returncode}")
    return time.perf_counter() - begin, peak


def held(group: int) -> float:
    """The MB that the processes of a group hold now, what they share counted once."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(process.name)) == group:
                total += int((process / "smaps_rollup").read_text().split("Pss:")[1].split()[0])
        except (OSError, IndexError):  # it has ended
            continue
    return total / 1024


def main() -> None:
    """Print a table of seconds, time and memory."""
    print(f"screen; Python {sys.version.split()[0]}; budget {BUDGET_SECONDS} s, {BUDGET_MB} MB of all processes")
    print("    leads  seconds  µs a lead  peak MB")
    with tempfile.TemporaryDirectory() as folder:
        for leads in LEADS:
            source, result = Path(folder, f"{leads}.xlsx"), Path(folder, f"{leads}-result.xlsx")
            write_ledger(source, leads)
            seconds, peak = screened(source, result)
            print(f"{leads:>9,} {seconds:8.1f} {seconds / leads * 1e6:10.0f} {peak:8,.0f}")


if __name__ == "__main__":
    main()
