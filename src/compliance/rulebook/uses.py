"""What a condition or a term names, by its definitions too."""

from collections.abc import Iterator, Mapping

from compliance.language import tree as t
from compliance.rulebook.model import Definition


def nodes_of(node: t.AnyNode, definitions: Mapping[str, Definition]) -> Iterator[t.AnyNode]:
    """The condition or term and all below it, in reading order; a definition is followed by what it means."""
    for part in t.walk(node):
        yield part
        if isinstance(part, t.DefinitionRef):
            yield from nodes_of(definitions[part.id].meaning, definitions)


def fields_named(node: t.AnyNode, definitions: Mapping[str, Definition]) -> Iterator[t.FieldRef]:
    """Every field that it names, in reading order."""
    return (part for part in nodes_of(node, definitions) if isinstance(part, t.FieldRef))
