"""A code is read however offices write it, and nothing that contradicts itself is one."""

import re
from dataclasses import replace

import pytest

from compliance.intake.codes import plain_codes, read_code
from compliance.rulebook.model import Rulebook
from compliance.text import Text
from compliance.vocabulary.fields import Field


@pytest.fixture
def industry(rulebook: Rulebook) -> Field:
    """The industry code of projects."""
    return rulebook.vocabulary.field("project", "industry_code")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("3021", "3021"),
        ("302", "302"),
        ("30", "30"),
        ("0911", "0911"),
        ("C3021", "3021"),
        ("b 0911", "0911"),
        ("\uff23\uff13\uff10\uff12\uff11", "3021"),
        ("(3021)", "3021"),
        ("3021、", "3021"),
        ("3021水泥制品制造", "3021"),
        ("C3021 水泥制品制造", "3021"),
        ("3021\uff08水泥制品制造\uff09", "3021"),
        ("3021-水泥制品制造", "3021"),
        ("3021 预制构件", "3021"),
        ("水泥制品制造(3021)", "3021"),
        ("水泥制品制造3021", "3021"),
        ("预制构件 C3021", "3021"),
        ("预制构件[3021]", "3021"),
        ("3021(GB/T 4754-2011)", "3021"),
        ("5211 百货零售", "5211"),
    ],
)
def test_a_code_stands_alone_or_beside_words(industry: Field, written: str, code: str) -> None:
    assert read_code(industry, written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("C30/3021", "3021"),
        ("C30 非金属矿物制品业(3021)", "3021"),
        ("30、302、3021", "3021"),
        ("C30 水泥制品制造", "3021"),
        ("C30 非金属矿物制品业", "30"),
        ("30 非金属矿物制品业", "30"),
    ],
)
def test_the_lowest_of_codes_that_begin_alike_counts(industry: Field, written: str, code: str) -> None:
    assert read_code(industry, written) == code


@pytest.mark.parametrize("written", ["水泥制品制造", " 水泥 制品制造 ", "(水泥制品制造)"])
def test_an_exact_name_is_its_code(industry: Field, written: str) -> None:
    assert read_code(industry, written) == "3021"


def why(field: Field, written: str) -> str:
    """Why that is no code, in English."""
    found = read_code(field, written)
    assert isinstance(found, Text), found
    assert found.zh.startswith(f"“{field.label.zh}”")
    return found.en.removeprefix(f"'{field.label.en}'").removeprefix(":").strip()


def test_a_name_that_is_not_exact_is_answered_with_the_closest(industry: Field) -> None:
    assert why(industry, "水泥制品厂") == (
        "'水泥制品厂' is no full name of GB/T 4754-2011; is it 3021 水泥制品制造, 3023 石棉水泥制品制造, 3011 水泥制造? "
        "Give the code"
    )
    assert why(industry, "咕噜") == "'咕噜' is no full name of GB/T 4754-2011; give the code"


def test_a_name_of_the_other_edition_is_told_with_its_code_there(industry: Field) -> None:
    assert why(industry, "运动休闲针织服装制造").startswith(
        "'运动休闲针织服装制造' is no full name of GB/T 4754-2011 but that of 1821 in GB/T 4754-2017; is it 1820 "
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3021 炼铁", "3021 水泥制品制造 does not go with '炼铁', the name of 3110(GB/T 4754-2011); check it"),
        ("C30 炼铁", "30 does not go with '炼铁', the name of 3110(GB/T 4754-2011); check it"),
        (
            "3140 铁合金冶炼",
            "3140 钢压延加工 does not go with '铁合金冶炼', the name of 3150(GB/T 4754-2011); check it",
        ),
        (
            "6540 运行维护服务",
            "6540 数据处理和存储服务 does not go with '运行维护服务', the name of 6540(GB/T 4754-2017); check it",
        ),
    ],
)
def test_the_name_of_another_code_contradicts_the_code(industry: Field, written: str, said: str) -> None:
    assert why(industry, written) == said


def test_a_code_of_the_other_edition_with_its_name_there_is_read(industry: Field) -> None:
    assert read_code(industry, "1821 运动休闲针织服装制造") == "1821"


def test_the_name_of_the_other_edition_beside_a_code_says_of_which_it_is(industry: Field) -> None:
    assert why(industry, "C3021(GB/T4754-2017)") == (
        "'C3021(GB/T4754-2017)' is a code of GB/T 4754-2017; convert it to the code of GB/T 4754-2011"
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("C0911", "0911 belongs to section B, not C; check 'C0911'"),
        ("A30", "30 belongs to section C, not A; check 'A30'"),
        ("C30/B3021", "3021 belongs to section C, not B; check 'C30/B3021'"),
    ],
)
def test_the_letter_of_another_section_contradicts_the_code(industry: Field, written: str, said: str) -> None:
    assert why(industry, written) == said


@pytest.mark.parametrize(("written", "zero"), [("620", "0620 褐煤开采洗选"), ("912", "0912 铅锌矿采选")])
def test_three_digits_that_may_have_lost_a_zero_are_asked_about(industry: Field, written: str, zero: str) -> None:
    assert f"{written} may have lost a leading 0; is it {zero}?" in why(industry, written)


def test_a_letter_or_words_show_that_three_digits_are_a_group(industry: Field) -> None:
    assert read_code(industry, "C311") == read_code(industry, "C 311") == "311"
    assert read_code(industry, "311炼铁") == "3110"


@pytest.mark.parametrize(
    "written", ["3021、3011", "C3021 C3011", "C30-21", "C 30 21", "3021水泥制品;3011水泥", "31/30"]
)
def test_codes_of_which_neither_begins_the_other_are_several(industry: Field, written: str) -> None:
    assert why(industry, written).startswith("holds more than one code")


@pytest.mark.parametrize(
    "written",
    [
        "3",
        "C",
        "30211",
        "3021.0",
        "Z3021",
        "CC30",
        "-",
        "302①",
        "302²",
        "30万吨水泥",
        "2015年",
        "3011吨",
        "500强",
        "30 水泥",
        "水泥(30)",
        "水泥30",
        "年产3011",
        "3021 水泥2条线",
        "industry",
    ],
)
def test_nothing_else_is_a_code(industry: Field, written: str) -> None:
    assert why(industry, written).startswith("must have 2 to 4 digits")


def test_a_code_that_no_classification_lists_is_written_in_digits(industry: Field) -> None:
    free = replace(industry, classification=None)
    assert [read_code(free, written) for written in ("3021", "A3021", "99")] == ["3021", "3021", "99"]
    assert why(free, "水泥制品制造").startswith("must have 2 to 4 digits")
    assert why(free, "3021 水泥制品制造").startswith("must have 2 to 4 digits")
    assert why(free, "30/3021").startswith("holds more than one code")


def test_what_is_plain_is_read_as_it_stands(industry: Field) -> None:
    plain = re.compile(plain_codes(industry).replace(r"\z", r"\Z"))
    for code in (f"{number:0{digits}}" for digits in (2, 3, 4) for number in range(10**digits)):
        if plain.match(code):
            assert read_code(industry, code) == code
    assert [bool(plain.match(code)) for code in ("30", "3021", "C3021", "C30", "B0911")] == [True] * 5
    refused = ("C0911", "302", "3021 ", "c3021", "A30", "3021水泥制品制造")
    assert [bool(plain.match(code)) for code in refused] == [False] * len(refused)


def test_every_industry_is_read_by_its_name_and_by_its_code_and_name(industry: Field) -> None:
    assert industry.classification is not None
    for code, name in industry.classification.names.items():
        assert read_code(industry, name) == code
        assert read_code(industry, f"{code}{name}") == code
        assert read_code(industry, f"{name}({code})") == code
