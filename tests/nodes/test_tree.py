"""Nodes know their place, and a file cannot flood the program with them."""

import pytest

from compliance.errors import Place
from compliance.nodes import tree
from compliance.nodes.tree import KEYS, SCALAR, Mapping, Scalar, Sequence
from tests.nodes.reading import one, problems_of_yaml


def test_nodes_are_of_three_kinds() -> None:
    node = one("a: [x, 'y']")
    at = [Place("f.yaml", 1, column) for column in (1, 4, 5, 8)]
    items = (Scalar("x", False, at[2]), Scalar("y", True, at[3]))
    assert node == Mapping(((Scalar("a", False, at[0]), Sequence(items, at[1])),), at[0])
    assert isinstance(node, Mapping)
    assert node.get("a") == Sequence(items, at[1])
    assert node.get("b") is None


def test_depth_is_counted_to_the_limit() -> None:
    assert one("[" * 30 + "]" * 30)
    assert problems_of_yaml("[" * 31 + "]" * 31)


def test_a_flood_of_faults_is_cut_short() -> None:
    said = problems_of_yaml("a: 1\n" * 5000)
    assert len(said) == 101
    assert said[-1].endswith("too many problems; the rest is not checked")


@pytest.mark.parametrize("item", ["1,", "[],", "{},"])
def test_a_flood_of_nodes_is_cut_short(monkeypatch: pytest.MonkeyPatch, item: str) -> None:
    monkeypatch.setattr(tree, "NODES", 1000)
    said = problems_of_yaml("[" + item * 1000 + "]")
    assert said == [f"f.yaml:1:{2 + 999 * len(item)}: more than 1000 values in one file"]


def test_the_keys_of_a_mapping_are_counted_to_the_limit() -> None:
    lines = [f"k{number}: 1" for number in range(KEYS + 1)]
    assert one("\n".join(lines[:-1]))
    assert problems_of_yaml("\n".join(lines)) == ["f.yaml:1:1: more than 20000 keys in one mapping"]


def test_a_scalar_is_measured_to_the_limit() -> None:
    assert one("x" * SCALAR)
    assert problems_of_yaml("x" * (SCALAR + 1)) == ["f.yaml:1:1: a text of more than 100000 characters"]
