"""What is wrong in a condition is said with its place and a suggestion."""

import pytest

from compliance.errors import InputError
from compliance.language.unparse import unparse
from tests.strategies import checked


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
        ("code in {'29', unit_named}", "a code in a list is written out, as '3120'; compare with unit_named by ="),
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
