"""What is read, or said, of a short text."""

import pytest

from compliance.errors import InputError
from compliance.nodes.from_json import read_json
from compliance.nodes.from_yaml import read_yaml
from compliance.nodes.tree import Node


def one(text: str) -> Node:
    """The only document of a YAML text."""
    (node,) = read_yaml(text.encode(), "f.yaml")
    return node


def problems_of_yaml(data: str | bytes) -> list[str]:
    """What is said, in English, of a YAML file that is refused."""
    with pytest.raises(InputError) as caught:
        read_yaml(data.encode() if isinstance(data, str) else data, "f.yaml")
    return [problem.line("en") for problem in caught.value.problems]


def problems_of_json(text: str) -> list[str]:
    """What is said, in English, of a JSON file that is refused."""
    with pytest.raises(InputError) as caught:
        read_json(text.encode(), "f.json")
    return [problem.line("en") for problem in caught.value.problems]
