"""A value is exact or doubted with the reason, and nothing is guessed."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from compliance.case import Doubt, Value
from compliance.quantity.imprecise import Imprecise
from compliance.quantity.interval import Interval
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import unit
from tests.intake.reading import Read


def value(read: Read, written: str) -> Value:
    """The value of the only other field of an application."""
    (case,) = read(f"name: 甲\n{written}\n")
    assert case.doubts == ()
    assert case.notes == ()
    (datum,) = (datum for field, datum in case.data.items() if field != "name")
    return datum.value


def doubt(read: Read, written: str) -> Doubt:
    """The only doubt about an application that states nothing else."""
    (case,) = read(f"name: 甲\n{written}\n")
    assert list(case.data) == ["name"]
    (found,) = case.doubts
    return found


@pytest.mark.parametrize("written", ["true", "True", "yes", "YES", "是", "有", "√", "Y", "y", "\uff39", "'是 '"])
def test_these_words_are_true(read: Read, written: str) -> None:
    assert value(read, f"signed: {written}") is True


@pytest.mark.parametrize("written", ["false", "no", "NO", "否", "无", "\N{MULTIPLICATION SIGN}", "N", "n"])
def test_these_words_are_false(read: Read, written: str) -> None:
    assert value(read, f"signed: {written}") is False


@pytest.mark.parametrize("written", ["on", "off", "1", "0", "是的", "t", "✓", "x", "不", "待定", "-"])
def test_no_other_word_is_true_or_false(refused: Callable[[str], list[str]], written: str) -> None:
    assert refused(f"name: 甲\nsigned: '{written}'") == [
        f"2:9: 'Contract signed' must be true or false, not '{written}'"
    ]


@pytest.mark.parametrize("written", ["upgrade", "技术改造", "Technical upgrade", "TECHNICAL UPGRADE", "Upgrade"])
def test_a_choice_is_written_by_id_or_label(read: Read, written: str) -> None:
    assert value(read, f"nature: {written}") == "upgrade"


def test_a_choice_called_none_is_not_a_missing_one(read: Read) -> None:
    assert value(read, "nature: none") == value(read, "nature: 无") == "none"


def test_an_unknown_choice_is_answered_with_what_was_meant_and_what_there_is(
    refused: Callable[[str], list[str]],
) -> None:
    assert refused("name: 甲\nnature: 技术改选") == [
        "2:9: 'Nature of construction' has no value '技术改选'; did you mean 'upgrade' (Technical upgrade)?"
        " Allowed: new(新建), expansion(改扩建), upgrade(技术改造), none(无)"
    ]


@pytest.mark.parametrize("written", ["[容积率, green_ratio]", "容积率、绿地率", "[绿地率, 容积率, 容积率]"])
def test_a_set_is_a_list_or_words_between_commas(read: Read, written: str) -> None:
    assert value(read, f"conditions: {written}") == frozenset({"plot_ratio", "green_ratio"})


def test_an_empty_list_states_that_there_is_none(read: Read) -> None:
    assert value(read, "conditions: []") == frozenset()
    assert value(read, "buildings: []") == ()


def test_each_wrong_item_of_a_set_is_told(refused: Callable[[str], list[str]]) -> None:
    said = refused("name: 甲\nconditions: [容积率, 高度, [绿地率], ~]")
    assert [line.partition(" ")[0] for line in said] == ["2:19:", "2:23:", "2:30:"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("3120", "3120"), ("C3120", "3120"), ("c 3120", "3120"), ("31", "31"), ("0710", "0710"),
     ("' 312 '", "312"),
     ("\uff23\uff13\uff11\uff12\uff10", "3120")],
)  # fmt: skip
def test_an_industry_code_has_two_to_four_digits(read: Read, written: str, code: str) -> None:
    assert value(read, f"行业代码: {written}") == code


@pytest.mark.parametrize("written", ["3", "31200", "C", "炼钢", "Z3120", "CC31", "31.20", "-31", "C3120炼钢"])
def test_another_form_of_industry_code_is_refused(refused: Callable[[str], list[str]], written: str) -> None:
    (said,) = refused(f"name: 甲\nindustry_code: {written}")
    assert said.startswith("2:16: 'Industry code' must have 2 to 4 digits")


@pytest.mark.parametrize("written", ["3120、3130", "C3120 C3130", "3120/3130", "'3120,31'"])
def test_two_industry_codes_in_one_place_are_refused(refused: Callable[[str], list[str]], written: str) -> None:
    (said,) = refused(f"name: 甲\nindustry_code: {written}")
    assert "holds more than one code" in said


def test_a_text_may_be_long_but_not_endless(read: Read, refused: Callable[[str], list[str]]) -> None:
    assert value(read, "applicant: " + "甲" * 10_000) == "甲" * 10_000
    assert refused("name: 甲\napplicant: " + "甲" * 10_001) == ["2:12: 'Applicant' is longer than 10000 characters"]


@pytest.mark.parametrize(
    ("written", "mu"),
    [
        ("land_area: 60", Fraction(60)),
        ("用地面积: 4 公顷", Fraction(60)),
        ("占地面积: 1万平方米", Fraction(15)),
        ("Site area: 0.1", Fraction(1, 10)),
        ("用地面积(亩): 60", Fraction(60)),
        ("用地面积(公顷): 4", Fraction(60)),
        ("用地面积\uff08平方米\uff09: 10000", Fraction(15)),
        ("land_area[公顷]: 4", Fraction(60)),
        ("用地面积(公顷): 60亩", Fraction(60)),
        ("land_area: 0", Fraction(0)),
    ],
)
def test_a_number_is_exact_and_in_the_unit_of_its_field(read: Read, written: str, mu: Fraction) -> None:
    assert value(read, written) == Quantity(mu, unit("亩"))


def test_a_number_keeps_how_it_was_written(read: Read) -> None:
    (case,) = read("name: 甲\n总投资(亿元): 1.2\n")
    investment = case.data["investment"]
    assert investment.written == "1.2(亿元)"
    assert investment.value == Quantity(Fraction(12_000), unit("万元"))
    assert (investment.at.line, investment.at.column) == (2, 10)


def test_an_imprecise_number_is_kept_as_far_as_its_field_can_be_so(read: Read) -> None:
    ends = {"约60亩": (60, 60), "50—60亩": (50, 60), "不足60亩": (0, 60), "60亩以上": (60, None)}
    for written, (low, high) in ends.items():
        found = value(read, f"land_area: {written}")
        assert isinstance(found, Imprecise)
        assert (found.amounts.low, found.amounts.high, found.about) == (low, high, written.startswith("约"))
    assert value(read, "share: 超过90%") == Imprecise(Interval(Fraction(90), Fraction(100), low_open=True), unit("%"))


def test_an_imprecise_number_that_its_field_cannot_be_is_doubtful(read: Read) -> None:
    for written in ("share: 超过100%", "land_grade: 16—18等", "land_area: 不足0亩"):
        assert doubt(read, written).reason.zh == "超出该字段可能的范围,请核实"


@pytest.mark.parametrize(
    ("written", "usable"),
    [("0 等", False), ("1 等", True), ("15 等", True), ("16 等", False), ("0.999", False), ("15.001", False)],
)
def test_a_number_outside_its_limits_is_doubtful(read: Read, written: str, usable: bool) -> None:
    if usable:
        assert value(read, f"land_grade: {written}")
    else:
        assert doubt(read, f"land_grade: {written}").field == "land_grade"


def test_a_limit_is_compared_in_the_unit_of_its_field(read: Read) -> None:
    assert value(read, "share: 1") == Quantity(Fraction(1), unit("%"))
    assert value(read, "share: 100%") == Quantity(Fraction(100), unit("%"))
    assert doubt(read, "share: 100.1%").reason.en == "more than the most possible, 100%; check it"
    assert doubt(read, "land_area: -1公顷").reason.zh == "小于可能的最小值 0 亩,请核实"


@pytest.mark.parametrize(
    "written", ["许多", "60 x", "5000万元", "1e400", "nan", "inf", "0x10", "60亩 70亩", "9" * 5000]
)
def test_what_is_not_a_number_of_its_kind_is_refused(refused: Callable[[str], list[str]], written: str) -> None:
    (said,) = refused(f"name: 甲\nland_area: {written}")
    assert said.startswith("2:12: 'Site area': ")


@pytest.mark.parametrize(
    "written",
    ["2015-06-01", "2015-6-1", "2015/6/1", "2015.6.1", "2015.06.01", "2015年6月1日", "2015年 06月 01日",
     "\uff12\uff10\uff11\uff15-06-01"],
)  # fmt: skip
def test_a_day_may_be_written_so(read: Read, written: str) -> None:
    assert value(read, f"start_date: {written}") == date(2015, 6, 1)


@pytest.mark.parametrize("written", ["2015年6月", "2013-08", "2015.6", "2015/06"])
def test_a_month_is_no_day(read: Read, written: str) -> None:
    assert doubt(read, f"start_date: {written}").reason.zh.startswith("只到月份")


@pytest.mark.parametrize("written", ["2015-02-30", "2015-13-01", "2015-00", "2015年2月29日", "0000-01-01"])
def test_an_impossible_day_is_refused(refused: Callable[[str], list[str]], written: str) -> None:
    assert refused(f"name: 甲\nstart_date: {written}") == [f"2:13: 'Start': there is no such day as '{written}'"]


@pytest.mark.parametrize(
    "written", ["2015", "2015年底", "6月1日", "01/06/2015", "2015-06/01", "20150601", "开工", "42156"]
)
def test_what_is_not_a_date_is_refused(refused: Callable[[str], list[str]], written: str) -> None:
    (said,) = refused(f"name: 甲\nstart_date: {written}")
    assert said.startswith("2:13: 'Start' must be a date such as 2015-06-01")
