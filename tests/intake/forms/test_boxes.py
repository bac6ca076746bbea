"""Which option is ticked, wherever its box stands; what leaves that open is no answer."""

import pytest

from compliance.intake.forms.boxes import has_boxes, options

TICKED = [
    ("☐新建 ☑技改", ["技改"]),
    ("新建☐ 改扩建☐ 技改☑", ["技改"]),
    ("新建☐  改扩建√  技改☐", ["改扩建"]),
    ("☐是☑否", ["否"]),
    ("是☐/否☑", ["否"]),
    ("内资(国有☐ 集体☑ 民营☐)", ["集体"]),
    ("☑央企 ☐其他(请注明____)", ["央企"]),
    ("☐公开 ☐邀请", []),
    ("☑", [""]),
    ("☐", []),
    ("☑甲 ☑乙", ["甲", "乙"]),
]
OPEN = ["☐新建☐", "☐新建 改扩建☑ 技改", "☐√新建 ☐技改", "☐新建 改建 ☑技改", "新建☐技改", "新建"]


@pytest.mark.parametrize(("text", "ticked"), TICKED)
def test_the_ticked_options_are_named(text: str, ticked: list[str]) -> None:
    found = options(text)
    assert found is not None
    assert [one.name for one in found if one.ticked] == ticked


@pytest.mark.parametrize("text", OPEN)
def test_boxes_that_may_belong_to_either_word_give_nothing(text: str) -> None:
    assert options(text) is None


def test_a_text_without_boxes_has_none() -> None:
    assert not has_boxes("新建")
    assert has_boxes("√")
