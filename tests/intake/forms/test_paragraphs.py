"""Which paragraphs of a form hold answers, and what they say of the whole form."""

import pytest

from compliance.errors import Place
from compliance.intake.forms.grid import Line
from compliance.intake.forms.paragraphs import explains, outside_of_help, units_of
from tests.forms import paper_of


def line(text: str, tables: int = 0) -> Line:
    """A paragraph behind so many tables."""
    return Line(text, Place("form.docx", paragraph=1), tables)


def test_an_explanation_goes_on_to_the_next_table() -> None:
    lines = [line("县区:甲"), line("填表说明"), line("总投资:指总额"), line("项目名称:乙", 1)]
    assert [one.text for one in outside_of_help(lines)] == ["县区:甲", "项目名称:乙"]


@pytest.mark.parametrize("text", ["填写说明:", "注:1.本表一式两份", "《环境影响报告表》编制说明:1. 项目名称", "附注:"])
def test_an_explanation_is_known_by_how_it_begins(text: str) -> None:
    assert explains(line(text))
    assert not explains(line("本项目位于某地"))


@pytest.mark.parametrize(
    ("text", "symbols"),
    [("单位:万元", ["万元"]), ("申请表  (金额单位:亿元)", ["亿元"]), ("单位:万元、亩", ["万元", "亩"]), ("填报单位:某公司", []), ("单位:某公司", [])],
)  # fmt: skip
def test_units_stated_once_are_found_and_offices_are_none(text: str, symbols: list[str]) -> None:
    assert [unit.symbol for unit in units_of(paper_of([["", ""]], text))] == symbols
