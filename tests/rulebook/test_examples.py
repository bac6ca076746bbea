"""The examples of a vocabulary are values that its own reader takes."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.nodes.from_yaml import read_yaml
from compliance.rulebook.examples import unreadable_examples
from compliance.rulebook.load import vocabulary_of
from compliance.vocabulary.load import load_vocabulary

FIELDS = """
subjects: {permit: {label: {zh: 许可, en: Permit}, reviewed: true}}
permit:
  area: {kind: number, unit: 亩, max: 50, label: {zh: 面积, en: Area}, example: AREA}
  day: {kind: date, label: {zh: 日期, en: Day}, example: DAY}
"""


def said(area: str, day: str) -> list[str]:
    """What is said in English of those examples."""
    document = read_yaml(FIELDS.replace("AREA", f"'{area}'").replace("DAY", f"'{day}'").encode(), "v.yaml")[0]
    return [problem.line("en") for problem in unreadable_examples(load_vocabulary(document), document)]


@pytest.mark.parametrize("area", ["12", "约12亩", "1公顷"])
def test_an_example_that_can_be_filled_in_is_accepted(area: str) -> None:
    assert said(area, "2015-06-01") == []


@pytest.mark.parametrize(
    ("area", "why"), [("十几亩", "unknown unit"), ("60", "more than the most possible"), ("待定", "counts as a blank")]
)
def test_an_example_that_cannot_be_read_is_told_at_its_place(area: str, why: str) -> None:
    (line,) = said(area, "2015-06-01")
    assert line.startswith("v.yaml:4:")
    assert "the example cannot be read as a value of the field" in line
    assert why in line


def test_each_example_at_fault_is_told() -> None:
    assert len(said("甲", "2015.1")) == 2


def test_a_rulebook_whose_vocabulary_misleads_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.yaml").write_text(FIELDS.replace("AREA", "'70'").replace("DAY", "'2015-06-01'"), "utf-8")
    with pytest.raises(InputError, match=r"vocabulary\.yaml:4:.*more than the most possible"):
        vocabulary_of(tmp_path)
