"""An answer to a question is yes, no, or neither for certain."""

import pytest

from compliance.intake.truths import truth
from compliance.rulebook.model import Rulebook

SIGNED, FITS, VILLAGE, LEADING, STARTED, POLLUTING = (
    "signed",
    "fits_land_plan",
    "village_on_site",
    "zone_leading_industry",
    "construction_started",
    "heavy_pollution",
)


@pytest.mark.parametrize(
    ("field", "written"),
    [
        (SIGNED, "已签约"),
        (SIGNED, "已经签约"),
        (SIGNED, "签约"),
        (SIGNED, "已签"),
        (SIGNED, "是,协议编号12"),
        (FITS, "符合"),
        (FITS, "符合土地利用总体规划"),
        (VILLAGE, "有村庄"),
        (VILLAGE, "有,2个自然村"),
        (VILLAGE, "有（3户）"),
        (LEADING, "属于"),
        (LEADING, "属"),
        (STARTED, "已动工"),
        ("in_zone", "拟入驻"),
        ("adds_capacity", "新增"),
        (SIGNED, "☑是 □否"),
        (SIGNED, "是■ 否□"),
        (POLLUTING, "是"),
    ],
)
def test_these_words_answer_yes(rulebook: Rulebook, field: str, written: str) -> None:
    assert truth(rulebook.vocabulary.field("project", field), written) is True


@pytest.mark.parametrize(
    ("field", "written"),
    [
        (SIGNED, "未签约"),
        (SIGNED, "未签"),
        (SIGNED, "尚未签约"),
        (FITS, "不符合"),
        (VILLAGE, "没有村庄"),
        (VILLAGE, "无村庄"),
        (LEADING, "不属于"),
        (STARTED, "未动工"),
        ("adds_capacity", "不新增"),
        ("land_granted", "未供地"),
        (SIGNED, "□是 ☑否"),
        (POLLUTING, "否"),
    ],
)
def test_these_words_answer_no(rulebook: Rulebook, field: str, written: str) -> None:
    assert truth(rulebook.vocabulary.field("project", field), written) is False


@pytest.mark.parametrize(
    ("field", "written"),
    [
        (SIGNED, "正在办理"),
        (SIGNED, "拟签约"),
        (SIGNED, "拟签"),
        (SIGNED, "部分"),
        (SIGNED, "基本"),
        (SIGNED, "未"),
        (SIGNED, "已"),
        (SIGNED, "不适用"),
        (SIGNED, "拟入驻"),
        (SIGNED, "是,否"),
        (SIGNED, "是,正在办理"),
        (SIGNED, "是(部分)"),
        (SIGNED, "否(洽谈中)"),
        (SIGNED, "☑是 ☑否"),
        (SIGNED, "□是 □否"),
        (SIGNED, "是否签约"),
        (FITS, "基本符合"),
        (FITS, "部分符合"),
        (VILLAGE, "不涉及"),
        (LEADING, "符合"),
        ("is_lead", "未签约"),
        # What only a finding settles may be not yet found.
        (POLLUTING, "未认定"),
        (POLLUTING, "已认定"),
    ],
)
def test_these_words_answer_neither(rulebook: Rulebook, field: str, written: str) -> None:
    assert truth(rulebook.vocabulary.field("project", field), written) is None
