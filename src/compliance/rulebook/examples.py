"""Examples of how to fill a field in are read as what is filled in is: one that cannot be read would mislead."""

from collections.abc import Iterator

from compliance.case import Datum
from compliance.errors import Problem
from compliance.intake.cells import Cells
from compliance.intake.heading import Heading
from compliance.nodes.tree import Node
from compliance.nodes.validate import place_of
from compliance.text import Text
from compliance.vocabulary.fields import Field, Vocabulary


def unreadable_examples(vocabulary: Vocabulary, node: Node) -> Iterator[Problem]:
    """A problem for each example that is no value of its field, at its place in the vocabulary's document."""
    for subject in vocabulary.subjects:
        for field in vocabulary.fields(subject):
            if field.filling.example and (reason := _fault(field)) is not None:
                yield Problem(place_of(node, (subject, field.id, "example")), reason)


def _fault(field: Field) -> Text | None:
    """Why the example of a field cannot be read, or None."""
    found = Cells(Heading(field, field.unit), starts_1904=None, percents=False).read(field.filling.example)
    if isinstance(found, Datum):
        return None
    zh, en = ("等于没有填写", "counts as a blank") if found is None else (found.reason.zh, found.reason.en)
    return Text(f"示例不能读作本字段的值:{zh}", f"the example cannot be read as a value of the field: {en}")
