"""Nodes become models, and each fault is told at the place of the node."""

import pytest
from pydantic import BaseModel, ConfigDict, Field

from compliance.errors import InputError, Place
from compliance.nodes.validate import place_of, validate
from tests.nodes.reading import one


def test_every_node_knows_its_line_and_column() -> None:
    node = one("用地面积: 60\nbuildings:\n  - {层数: 3}\n")
    assert place_of(node, ("用地面积",)) == Place("f.yaml", 1, 7)
    assert place_of(node, ("用地面积",), key=True) == Place("f.yaml", 1, 1)
    assert place_of(node, ("buildings", 0, "层数")) == Place("f.yaml", 3, 10)
    assert place_of(node, ("buildings", 0, "absent")) == Place("f.yaml", 3, 5)
    assert place_of(node, ("buildings", 7)) == Place("f.yaml", 3, 3)


class Cite(BaseModel):
    """Where a rule comes from."""

    model_config = ConfigDict(extra="forbid")
    clause: str
    quote: str = ""
    since: int = Field(default=0, alias="from")


class Rule(BaseModel):
    """A small model with everything that a rule file has."""

    model_config = ConfigDict(extra="forbid")
    id: str = Field(min_length=1)
    cite: Cite
    also: list[Cite] = []
    words: tuple[str, ...] = ()


def faults(text: str) -> list[str]:
    """What is said of a rule that does not suit the model."""
    with pytest.raises(InputError) as caught:
        validate(Rule, one(text))
    assert all(problem.message.zh for problem in caught.value.problems)
    return [problem.line("en") for problem in caught.value.problems]


def test_a_node_that_suits_the_model_becomes_one() -> None:
    assert validate(Rule, one("id: x\ncite: {clause: 二, from: '3'}")).cite.since == 3


def test_each_fault_of_a_model_is_told_at_its_place() -> None:
    assert faults("id: ''\ncite: {clase: 二}\nalso: [x, {clause: 一, from: y}]\nwords: [a, [b]]\n") == [
        "f.yaml:1:5: 'id' the text is empty or too short",
        "f.yaml:2:7: 'clause' is missing",
        "f.yaml:2:8: unknown key 'clase'; did you mean 'clause'?",
        "f.yaml:3:8: 'also'[1] must be a mapping of keys and values",
        "f.yaml:3:29: 'from' must be a whole number",
        "f.yaml:4:12: 'words'[2] must be a text",
    ]


def test_an_unknown_key_that_resembles_none_is_answered_with_the_list() -> None:
    assert faults("id: x\ncite: {clause: 二}\nzzz: 1") == [
        "f.yaml:3:1: unknown key 'zzz'; known keys: id, cite, also, words"
    ]
    assert faults("id: x\ncite: {clause: 二, zzz: 1}") == [
        "f.yaml:2:19: unknown key 'zzz'; known keys: clause, quote, from"
    ]


def test_a_document_that_is_no_mapping_is_told_so() -> None:
    assert faults("just text") == ["f.yaml:1:1: must be a mapping of keys and values"]
