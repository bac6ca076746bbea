"""Ledgers as rows of values, before they are written in a format."""

from random import Random

from tests.hostile.values import value

HEADINGS = (
    *(
        "项目名称",
        "项目编号",
        "总投资(亿元)",
        "总投资",
        "用地面积",
        "用地面积(亩)",
        "化学需氧量",
        "是否入驻",
        "是否拟入驻产业集聚区",
        "行业代码",
    ),
    *(
        "约定日期",
        "受理日期",
        "责任单位",
        "条件",
        "用地来源",
        "项目阶段",
        "备注",
        "序号",
        "认定",
        "总投资(亿美元)",
        "总投资(万元/亿元)",
        "实际开工日期",
    ),
)
SHEETS = ("项目", "单体", "集聚区", "县区", "全市", "部门", "认定", "线索", "Sheet1")


def rows(random: Random, *, controls: bool = True, surrogates: bool = False) -> list[list[str]]:
    """Rows of headings, then rows of values, good ones and others."""

    def hard() -> str:
        return value(random, controls=controls, surrogates=surrogates)

    width = random.choice((1, 3, 5, 8))
    headings = [random.choice(HEADINGS) if random.random() < 0.93 else hard() for _ in range(width)]
    made = [["某市招商线索"]] if random.random() < 0.1 else []
    made.append(["项目名称", *headings])
    for number in range(random.choice((0, 1, 3, 6, 12))):
        made.append(
            [
                f"甲{number}厂",
                *(hard() if random.random() < 0.5 else random.choice(("1.2", "500亩", "是", "")) for _ in range(width)),
            ]
        )
    if random.random() < 0.2:
        made.append(
            random.choice((["合计", "1"], ["一", "计划新开工项目(2个)"], [], [""] * width, ["x"] * (width * 3)))
        )
    return made
