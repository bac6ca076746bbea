"""A condition in YAML is a line, or lists of lines joined by all, any and not."""

import pytest

from compliance.errors import InputError
from compliance.language.parse import parse
from compliance.language.unparse import unparse
from compliance.nodes.from_yaml import read_yaml
from compliance.nodes.tree import Node
from compliance.rulebook.conditions import read_condition


def node(text: str) -> Node:
    """The only document of a YAML text."""
    return read_yaml(text.encode(), "rules.yaml")[0]


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("in_zone and polluting", "in_zone and polluting"),
        ("{all: [in_zone, polluting]}", "in_zone and polluting"),
        ("{any: [in_zone, polluting]}", "in_zone or polluting"),
        ("{not: in_zone}", "not in_zone"),
        ("{all: [in_zone, {any: [polluting, {not: exempted}]}]}", "in_zone and (polluting or not exempted)"),
    ],
)
def test_lists_of_lines_mean_what_one_line_says(written: str, line: str) -> None:
    condition = read_condition(node(written))
    assert unparse(condition) == line
    assert unparse(parse(line, condition.at)) == line


@pytest.mark.parametrize("written", ["[a, b]", "{all: in_zone}", "{all: [in_zone]}", "{both: [a, b]}", "{}"])
def test_another_form_is_refused_with_the_forms_there_are(written: str) -> None:
    with pytest.raises(InputError, match=r"rules\.yaml:1:1: a condition is one line of text, or a mapping"):
        read_condition(node(written))


def test_every_fault_in_a_list_is_told_at_its_place_past_an_opening_quote() -> None:
    with pytest.raises(InputError) as caught:
        read_condition(node("all:\n  - in_zone\n  - land_area >\n  - 'cod <'\n"))
    assert [(problem.place.line, problem.place.column > 4) for problem in caught.value.problems] == [
        (3, True),
        (4, True),
    ]
