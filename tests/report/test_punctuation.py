"""Official paper has full-width signs in Chinese text, and days in words; quotes stay as their document has them."""

from datetime import date

import pytest

from compliance.report.punctuation import full_width, long_day, with_long_days


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("用地面积,须补正;其余无:通过", "用地面积，须补正；其余无：通过"),
        ("容积率(地上)0.8;COD 5 吨/年", "容积率（地上）0.8；COD 5 吨/年"),
        ("用地 1,012,000 ㎡(不含道路)", "用地 1,012,000 ㎡（不含道路）"),
        ("是否属煤化工? 请核实!", "是否属煤化工？请核实！"),
        ("受理时间 12:30, 第 3 项", "受理时间 12:30，第 3 项"),
        ("行业 C3311; 名称", "行业 C3311；名称"),
        ("按 Kleene, Lukasiewicz 的逻辑", "按 Kleene, Lukasiewicz 的逻辑"),
        ("((一)类)与(二)", "（（一）类）与（二）"),
        ("缺右括号(甲", "缺右括号(甲"),
        ("COD(t/a) 与 SO2", "COD(t/a) 与 SO2"),
        ("", ""),
        ("no Chinese, none at all; (really)", "no Chinese, none at all; (really)"),
    ],
)
def test_chinese_text_gets_full_width_signs_and_numbers_and_foreign_words_keep_theirs(
    written: str, printed: str
) -> None:
    assert full_width(written) == printed


def test_what_is_quoted_word_for_word_keeps_its_own_signs() -> None:
    quote = "严禁(重)污染,低水平重复项目入驻;"
    text = f"原文:“{quote}”(二(六)4),据此"
    assert full_width(text, (quote,)) == f"原文：“{quote}”（二（六）4），据此"


def test_of_quotes_that_contain_one_another_the_longer_one_is_kept() -> None:
    assert full_width("见“甲,乙,丙”,丁", ("甲,乙", "甲,乙,丙")) == "见“甲,乙,丙”，丁"


@pytest.mark.parametrize("kept", ["https://example.org/a,b?c=d;e:f", "申报.yaml:3:7", "台账.xlsx[线索]!H6"])
def test_addresses_and_places_in_files_are_kept(kept: str) -> None:
    assert full_width(f"见 {kept} ;另附") == f"见 {kept} ；另附"


def test_an_address_ends_at_a_semicolon_behind_which_something_else_begins() -> None:
    said = "转载 http://a.org/x_1.html;通知 https://b.org/y.htm;https://c.org/z;可信度 B"
    assert full_width(said) == "转载 http://a.org/x_1.html；通知 https://b.org/y.htm；https://c.org/z；可信度 B"


def test_days_are_written_out() -> None:
    assert long_day(date(2015, 6, 1)) == "2015年6月1日"
    assert with_long_days("2015-06-01 至 2015-12-31,2015-13-01,12015-06-01,2015-06-011") == (
        "2015年6月1日 至 2015年12月31日,2015-13-01,12015-06-01,2015-06-011"
    )
