"""What an office may know of all projects of a ledger."""

from functools import cache

from compliance.facts import Facts
from compliance.intake.settings import settings_given
from tests.rulebooks import shipped


@cache
def forbidden_nothing() -> Facts:
    """What the office knows of every project: that no prohibition holds of it."""
    known = (
        "是否认定为重污染项目=否",
        "是否认定为低水平重复项目=否",
        "行业代码=3411",
        "是否新增产能=否",
        "产业结构调整指导目录类别=允许类",
        "供热方式=集中供热",
    )
    return Facts(settings_given(known, shipped().vocabulary))
