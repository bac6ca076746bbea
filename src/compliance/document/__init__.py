"""YAML and JSON files as nodes that know their place, read safely and within limits."""

from compliance.document.files import read_file
from compliance.document.from_json import read_json
from compliance.document.from_yaml import read_yaml
from compliance.document.nodes import Mapping, Node, Scalar, Sequence

__all__ = [
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "read_file",
    "read_json",
    "read_yaml",
]
