"""A text is a condition or is refused at its place."""

from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import InputError, Place
from compliance.language.parse import parse

AT = Place("rules.yaml", 7, 12)


@given(st.text(alphabet="()[]{}'\"<>=!+-*/.,0123456789 andorotinwhekb亩万元用地面积%e_", max_size=60))
def test_no_text_makes_the_parser_fail_otherwise_than_with_a_place(text: str) -> None:
    try:
        parse(text, AT)
    except InputError as error:
        (problem,) = error.problems
        assert problem.place.file == AT.file
        assert problem.place.line >= AT.line
