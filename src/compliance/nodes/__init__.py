"""YAML and JSON files as nodes that know their place, read safely and within limits."""

from compliance.nodes.files import read_file
from compliance.nodes.from_json import read_json
from compliance.nodes.from_yaml import read_yaml
from compliance.nodes.tree import Mapping, Node, Scalar, Sequence

__all__ = [
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "read_file",
    "read_json",
    "read_yaml",
]
