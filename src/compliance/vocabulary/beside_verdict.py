"""Read what the results of a screening repeat of what a ledger says: the part `beside_verdict` of a vocabulary."""

from collections.abc import Iterable
from typing import NamedTuple

from compliance.errors import InputError, Problem, nearest, shown
from compliance.nodes.tree import Node, Sequence
from compliance.nodes.validate import place_of, validate
from compliance.text import Text
from compliance.vocabulary.fields import BesideVerdict, Field
from compliance.vocabulary.specs import BesideVerdictSpec


class ReadBeside(NamedTuple):
    """The entries in their order, and what is wrong with others."""

    entries: tuple[BesideVerdict, ...]
    problems: tuple[Problem, ...]


def read_beside(node: Node | None, fields: Iterable[Field]) -> ReadBeside:
    """What the part says; nothing where there is none.  `fields` are those of the subject under review."""
    if node is None:
        return ReadBeside((), ())
    if not isinstance(node, Sequence):
        return ReadBeside((), (Problem(node.at, Text("须为列表", "must be a list")),))
    known = {field.id: field for field in fields}
    entries: list[BesideVerdict] = []
    problems: list[Problem] = []
    for item in node.items:
        try:
            entries.append(_entry(item, known))
        except InputError as error:
            problems += error.problems
    return ReadBeside(tuple(entries), tuple(problems))


def _entry(item: Node, known: dict[str, Field]) -> BesideVerdict:
    """The entry: a field with the headings of columns in its place, if any, or headings with a label.

    Raises: InputError.
    """
    spec = validate(BesideVerdictSpec, item)
    if spec.field is not None and spec.label is None:
        field = known.get(spec.field)
        if field is None:
            meant = nearest(spec.field, list(known))
            zh = f"没有“{shown(spec.field)}”这个字段" + (f",是否指 {meant}?" if meant else "")
            en = f"{shown(spec.field)!r} is not a field" + (f"; did you mean {meant}?" if meant else "")
            raise InputError([Problem(place_of(item, ("field",)), Text(zh, en))])
        return BesideVerdict(field.label, field, spec.headings, spec.role or "")
    if spec.field is None and spec.label is not None and spec.headings:
        return BesideVerdict(spec.label.text(), None, spec.headings, spec.role or "")
    zh, en = "须写 field,或写 label 和 headings", "must have either a 'field', or a 'label' and 'headings'"
    raise InputError([Problem(item.at, Text(zh, en))])
