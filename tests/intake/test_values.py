"""A value is exact, imprecise as it is written, or doubted with the reason, and nothing is guessed."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.case import Datum, Doubt, Value
from compliance.errors import Place
from compliance.intake.heading import Heading
from compliance.intake.values import UnusableValueError, option_id, read_value
from compliance.quantity.imprecise import Days, Imprecise
from compliance.quantity.interval import Interval
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import unit
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.fields import Vocabulary
from tests.intake.reading import heading_of

AT = Place("app.yaml", 2, 9)
Stated = Callable[[str, str], Datum | Doubt | None]


@pytest.fixture
def stated(vocabulary: Vocabulary) -> Stated:
    """Reads what is written under a heading."""

    def stated(heading: str, written: str) -> Datum | Doubt | None:
        meant = heading_of(vocabulary, heading)
        return read_value(meant, written, AT)

    return stated


def value(found: Datum | Doubt | None) -> Value:
    """The value that is stated."""
    assert isinstance(found, Datum), found
    assert found.at == AT
    return found.value


def reason(found: Datum | Doubt | None) -> str:
    """Why what is written cannot be used, in English."""
    assert isinstance(found, Doubt), found
    assert found.at == AT
    assert found.reason.zh
    return found.reason.en


@pytest.mark.parametrize("heading", ["signed", "nature", "conditions", "land_area", "industry_code", "start_date"])
@pytest.mark.parametrize("written", ["", "  ", "-", "——", "/", "…", "待定", "未定", "不详", "n/a"])
def test_a_sign_for_nothing_is_a_blank(stated: Stated, heading: str, written: str) -> None:
    assert stated(heading, written) is None


@pytest.mark.parametrize("heading", ["signed", "nature", "conditions", "land_area", "industry_code", "start_date"])
@pytest.mark.parametrize("mark", ["①", "²", "¹", "⑴"])
def test_a_mark_of_a_footnote_is_never_read_as_a_digit(stated: Stated, heading: str, mark: str) -> None:
    written = {
        "signed": "是", "nature": "新建", "conditions": "容积率", "land_area": "60", "industry_code": "312",
        "start_date": "2014-09-1",
    }[heading]  # fmt: skip
    assert "mark of a footnote" in reason(stated(heading, written + mark))


# Yes and no


@pytest.mark.parametrize(
    "written", ["true", "True", "yes", "YES", "是", "有", "√", "✓", "✔", "☑", "Y", "y", "Ｙ", "是 "]
)
def test_these_words_are_true(stated: Stated, written: str) -> None:
    assert value(stated("signed", written)) is True


@pytest.mark.parametrize("written", ["false", "no", "NO", "否", "无", "×", "N", "n", "不是", "没有"])
def test_these_words_are_false(stated: Stated, written: str) -> None:
    assert value(stated("signed", written)) is False


@pytest.mark.parametrize("written", ["on", "off", "1", "0", "t", "x", "不", "正在办理", "拟签约", "□", "是/否"])
def test_no_other_word_is_true_or_false(stated: Stated, written: str) -> None:
    assert reason(stated("signed", written)) == f"'Contract signed' must be true or false, not '{written}'"


# Choices


@pytest.mark.parametrize("written", ["upgrade", "技术改造", "Technical upgrade", "TECHNICAL UPGRADE", "Upgrade"])
def test_a_choice_is_written_by_id_or_label(stated: Stated, written: str) -> None:
    assert value(stated("nature", written)) == "upgrade"


def test_a_choice_called_none_is_not_a_missing_one(stated: Stated) -> None:
    assert value(stated("nature", "none")) == value(stated("nature", "无")) == "none"


@pytest.mark.parametrize("written", ["新建项目", "新建(一期)", "新建（厂房）"])
def test_a_choice_may_have_a_remark_that_does_not_take_it_back(stated: Stated, written: str) -> None:
    assert value(stated("nature", written)) == "new"


@pytest.mark.parametrize("written", ["新建(暂定)", "新建(部分技改)", "拟新建", "非新建"])
def test_a_choice_that_is_taken_back_is_none(stated: Stated, written: str) -> None:
    assert f"has no value '{written}'" in reason(stated("nature", written))


def test_an_unknown_choice_is_answered_with_what_was_meant_and_what_there_is(stated: Stated) -> None:
    assert reason(stated("nature", "技术改选")) == (
        "'Nature of construction' has no value '技术改选'; did you mean 'upgrade' (Technical upgrade)?"
        " Allowed: new(新建), expansion(改扩建), upgrade(技术改造), none(无)"
    )


@pytest.mark.parametrize("written", ["新建、技术改造", "新建,技术改造", "新建/技术改造"])
def test_of_two_choices_the_main_one_is_asked_for(stated: Stated, written: str) -> None:
    assert "holds more than one: new, Technical upgrade; give the main one only" in reason(stated("nature", written))


@pytest.mark.parametrize("written", ["容积率、绿地率", "容积率，绿地率", "容积率;绿地率", "绿地率/容积率/容积率"])
def test_a_set_is_words_between_commas(stated: Stated, written: str) -> None:
    assert value(stated("conditions", written)) == frozenset({"plot_ratio", "green_ratio"})


@pytest.mark.parametrize("written", ["容积率、高度", "容积率和绿地率", "全部"])
def test_a_set_with_a_word_that_is_none_of_its_values_is_in_doubt(stated: Stated, written: str) -> None:
    assert "has no value" in reason(stated("conditions", written))


@pytest.mark.parametrize("written", ["否", "无", "没有", "no", "false", "□是 ☑否"])
def test_a_set_of_which_there_is_none_is_empty(stated: Stated, written: str) -> None:
    assert value(stated("conditions", written)) == frozenset()


@pytest.mark.parametrize("written", ["是", "有", "true", "√", "☑是 □否", "是(见附件)"])
def test_a_set_of_which_is_only_said_that_there_are_some_is_in_doubt(stated: Stated, written: str) -> None:
    assert reason(stated("conditions", written)) == (
        f"'Conditions' must say which, not '{written}'. Allowed: plot_ratio(容积率), green_ratio(绿地率)"
    )


@pytest.mark.parametrize("written", ["待定", "—", "/", ""])
def test_a_set_that_is_left_open_is_unknown(stated: Stated, written: str) -> None:
    assert stated("conditions", written) is None


# Codes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("3120", "3120"),
        ("C3120", "3120"),
        ("c 3120", "3120"),
        ("31", "31"),
        ("0710", "0710"),
        (" 312 ", "312"),
        ("Ｃ３１２０", "3120"),
    ],
)
def test_an_industry_code_has_two_to_four_digits(stated: Stated, written: str, code: str) -> None:
    assert value(stated("行业代码", written)) == code


@pytest.mark.parametrize("written", ["3", "31200", "C", "Z3120", "CC31", "31.20", "-31"])
def test_another_form_of_industry_code_is_in_doubt(stated: Stated, written: str) -> None:
    assert "must have 2 to 4 digits" in reason(stated("industry_code", written))


@pytest.mark.parametrize("written", ["3120、3130", "C3120 C3130", "3120/3130", "3120,31"])
def test_two_industry_codes_in_one_place_are_in_doubt(stated: Stated, written: str) -> None:
    assert "holds more than one code" in reason(stated("industry_code", written))


def test_a_text_may_be_long_but_not_endless(stated: Stated) -> None:
    assert value(stated("applicant", "甲" * 10_000)) == "甲" * 10_000
    found = stated("applicant", "甲" * 10_001)
    assert reason(found) == "'Applicant' is longer than 10000 characters"
    assert isinstance(found, Doubt)
    assert len(found.written) < 300


# Numbers


@pytest.mark.parametrize(
    ("heading", "written", "mu"),
    [
        ("land_area", "60", Fraction(60)),
        ("用地面积", "4 公顷", Fraction(60)),
        ("占地面积", "1万平方米", Fraction(15)),
        ("Site area", "0.1", Fraction(1, 10)),
        ("用地面积(亩)", "60", Fraction(60)),
        ("用地面积(公顷)", "4", Fraction(60)),
        ("用地面积（平方米）", "10000", Fraction(15)),
        ("land_area[公顷]", "4", Fraction(60)),
        ("用地面积(公顷)", "60亩", Fraction(60)),
        ("用地面积(公顷)", "60(亩)", Fraction(60)),
        ("land_area", "0", Fraction(0)),
    ],
)
def test_a_number_is_exact_and_in_the_unit_of_its_field(
    stated: Stated, heading: str, written: str, mu: Fraction
) -> None:
    assert value(stated(heading, written)) == Quantity(mu, unit("亩"))


def test_a_number_keeps_how_it_was_written(stated: Stated) -> None:
    found = stated("总投资(亿元)", "1.2")
    assert value(found) == Quantity(Fraction(12_000), unit("万元"))
    assert found is not None
    assert found.written == "1.2(亿元)"


@pytest.mark.parametrize(
    "written", ["人民币1.3亿元", "1.3亿元人民币", "1.3亿元(人民币)", "RMB1.3亿元", "￥13000万元", "壹亿叁仟万元整"]
)
def test_an_amount_may_say_that_it_is_in_yuan(stated: Stated, written: str) -> None:
    assert value(stated("总投资", written)) == Quantity(Fraction(13_000), unit("万元"))


@pytest.mark.parametrize("written", ["0.3亿美元", "US$500万", "美元1.3亿", "1.3亿港元(折合人民币1亿元)", "500万USD"])
def test_an_amount_in_a_foreign_currency_is_never_converted(stated: Stated, written: str) -> None:
    assert "is never converted; give it in yuan" in reason(stated("总投资", written))


def test_an_imprecise_number_is_kept_as_far_as_its_field_can_be_so(stated: Stated) -> None:
    ends = {"约60亩": (60, 60), "50—60亩": (50, 60), "不足60亩": (0, 60), "60亩以上": (60, None)}
    for written, (low, high) in ends.items():
        found = value(stated("land_area", written))
        assert isinstance(found, Imprecise)
        assert (found.amounts.low, found.amounts.high, found.about) == (low, high, written.startswith("约"))
    over = Imprecise(Interval(Fraction(90), Fraction(100), low_open=True), unit("%"))
    assert value(stated("share", "超过90%")) == over
    assert value(stated("用地面积(公顷)", "2—3")) == Imprecise(Interval(Fraction(30), Fraction(45)), unit("亩"))


@pytest.mark.parametrize(
    ("heading", "written"), [("share", "超过100%"), ("land_grade", "16—18等"), ("land_area", "不足0亩")]
)
def test_an_imprecise_number_that_its_field_cannot_be_is_in_doubt(stated: Stated, heading: str, written: str) -> None:
    assert reason(stated(heading, written)) == "outside what this field can be; check it"


@pytest.mark.parametrize(
    ("written", "usable"),
    [("0 等", False), ("1 等", True), ("15 等", True), ("16 等", False), ("0.999", False), ("15.001", False)],
)
def test_a_number_outside_its_limits_is_in_doubt(stated: Stated, written: str, usable: bool) -> None:
    assert isinstance(stated("land_grade", written), Datum if usable else Doubt)


def test_a_limit_is_compared_in_the_unit_of_its_field(stated: Stated) -> None:
    assert value(stated("share", "1")) == Quantity(Fraction(1), unit("%"))
    assert value(stated("share", "100%")) == Quantity(Fraction(100), unit("%"))
    assert reason(stated("share", "100.1%")) == "more than the most possible, 100%; check it"
    assert reason(stated("land_area", "-1公顷")) == "less than the least possible, 0 mu; check it"


@pytest.mark.parametrize(
    "written", ["许多", "60 x", "5000万元", "1e400", "nan", "inf", "0x10", "60亩 70亩", "9" * 5000, "亿亩"]
)
def test_what_is_not_a_number_of_its_kind_is_in_doubt(stated: Stated, written: str) -> None:
    assert reason(stated("land_area", written)).startswith("'Site area': ")


@pytest.mark.parametrize("written", ["无", "没有", "不排放"])
def test_that_there_is_none_is_not_taken_for_zero(stated: Stated, written: str) -> None:
    assert "if it is zero, write 0" in reason(stated("land_area", written))


# Dates


@pytest.mark.parametrize("written", ["2015-06-01", "2015/6/1", "2015年6月1日", "20150601", "2015-06-01 00:00:00"])
def test_a_day_is_a_date(stated: Stated, written: str) -> None:
    assert value(stated("start_date", written)) == date(2015, 6, 1)


def test_an_imprecise_date_is_the_days_that_it_may_be(stated: Stated) -> None:
    assert value(stated("start_date", "2015年6月")) == Days(date(2015, 6, 1), date(2015, 6, 30))
    assert value(stated("start_date", "2015年6月底前")) == Days(None, date(2015, 6, 30))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2015-02-30", "no such day"),
        ("1900-01-01", "a placeholder"),
        ("6月1日", "no full year"),
        ("预计2015年6月", "planned"),
        ("开工", "must be a date"),
        ("42156", "must be a date"),
    ],
)
def test_what_is_not_a_date_is_in_doubt(stated: Stated, written: str, said: str) -> None:
    found = reason(stated("start_date", written))
    assert found.startswith("'Start': ")
    assert said in found


@given(
    heading=st.sampled_from(["signed", "nature", "conditions", "总投资", "land_area", "industry_code", "start_date"]),
    written=st.text(max_size=30)
    | st.text(alphabet="0123456789.一二百千万亿元亩约不足以上至-()①年月日是有无,、", max_size=12),
)
def test_no_text_makes_reading_fail(vocabulary: Vocabulary, heading: str, written: str) -> None:
    meant = heading_of(vocabulary, heading)
    assert isinstance(read_value(meant, written, AT), Datum | Doubt | None)


@pytest.mark.parametrize(
    ("heading", "written", "id_"),
    [("建设性质", "扩建", "expansion"), ("建设性质", "技改扩能", "upgrade"), ("用地来源", "新增用地", "new"),
     ("用地来源", "存量用地", "stock"), ("产业结构调整指导目录类别", "鼓励", "encouraged"), ("投资方类型", "中国500强", "china_500")],
)  # fmt: skip
def test_a_choice_is_written_by_another_word_for_it(rulebook: Rulebook, heading: str, written: str, id_: str) -> None:
    assert option_id(rulebook.vocabulary.field("project", heading), written) == id_


@pytest.mark.parametrize(
    ("heading", "written"), [("建设性质", "迁建"), ("建设性质", "新建、扩建"), ("用地来源", "租赁")]
)
def test_a_word_that_may_mean_several_choices_is_none_of_them(rulebook: Rulebook, heading: str, written: str) -> None:
    with pytest.raises(UnusableValueError, match=r"has no value|more than one"):
        option_id(rulebook.vocabulary.field("project", heading), written)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("叶县集聚区", "叶县产业集聚区"),
        (" 叶县 集聚区", "叶县产业集聚区"),
        ("某某集聚区", "某某集聚区"),
        ("不在", "不在"),
    ],
)
def test_a_name_is_read_as_its_register_has_it_and_kept_as_written(
    rulebook: Rulebook, written: str, value: str
) -> None:
    datum = read_value(Heading(rulebook.vocabulary.field("project", "zone"), None), written, Place("a.csv"))
    assert isinstance(datum, Datum)
    assert (datum.value, datum.written) == (value, written.strip())
