"""A text is a condition or is refused at its place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import InputError, Place
from compliance.language import tree as t
from compliance.language.parse import DEEPEST, DIGITS, LEVELS, LONGEST, parse, parse_options, parse_term

AT = Place("rules.yaml", 7, 12)


@given(st.text(alphabet="()[]{}'\"<>=!+-*/.,0123456789 andorotinwhekb亩万元用地面积%e_", max_size=60))
def test_no_text_makes_the_parser_fail_otherwise_than_with_a_place(text: str) -> None:
    try:
        parse(text, AT)
    except InputError as error:
        (problem,) = error.problems
        assert problem.place.file == AT.file
        assert problem.place.line >= AT.line


def said_of(text: str) -> str:
    """What is said of a text that is refused, soon."""
    begun = time.monotonic()
    with pytest.raises(InputError) as caught:
        parse(text, AT)
    assert time.monotonic() - begun < 2
    (problem,) = caught.value.problems
    assert problem.place == AT
    return problem.message.en


@pytest.mark.parametrize(
    "text",
    [
        "not\t" * 490 + "in_zone",
        "not " * 490 + "in_zone",
        "not\n" * LEVELS + "in_zone",
        "1" + "+1" * 900 + " > land_area",
        "1" + "*1" * 900 + " > land_area",
        "land_area in [1" + "-1" * 900 + "..2]",
        "every b satisfies " * 100 + "x",
        "count(b where " * 30 + "x" + ") > 1" * 30,
    ],
)
def test_a_condition_of_too_many_levels_is_refused(text: str) -> None:
    assert f"more than {LEVELS} levels in one condition" in said_of(text)


def test_options_and_terms_have_no_more_levels_either() -> None:
    long = "1" + "+1" * 900
    for read in (parse_term, lambda text, at: parse_options(f"[0..{text}]", at)):
        with pytest.raises(InputError, match="levels"):
            read(long, AT)


def test_a_condition_may_have_so_many_levels() -> None:
    assert isinstance(parse("not " * (LEVELS - 3) + "x", AT), t.Not)
    assert isinstance(parse("(" * DEEPEST + "x" + ")" * DEEPEST, AT), t.Name)
    assert len(t.children(parse("x" + " and x" * 300, AT))) == 301


def test_a_condition_may_have_so_many_characters() -> None:
    assert isinstance(parse("x" * LONGEST, AT), t.Name)
    assert f"longer than {LONGEST}" in said_of("x" * (LONGEST + 1))


@pytest.mark.parametrize("number", ["{}", "0.{}", "-{}", "{} 亩"])
def test_a_number_has_no_more_digits_than_in_the_material(number: str) -> None:
    written = number.format("9" * (DIGITS - number.count("0")))
    assert isinstance(parse_term(written, AT), t.Number)
    with pytest.raises(InputError, match=f"a number of more than {DIGITS} digits"):
        parse_term(written.replace("9", "99", 1), AT)


@pytest.mark.parametrize(
    "written",
    ["2015-W01-1", "2015W011", "20150601", "2015-6-1", "2015-06", "2015-02-30", "２０１５-06-01", "2015-06-01T00"],
)
def test_a_date_is_a_day_of_the_calendar(written: str) -> None:
    assert isinstance(parse("agreed > date('2015-06-01')", AT), t.Comparison)
    with pytest.raises(InputError, match="a date is written"):
        parse(f"agreed > date('{written}')", AT)
