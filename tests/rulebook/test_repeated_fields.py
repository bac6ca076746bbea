"""A field stands once in a comparison, behind definitions too."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.rulebook.load import load_rulebook
from tests.rulebooks import rule, write_rulebook

DENSITY = "define:\n  - {id: density, label: {zh: 强度, en: Density}, value: investment / land_area, unit: 万元/亩}\n"


def problems(folder: Path, demand: str) -> list[str]:
    content = f"{DENSITY}rules:\n{rule('CITY-1', f'require: {demand!r}')}"
    try:
        load_rulebook(write_rulebook(folder, content))
    except InputError as error:
        return [problem.message.en for problem in error.problems]
    return []


@pytest.mark.parametrize(
    "demand",
    [
        "(investment - 100 万元) / investment >= 4%",
        "density * land_area >= 100 万元",
        "density >= 1 万元/亩 and density * 2 > investment / 5 亩",
    ],
)
def test_a_field_that_stands_twice_in_one_comparison_is_refused(tmp_path: Path, demand: str) -> None:
    (said,) = problems(tmp_path, demand)
    assert "stands twice in one comparison" in said


@pytest.mark.parametrize(
    "demand",
    [
        "density >= 1 万元/亩 and investment >= 100 万元",
        "investment >= 100 万元 or investment < 5 万元",
        "sum(floor_area over building where floor_area > 5 平方米) >= 100 平方米",
    ],
)
def test_a_field_may_stand_in_several_comparisons(tmp_path: Path, demand: str) -> None:
    assert problems(tmp_path, demand) == []
