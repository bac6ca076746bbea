"""A condition is parsed, checked, printed and worded; what is wrong with it is said at its place."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import base, checked, conditions

from compliance.errors import InputError, Place
from compliance.language import tree as t
from compliance.language.parse import parse
from compliance.language.unparse import unparse
from compliance.language.verbalize import describe
from compliance.quantity.quantity import Quantity
from compliance.quantity.units import unit

AT = Place("rules.yaml", 7, 12)

names = st.sampled_from(["land_area", "用地面积", "a", "in_zone"]).map(t.Name)
numbers = st.builds(
    lambda amount, symbol: t.Number(Quantity(Fraction(amount), unit(symbol))),
    st.decimals(min_value=-1000, max_value=1000, places=2).map(Decimal),
    st.sampled_from(["", "亩", "万元/亩", "%", "层"]),
)
strings = st.text(alphabet="甲乙ab'“ ", max_size=4).map(t.String)
days = st.dates().map(t.Day)


def terms() -> st.SearchStrategy[t.Term]:
    """Terms as the parser gives them."""
    return st.recursive(
        st.one_of(names, numbers, strings, days),
        lambda inner: st.one_of(
            st.builds(t.Arithmetic, st.sampled_from("+-*/"), inner, inner),
            st.builds(t.Lookup, st.just("least"), st.lists(inner, min_size=1, max_size=2).map(tuple)),
            st.builds(t.Aggregate, st.just("sum"), inner, names, st.none()),
        ),
        max_leaves=4,
    )


options = st.one_of(
    names,
    st.lists(terms(), min_size=1, max_size=3).map(lambda values: t.Choice(tuple(values))),
    st.builds(t.Interval, terms(), terms(), st.booleans(), st.booleans()),
)
parts = st.one_of(
    names,
    st.booleans().map(t.Truth),
    names.map(t.Known),
    st.builds(t.Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), terms(), terms()),
    st.builds(t.Membership, terms(), options),
)
trees = st.recursive(
    parts,
    lambda inner: st.one_of(
        inner.map(t.Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda cs: t.All(tuple(cs))),
        st.lists(inner, min_size=2, max_size=3).map(lambda cs: t.AnyOf(tuple(cs))),
        st.builds(t.Quantified, st.sampled_from(["every", "some"]), names, inner),
        st.builds(t.Aggregate, st.just("count"), st.none(), names, inner).map(
            lambda a: t.Comparison(">=", a, t.Number(Quantity(Fraction(2), unit(""))))
        ),
    ),
    max_leaves=5,
)


@given(trees)
def test_a_printed_tree_parses_to_itself(tree: t.Condition) -> None:
    assert parse(unparse(tree), AT) == tree


@given(st.text(alphabet="()[]{}'\"<>=!+-*/.,0123456789 andorotinwhekb亩万元用地面积%e_", max_size=60))
def test_no_text_makes_the_parser_fail_otherwise_than_with_a_place(text: str) -> None:
    try:
        parse(text, AT)
    except InputError as error:
        (problem,) = error.problems
        assert problem.place.file == AT.file
        assert problem.place.line >= AT.line


@given(conditions())
def test_every_checked_condition_has_words_in_both_languages(text: str) -> None:
    words = describe(checked(text), base())
    assert words.zh
    assert words.en
    assert not any("\u4e00" <= character <= "\u9fff" for character in words.en.replace("招商局", ""))


@given(conditions())
def test_a_checked_condition_prints_to_one_that_means_the_same(text: str) -> None:
    tree = checked(text)
    assert checked(unparse(tree)) == tree


def fault(text: str) -> str:
    """The first fault of a condition, in English, with its place."""
    with pytest.raises(InputError) as caught:
        checked(text)
    return caught.value.problems[0].line("en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "land_aera >= 500 亩",
            "generated:1:1: 'land_aera' is not a field or definition; did you mean land_area (用地面积)?",
        ),
        (
            "in_zone and land_area >= 500 万元",
            "generated:1:13: different dimensions: 'land_area' is area, '500 万元' is money",
        ),
        ("land_area >= 500", "'500' is a pure number"),
        ("source = nwe", "'nwe' is not a value of source; did you mean 'new'?"),
        ("code = 3120", "a code is written in quotes"),
        ("land_area", "is a quantity, not a condition"),
        ("in_zone > 3", "cannot compare"),
        ("source > new", "> does not suit an option"),
        ("land_area >= 500 顷", "unknown unit '顷'"),
        ("land_area >=", "ends too early"),
        ("land_area >= >= 3 亩", "generated:1:14: the condition does not read on at '>='"),
        ("land_area ~ 3", "'~' cannot stand in a condition"),
        ("code in heavi", "'heavi' is not a list; did you mean heavy?"),
        ("leest(code) > 1", "'leest' is not a table; did you mean least?"),
        ("least(code, code) > 20 万元/亩", "takes 1 values"),
        ("least(land_area) > 20 万元/亩", "takes a code here"),
        ("every zone satisfies in_zone", "'zone' is not a list of records"),
        ("agreed + 3 亩 <= as_of", "takes plus or minus years"),
        ("agreed >= date('2015-02-30')", "a date is written"),
        ("agreed + 1.5 年 <= as_of", "10: a date takes whole years, months or days; use a smaller unit"),
        ("agreed - 3 亩 <= as_of", "a date takes plus or minus years, months or days"),
        ("sum(building) > 3", "sum needs a value"),
        ("count(storeys over building) > 3", "count takes no value"),
        ("storeys >= 3 层", "'storeys' is not a field or definition"),
        ("(" * 50 + "in_zone" + ")" * 50, "nested too deeply"),
        ("in_zone and " * 300 + "in_zone", "longer than 2000"),
    ],
)
def test_what_is_wrong_is_said_with_place_and_suggestion(text: str, said: str) -> None:
    assert said in fault(text)


def test_all_faults_of_a_condition_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        checked("land_aera >= 500 亩 and source = nwe and in_zoen")
    assert [problem.place.column for problem in caught.value.problems] == [1, 33, 41]


def test_the_chinese_label_of_a_field_or_definition_is_its_name() -> None:
    assert checked("用地面积 >= 500 亩 and 大项目") == checked("land_area >= 500 亩 and big")


def test_a_word_is_an_option_in_front_of_a_set() -> None:
    assert unparse(checked("绿地率 in conditions")) == "green in conditions"


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
