"""A key means a field by any of its names, with or without a unit."""

import pytest

from compliance.intake.field_names import HeadingError, resolve
from compliance.quantity.units import unit
from compliance.vocabulary.fields import Vocabulary


@pytest.mark.parametrize(
    ("written", "field", "symbol"),
    [
        ("land_area", "land_area", "亩"),
        ("用地面积", "land_area", "亩"),
        ("占地面积", "land_area", "亩"),
        ("用地面积(公顷)", "land_area", "公顷"),
        ("用地面积 [公顷] ", "land_area", "公顷"),
        ("用地面积\uff08平方米\uff09", "land_area", "平方米"),
        ("总投资(亿元)", "investment", "亿元"),
    ],
)
def test_a_key_names_a_field_and_the_unit_of_bare_numbers(
    vocabulary: Vocabulary, written: str, field: str, symbol: str
) -> None:
    found = resolve(vocabulary, "project", written)
    assert found is not None
    assert (found.field.id, found.unit) == (field, unit(symbol))


@pytest.mark.parametrize("written", ["用地", "用地面积(大约)", "项目名称(亩)", "storeys", "(亩)", "用地面积(亩", ""])
def test_a_key_that_names_no_field_of_the_subject_is_none(vocabulary: Vocabulary, written: str) -> None:
    assert resolve(vocabulary, "project", written) is None


def test_a_unit_of_another_dimension_is_refused(vocabulary: Vocabulary) -> None:
    with pytest.raises(HeadingError, match="'Site area' cannot be in '万元'; use 亩"):
        resolve(vocabulary, "project", "用地面积(万元)")
