"""What results repeat of a ledger is listed in the vocabulary, and what is wrong there is told with its place."""

import pytest

from compliance.nodes.from_yaml import read_yaml
from compliance.text import Text
from compliance.vocabulary.beside_verdict import ReadBeside, read_beside
from compliance.vocabulary.fields import Field, Kind

COUNTY = Field("county", "project", Kind.text, Text("县区", "County"))


def read(text: str) -> ReadBeside:
    """What that YAML says, where the county is the only field."""
    (node,) = read_yaml(text.encode(), "vocabulary.yaml")
    return read_beside(node, [COUNTY])


def test_an_entry_is_a_field_or_the_headings_of_a_column() -> None:
    found = read(
        "- {field: county, role: office, headings: [地区]}\n- {label: {zh: 投资方, en: Investor}, headings: [投资方]}\n"
    )
    assert found.problems == ()
    county, investor = found.entries
    assert (county.label, county.field, county.headings, county.role) == (COUNTY.label, COUNTY, ("地区",), "office")
    assert (investor.label, investor.field, investor.headings, investor.role) == (
        Text("投资方", "Investor"),
        None,
        ("投资方",),
        "",
    )


def test_without_the_part_nothing_is_repeated() -> None:
    assert read_beside(None, [COUNTY]) == ReadBeside((), ())


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: b\n", 1, "须为列表"),
        ("- {field: county}\n- {field: countie}\n", 2, "没有“countie”这个字段,是否指 county?"),
        ("- {label: {zh: 甲, en: A}}\n", 1, "须写 field,或写 label 和 headings"),
        ("- {headings: [甲]}\n", 1, "须写 field,或写 label 和 headings"),
        ("- {field: county, label: {zh: 甲, en: A}, headings: [甲]}\n", 1, "须写 field,或写 label 和 headings"),
        ("- {field: county, role: chief}\n", 1, "须为下列之一"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, line: int, said: str) -> None:
    (problem,) = read(text).problems
    assert problem.place.line == line
    assert said in problem.message.zh
