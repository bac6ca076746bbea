"""A vocabulary says how forms ask for its fields, and every fault in that is told at its place."""

import pytest

from compliance.quantity.units import unit
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.load import load_vocabulary
from tests.vocabulary.small import node, refused

SUBJECTS = """
subjects:
  permit: {label: {zh: 许可, en: Permit}, reviewed: true}
  tank: {label: {zh: 储罐, en: Tank}, part_of: permit}
tank:
  volume: {kind: number, unit: 立方米, label: {zh: 容积, en: Volume}}
"""
GROUPS = "groups: [{id: site, label: {zh: 场地, en: Site}}, {id: tanks, label: {zh: 储罐, en: Tanks}}]\n"
TANKS = "  tanks: {kind: list, of: tank, group: tanks, label: {zh: 储罐, en: Tanks}}\n"


def written(area: str, groups: str = GROUPS, tanks: str = TANKS) -> str:
    """A vocabulary whose field `area` is written so."""
    return (
        f"{groups}permit:\n  area: {{kind: number, unit: 亩, label: {{zh: 面积, en: Area}}, {area}}}\n{tanks}{SUBJECTS}"
    )


def loaded(area: str) -> Vocabulary:
    return load_vocabulary(node(written(area)))


def test_a_field_has_its_group_help_example_and_units() -> None:
    vocabulary = loaded("group: site, units: [公顷, 亩], help: {zh: 全部, en: All of it}, example: '12'")
    filling = vocabulary.field("permit", "area").filling
    assert [group.id for group in vocabulary.groups] == ["site", "tanks"]
    assert filling.group == vocabulary.groups[0]
    assert (filling.help, filling.example) == (("全部", "All of it"), "12")
    assert filling.units == (unit("公顷"), unit("亩"))


def test_a_number_is_offered_in_its_own_unit_where_no_other_is_named() -> None:
    assert loaded("group: site").field("permit", "area").filling.units == (unit("亩"),)


def test_without_groups_no_field_needs_one() -> None:
    vocabulary = load_vocabulary(node(written("max: 9", groups="", tanks=TANKS.replace("group: tanks, ", ""))))
    assert vocabulary.groups == ()
    assert vocabulary.field("permit", "area").filling.group is None


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("max: 9", "say in which group a form asks for area (group)"),
        ("group: sites", "no group is called 'sites'; did you mean site?"),
        ("group: site, units: [亩, 吨]", "'吨' measures mass, and the field area"),
        ("group: site, units: [亩, 寸]", "unknown unit '寸'"),
        ("group: site, units: [公顷]", "'units' must have the unit of the field, 亩"),
        ("group: site, units: [亩, 公顷, ha]", "the unit 'ha' is listed twice"),
    ],
)
def test_a_fault_of_a_field_is_told(area: str, said: str) -> None:
    (line,) = refused(written(area))
    assert line.endswith(f": {said}")
    assert line.startswith("3:"), "the line of the field"


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ("groups: {site: 场地}\n", "must be a list of groups, in their order"),
        (GROUPS.replace("id: tanks", "id: site"), "the group 'site' is declared twice"),
        ("groups: [{id: Site, label: {zh: 场地, en: Site}}]\n", "is not written as it must be"),
    ],
)
def test_a_fault_of_the_groups_is_told(groups: str, said: str) -> None:
    assert any(line.startswith("1:") and said in line for line in refused(written("group: site", groups)))


def test_a_field_of_a_record_has_no_group_of_its_own() -> None:
    text = written("group: site").replace("unit: 立方米,", "unit: 立方米, group: tanks,")
    (line,) = refused(text)
    assert "those of records stand with their list" in line


@pytest.mark.parametrize(("key", "kind"), [("units: [亩]", "text"), ("example: '1'", "list, of: tank")])
def test_units_belong_to_numbers_and_no_list_has_an_example(key: str, kind: str) -> None:
    text = written(
        "group: site", tanks=f"{TANKS}  other: {{kind: {kind}, {key}, group: site, label: {{zh: 乙, en: B}}}}\n"
    )
    assert any(f"has no '{key.split(':', maxsplit=1)[0]}'" in line for line in refused(text))
