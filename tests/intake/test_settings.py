"""What an office sets for all cases: read as values of applications are, or refused with what to write."""

import pytest

from compliance.case import How
from compliance.errors import InputError
from compliance.intake.settings import Settings, joined, settings_given, settings_of
from compliance.nodes.files import read_file
from compliance.nodes.tree import Mapping
from compliance.source import Source
from compliance.text import Text
from tests.rulebooks import shipped

BY_TEST = Text("测试", "test")


def of_yaml(text: str) -> Settings:
    """The settings of a mapping of fields."""
    (node,) = read_file(Source("office.yaml", text.encode()))
    assert isinstance(node, Mapping)
    return settings_of(node, shipped().vocabulary, BY_TEST)


def test_a_field_is_set_by_any_of_its_names_and_in_any_unit() -> None:
    given = settings_given(["in_zone=是", "总投资(亿元)=2", "行业代码＝C3311"], shipped().vocabulary)
    assert {id_: str(one.value) for id_, one in given.items()} == {
        "in_zone": "True",
        "total_investment": str(of_yaml("总投资: 20000万元")["total_investment"].value),
        "industry_code": "3311",
    }
    assert {one.how for one in given.values()} == {How.SET}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (["in_zone"], "must be FIELD=VALUE"),
        (["总投资額度=2"], "is not a field"),
        (["in_zone=大概"], "must be true or false"),
        (["总投资="], "is set to nothing"),
        (["in_zone=是", "是否拟入驻产业集聚区=否"], "is set twice, and not alike"),
    ],
)
def test_what_cannot_be_set_is_refused(given: list[str], why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        settings_given(given, shipped().vocabulary)
    assert str(caught.value.problems[0].place) == "--set"


def test_a_mapping_tells_every_fault_at_its_line() -> None:
    with pytest.raises(InputError) as caught:
        of_yaml("in_zone: 大概\n没有的字段: 1\n县区: 叶县\ncounty: 郏县\n")
    assert [one.place.line for one in caught.value.problems] == [1, 2, 4]


def test_the_first_level_counts_and_what_gives_way_is_told() -> None:
    first = settings_given(["in_zone=否", "county=叶县"], shipped().vocabulary)
    found, told = joined([first, of_yaml("in_zone: 是\ncounty: 叶县\n是否电解铝: 否\n")])
    assert {id_: one.value for id_, one in found.items()} == {
        "in_zone": False,
        "county": "叶县",
        "electrolytic_aluminium": False,
    }
    assert [one.line("en") for one in told] == [
        "office.yaml:1:10: '是', which is set here, differs from '否' at --set, which counts"
    ]
