"""Conditions as they stand in YAML: a line of the condition language, or lists of such lines."""

from compliance.errors import InputError, Place, Problem
from compliance.language import tree as t
from compliance.language.parse import parse
from compliance.nodes.tree import Mapping, Node, Scalar, Sequence
from compliance.text import Text

_FORM = Text(
    "条件须是一行文字,或 all/any/not 之一的映射",
    "a condition is one line of text, or a mapping with all, any or not",
)


def read_condition(node: Node) -> t.Condition:
    """The tree of a condition, names unresolved.  Raises: InputError with every fault in it."""
    match node:
        case Scalar(text=text):
            return parse(text, text_place(node))
        case Mapping(entries=((Scalar(text="not"), inner),)):
            return t.Not(read_condition(inner), at=node.at)
        case Mapping(entries=((Scalar(text=("all" | "any") as joined), Sequence(items=items)),)) if len(items) > 1:
            conditions: list[t.Condition] = []
            problems: list[Problem] = []
            for item in items:
                try:
                    conditions.append(read_condition(item))
                except InputError as error:
                    problems += error.problems
            if problems:
                raise InputError(problems)
            return (t.All if joined == "all" else t.AnyOf)(tuple(conditions), at=node.at)
        case _:
            raise InputError([Problem(node.at, _FORM)])


def text_place(scalar: Scalar) -> Place:
    """Where the text of a scalar begins, past an opening quote."""
    at = scalar.at
    return Place(at.file, at.line, at.column + 1) if scalar.quoted else at
