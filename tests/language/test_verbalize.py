"""Conditions have words in both languages."""

import pytest
from hypothesis import given

from compliance.language import tree as t
from compliance.language.verbalize import describe
from tests.strategies import base, checked, conditions


@given(conditions())
def test_every_checked_condition_has_words_in_both_languages(text: str) -> None:
    words = describe(checked(text), base())
    assert words.zh
    assert words.en
    assert not any("\u4e00" <= character <= "\u9fff" for character in words.en.replace("招商局", ""))


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("land_area >= 500 亩", "用地面积不低于 500 亩", "Site area is at least 500 mu"),
        ("not big", "“大项目”不成立", "“Big” does not hold"),
        (
            "every building satisfies storeys >= 3 层",
            "每一项单体建筑均满足(层数不低于 3 层)",
            "every one of Buildings: (Storeys is at least 3 storeys)",
        ),
        ("code in heavy", "行业代码属于“重点行业”", "Code is among “Heavy”"),
        (
            "land_area in (100 亩..500 亩]",
            "用地面积在 100 亩(不含)至 500 亩(含)之间",
            "Site area lies from 100 mu (excluded) to 500 mu (included)",
        ),
    ],
)
def test_a_condition_in_words(text: str, zh: str, en: str) -> None:
    words = describe(checked(text), base())
    assert (words.zh, words.en) == (zh, en)


def test_where_a_pack_applies_in_words() -> None:
    words = describe(t.Presumed(checked("in_zone")), base())
    assert words.zh == "项目在本方案适用的区域(“是否入驻”为是)"
    assert words.en == "the project lies where this plan applies (“In the zone”: yes)"
