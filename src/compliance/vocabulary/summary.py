"""What a case is about in a few lines, as a vocabulary declares it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from compliance.errors import InputError, Problem, shown
from compliance.nodes.tree import Node, Sequence
from compliance.nodes.validate import place_of, validate
from compliance.text import Text
from compliance.vocabulary.fields import SummaryLine
from compliance.vocabulary.specs import SummarySpec


class Read(NamedTuple):
    """The lines, in the order of the file, and what is wrong with them."""

    lines: tuple[SummaryLine, ...]
    problems: tuple[Problem, ...]


def read_summary(node: Node | None, is_field: Callable[[str], bool]) -> Read:
    """The lines that a vocabulary declares; `is_field` says whether the reviewed subject has a field of that id."""
    problems: list[Problem] = []
    return Read(tuple(_lines(node, is_field, problems)), tuple(problems))


def _lines(node: Node | None, is_field: Callable[[str], bool], problems: list[Problem]) -> Iterator[SummaryLine]:
    if node is not None and not isinstance(node, Sequence):
        problems.append(Problem(node.at, Text("须为各行的列表", "must be a list of lines")))
    for item in node.items if isinstance(node, Sequence) else ():
        try:
            spec = validate(SummarySpec, item)
        except InputError as error:
            problems += error.problems
            continue
        for place, id_ in enumerate(spec.fields):
            if not is_field(id_):
                said = shown(id_)
                message = Text(f"审查的对象没有“{said}”这个字段", f"what is reviewed has no field {said!r}")
                problems.append(Problem(place_of(item, ("fields", place)), message))
        yield SummaryLine(spec.label.text(), spec.fields)
