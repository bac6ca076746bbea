"""Fields and their values are found by each of their names."""

import pytest

from compliance.text import Text
from compliance.vocabulary.fields import EnumValue, Vocabulary
from tests.rulebooks import shipped


@pytest.mark.parametrize(
    "name", ["land_area", "用地面积", "占地面积", "Site area", "site AREA", " 用地 面积 ", "LAND_AREA"]
)
def test_a_field_is_found_by_each_of_its_names(small: Vocabulary, name: str) -> None:
    assert small.field("project", name).id == "land_area"
    assert small.find("project", name) is small.field("project", "land_area")


def test_width_does_not_matter_in_a_name(small: Vocabulary) -> None:
    assert small.field("project", "县\uff08市、区\uff09").id == "county"


def test_a_name_belongs_to_its_subject(small: Vocabulary) -> None:
    assert small.field("project", "name").label.zh == "项目名称"
    assert small.field("building", "name").label.zh == "建筑名称"
    assert small.find("building", "land_area") is None
    assert small.find("zone", "name") is None
    with pytest.raises(KeyError):
        small.field("building", "land_area")


def test_a_misspelt_name_is_answered_with_the_field_that_was_meant(small: Vocabulary) -> None:
    for written in ("land_aera", "用地面枳", "占用地面积"):
        meant = small.suggest("project", written)
        assert meant is not None
        assert meant.id == "land_area"
    assert small.suggest("project", "zzz") is None
    assert small.suggest("zone", "name") is None


def test_an_enum_value_has_an_id_labels_and_aliases(small: Vocabulary) -> None:
    nature = small.field("project", "nature")
    assert nature.values == (
        EnumValue("new_build", Text("新建", "new build")),
        EnumValue("upgrade", Text("技术改造", "Technical upgrade"), ("技改",)),
    )
    assert [nature.value(name) for name in ("upgrade", "技术改造", "technical UPGRADE", " 技改 ")] == [
        nature.values[1]
    ] * 4
    assert nature.value("改造") is None


@pytest.mark.parametrize(
    ("field", "value", "against"),
    [
        ("heavy_pollution", True, True),
        ("heavy_pollution", False, False),
        ("replacement_confirmed", False, True),
        ("replacement_confirmed", True, False),
        ("justified_indices", frozenset(), True),
        ("justified_indices", frozenset({"plot_ratio"}), False),
    ],
)
def test_of_what_a_person_decides_one_value_speaks_against_a_case(field: str, value: object, against: bool) -> None:
    found = shipped().vocabulary.field("project", field)
    assert found in shipped().vocabulary.decided_by_persons("project")
    assert found.speaks_against(value) is against
