"""A ledger whose leads have points."""

from pathlib import Path

HEADER = "项目编号,用地面积(亩),用地来源,总投资(亿元),所属产业集群,投资方类型,是否拟入驻产业集聚区,是否认定为重污染项目,产业链作用"
ROWS = (
    "none,60,new,0.5,,,是,否,",
    "polluting,60,stock,2,steel_processing,global_500,是,是,extend",
    "stock,60,stock,0.5,,,是,否,",
    "both,约60,stock,0.5,,global_500,是,否,extend",
    "same,60,stock,0.5,,,是,否,",
)


def ranked_ledger(folder: Path) -> Path:
    """A ledger whose best lead by points must be refused."""
    path = folder / "leads.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    return path
