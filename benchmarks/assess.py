"""Times `compliance assess` on ledgers of 25,000, 50,000 and 100,000 projects.  Run with `make bench`.

Figures depend on the machine; the budget is the project's own: 10 s for 100,000 projects, growing with their number.
"""

import csv
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (25_000, 50_000, 100_000)
HEADER = (
    "项目名称",
    "产业集聚区",
    "是否拟入驻产业集聚区",
    "总投资(万元)",
    "实际开工日期",
    "建成投产日期",
    "签约日期",
    "投资方类型",
)


def write_ledger(folder: Path, size: int) -> None:
    """A ledger of ten zones and so many projects, the same each time."""
    chance = random.Random(2015)
    zones = [f"第{number}产业集聚区" for number in range(1, 11)]
    with (folder / "项目.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADER)
        for number in range(size):
            days = [f"2015-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}" for _ in range(3)]
            started, completed = days[0] if chance.random() < 0.7 else "", days[1] if chance.random() < 0.3 else ""
            investor = chance.choice(["行业龙头", "央企", "其他"])
            amount = f"{chance.uniform(100, 200_000):.2f}"
            table.writerow([f"项目{number}", chance.choice(zones), "是", amount, started, completed, days[2], investor])
    rows = "".join(f"{zone},1,500\n" for zone in zones)
    (folder / "集聚区.csv").write_text("产业集聚区,星级,安排用地指标\n" + rows, encoding="utf-8")


def main() -> None:
    """Print seconds, and microseconds for each project."""
    print("projects   seconds   µs/project   budget 10 s for 100,000")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_ledger(Path(folder), size)
            command = [sys.executable, "-m", "compliance", "assess", folder, "--as-of", "2015-12-31"]
            begin = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            took = time.perf_counter() - begin
        print(f"{size:8,} {took:9.2f} {took / size * 1e6:12.1f}")


if __name__ == "__main__":
    main()
