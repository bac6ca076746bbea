"""Comparisons in which a field stands twice, which would count twice what an imprecise value leaves open (D-076)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from compliance.errors import Problem
from compliance.language import tree as t
from compliance.rulebook.model import Definition
from compliance.rulebook.uses import nodes_of
from compliance.text import Text
from compliance.vocabulary.fields import Field, Kind


def repeated_fields(conditions: Iterable[t.AnyNode], definitions: Mapping[str, Definition]) -> Iterator[Problem]:
    """A problem for each number or date that stands twice in one comparison, by definitions too."""
    for condition in conditions:
        for node in nodes_of(condition, definitions):
            if isinstance(node, t.Comparison):
                sides = (field for side in (node.left, node.right) for field in _calculated_with(side, definitions))
                yield from (_problem(node, field) for field, times in Counter(sides).items() if times > 1)


def _calculated_with(term: t.AnyNode, definitions: Mapping[str, Definition]) -> Iterator[Field]:
    """The numbers and dates of the case that go into a term; those of its records go into an aggregate of their own."""
    match term:
        case t.FieldRef(field=field) if field.kind in (Kind.number, Kind.date):
            yield field
        case t.DefinitionRef(id=id_):
            yield from _calculated_with(definitions[id_].meaning, definitions)
        case t.Arithmetic(left=left, right=right):
            yield from _calculated_with(left, definitions)
            yield from _calculated_with(right, definitions)


def _problem(comparison: t.Comparison, field: Field) -> Problem:
    return Problem(
        comparison.at,
        Text(
            f"“{field.id}”在同一个比较中出现两次,申报值不精确时无法准确判断;请改写,"
            "如把 (b - a) / b >= 4% 写成 a / b <= 96%",
            f"{field.id!r} stands twice in one comparison, which cannot be decided exactly of an imprecise value;"
            " write it once, such as a / b <= 96% for (b - a) / b >= 4%",
        ),
    )
