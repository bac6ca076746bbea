"""The entries of rule files, each with its place in the file and its citation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from compliance.errors import InputError, Place, Problem
from compliance.nodes.tree import Mapping as MappingNode
from compliance.nodes.tree import Node, Sequence
from compliance.rulebook import schema as s
from compliance.rulebook.citation import SourceText, source_text
from compliance.rulebook.files import PackFiles
from compliance.rulebook.model import Citation, OpenQuestion, Passage
from compliance.text import Text

Spec = TypeVar("Spec", bound=s.EntrySpec)
_NOT_VERBATIM = Text("引文与原文不一致,须逐字引用", "the quote is not word for word in the source text")


class PackSource:
    """A pack's files with the text its quotes are checked against."""

    def __init__(self, files: PackFiles) -> None:
        self.files = files
        self.spec = files.spec
        self.text: SourceText | None = None if files.source is None else source_text(files.source)

    def definitions(self) -> Iterator["Entry[s.DefinitionSpec]"]:
        """The entries of `define`."""
        for file in self.files.files:
            yield from self._entries(file.spec.define, file.node, "define")

    def interpretations(self) -> Iterator["Entry[s.InterpretationSpec]"]:
        """The entries of `interpretations`."""
        for file in self.files.files:
            yield from self._entries(file.spec.interpretations, file.node, "interpretations")

    def lists(self) -> Iterator["Entry[s.ListSpec]"]:
        """The entries of `lists`."""
        for file in self.files.files:
            yield from self._entries(file.spec.lists, file.node, "lists")

    def tables(self) -> Iterator["Entry[s.TableSpec]"]:
        """The entries of `tables`."""
        for file in self.files.files:
            yield from self._entries(file.spec.tables, file.node, "tables")

    def rules(self) -> Iterator["Entry[s.RuleSpec]"]:
        """The entries of `rules`."""
        for file in self.files.files:
            yield from self._entries(file.spec.rules, file.node, "rules")

    def allocations(self) -> Iterator["Entry[s.AllocationSpec]"]:
        """The entries of `allocations`."""
        for file in self.files.files:
            yield from self._entries(file.spec.allocations, file.node, "allocations")

    def rankings(self) -> Iterator["Entry[s.RankingSpec]"]:
        """The entries of `rankings`."""
        for file in self.files.files:
            yield from self._entries(file.spec.rankings, file.node, "rankings")

    def passages(self) -> Iterator[Passage]:
        """What the pack says that no rule reads.  Raises: InputError for a quote that is not in the text."""
        for file in self.files.files:
            node = cast(MappingNode, file.node)
            headings, others = node.get("headings"), node.get("not_checkable")
            if isinstance(headings, Sequence):
                for quote, item in zip(file.spec.headings, headings.items, strict=True):
                    yield self._passage(Passage(quote, None, None, item.at))
            if isinstance(others, Sequence):
                for spec, item in zip(file.spec.not_checkable, others.items, strict=True):
                    yield self._passage(Passage(spec.quote, spec.reason, spec.why.text(), item.at))

    def open_questions(self) -> Iterator[OpenQuestion]:
        """What no source at hand says."""
        for file in self.files.files:
            yield from (OpenQuestion(spec.question.text(), spec.ask.text()) for spec in file.spec.open_questions)

    def _passage(self, passage: Passage) -> Passage:
        if self.text is None or passage.quote not in self.text.text:
            raise fault(passage.at, _NOT_VERBATIM)
        return passage

    def _entries(self, specs: list[Spec], file: Node, key: str) -> Iterator["Entry[Spec]"]:
        node = cast(MappingNode, file).get(key)
        if isinstance(node, Sequence):
            for spec, item in zip(specs, node.items, strict=True):
                yield Entry(spec, cast(MappingNode, item), self)

    def citation(self, spec: s.CiteSpec, node: Node) -> Citation:
        """The citation, its quote verified.

        Raises: InputError for a quote that is not in the text or stands in another section, and for a citation that
        gives neither a quote that can be verified nor a source with its confidence.
        """
        document = spec.document or self.spec.document
        if self.text is not None and document == self.spec.document:
            _verify(spec, self.text, node)
        elif not spec.source or not spec.confidence:
            message = Text(
                "没有原文可核对的引用须写明 source 与 confidence",
                "a citation without a text to check it against needs source and confidence",
            )
            raise fault(node.at, message)
        return Citation(document, spec.clause, spec.quote, spec.source, spec.confidence)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Spec]):
    """One entry of a rule file: what it says, the node that knows where, and its pack."""

    spec: Spec
    node: MappingNode
    pack: PackSource

    def at(self, key: str) -> Node:
        """The node of one of the entry's keys; the entry itself where the key is not written."""
        return self.node.get(key) or self.node

    def citation(self, spec: s.CiteSpec | None) -> Citation | None:
        """The entry's citation, verified."""
        return None if spec is None else self.pack.citation(spec, self.at("cite"))


def fault(at: Place, message: Text) -> InputError:
    """An error with one problem."""
    return InputError([Problem(at, message)])


def _verify(spec: s.CiteSpec, text: SourceText, node: Node) -> None:
    at = (cast(MappingNode, node).get("quote") or node).at
    if not spec.quote:
        raise fault(at, Text("须引用原文(quote)", "quote the document's words (quote)"))
    sections = text.sections_of(spec.quote)
    if not sections:
        raise fault(at, _NOT_VERBATIM)
    if not any(section and spec.clause.startswith(section) for section in sections):
        stands = "、".join(dict.fromkeys(sections))
        message = Text(f"引文出自 {stands},不是 {spec.clause}", f"the quote stands in {stands}, not in {spec.clause}")
        raise fault(at, message)
