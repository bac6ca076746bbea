"""Writes examples/leads/leads.xlsx anew: thirty invented investment leads, typed as people type them."""

from datetime import datetime
from pathlib import Path

import xlsxwriter

OUTPUT = Path("examples/leads/leads.xlsx")
TOP = (
    *("序号", "项目编号", "项目名称", "建设单位", "县区", "拟入驻集聚区", "受理日期", "行业代码"),
    *("用地情况", "", "", "", "投资情况", "", ""),
    *("是否新增产能", "是否签约", "签约日期", "开工确认日期", "供热方式", "备注"),
)
LOW = {
    8: "用地面积(亩)",
    9: "用地来源",
    10: "土地级别",
    11: "容积率(%)",
    12: "总投资(亿元)",
    13: "固定资产投资",
    14: "注册资本(亿美元)",
}
COUNTIES = ("叶县", "宝丰县", "鲁山县", "舞钢市", "郏县", "石龙区")
PRODUCTS = (
    ("不锈钢制品", "C3311"),
    ("特种钢材加工", "3140"),
    ("矿用输送设备", "3434"),
    ("高低压开关", "3823"),
    ("尼龙切片", "2651"),
    ("汽车零部件", "3660"),
    ("医用耗材", "2770"),
    ("冷链物流", "5990"),
    ("焦化", "2520"),
    ("水泥粉磨", "3011"),
)
AREAS = (120, "约86", "4公顷", "６５．５", "80000平方米", 45.5, "1,200", "待定", "100-120", 230)
SUMS = (1.2, "0.85", "1.5亿元", "12000万元", "约2", "0.3亿美元", 5, "", "３．２", 0.6)
FIXED = ("9600万元", 7000, "1.1亿元", "8,000", "", "2500万元", 41000, "3000万", "25600", "4,800万元")
DAYS = (
    *("2015年3月6日", "2015.4.12", datetime(2015, 5, 8), 42156, "2015-06-18"),
    *("2015/7/2", "2015.6", "20150720", "2015年8月3日", "未定"),
)


def main() -> None:
    """Write the workbook; equal bytes each time."""
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(OUTPUT, {"strings_to_formulas": False})
    book.set_properties({"created": datetime(2015, 12, 31)})
    sheet = book.add_worksheet("招商线索")
    centred = book.add_format({"align": "center", "bold": True})
    dated = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, 20, "2015年产业集聚区招商项目线索台账", centred)
    sheet.write(1, 0, "填报单位:招商服务中心(示例,项目均为虚构)")
    _headings(sheet, centred)
    row = 4
    for number in range(30):
        if number in (12, 24):
            sheet.write(row, 0, f"{'叶县、宝丰县' if number == 12 else '其他'}小计")
            sheet.write(row, 2, f"{number if number == 12 else 12}个")
            row += 2
        for column, value in enumerate(_lead(number)):
            if isinstance(value, datetime):
                sheet.write_datetime(row, column, value, dated)
            elif value != "":
                sheet.write(row, column, value)
        if number == 17:
            sheet.set_row(row, None, None, {"hidden": True})
        row += 1
    sheet.write(row, 0, "合 计")
    sheet.write(row, 2, "30个项目")
    sheet.write(row + 1, 0, "备注:本表为示例。")
    old = book.add_worksheet("2014年旧表")
    old.write_row(0, 0, ("项目名称", "用地面积(亩)"))
    old.hide()
    book.close()


def _headings(sheet: xlsxwriter.worksheet.Worksheet, centred: object) -> None:
    sheet.merge_range(2, 8, 2, 11, "用地情况", centred)
    sheet.merge_range(2, 12, 2, 14, "投资情况", centred)
    for column, text in enumerate(TOP):
        if column in LOW:
            sheet.write(3, column, LOW[column], centred)
        else:
            sheet.merge_range(2, column, 3, column, text, centred)


def _lead(number: int) -> tuple[object, ...]:
    product, code = PRODUCTS[number % 10]
    county = COUNTIES[number % 6]
    place = ("东区", "西区", "新城")[number // 10]
    signed = ("是", "否", "√", "×", "有")[number % 5]
    return (
        number + 1,
        f"ZS2015-{number + 1:03d}",
        f"{county}{place}{product}项目",
        f"{county}示例{product}有限公司",
        county,
        f"{county}产业集聚区",
        DAYS[number % 10],
        code,
        AREAS[(number * 3) % 10],
        ("新增", "存量")[number % 2],
        ("一级", "二级")[number % 2],
        (90, 120)[number % 2],
        SUMS[(number * 7) % 10],
        FIXED[(number * 3) % 10],
        "",
        ("否", "×", "无", "是")[number % 4],
        signed,
        "2015年5月20日" if number % 5 in (0, 2) else "",
        "2015.9",
        ("集中供热", "天然气", "")[number % 3],
        "",
    )


if __name__ == "__main__":
    main()
