"""The nodes of a document, each of which knows its place."""

from dataclasses import dataclass
from typing import TypeAlias

from compliance.errors import InputError, Place, Problem, shown
from compliance.text import Text

DEPTH = 30
NODES = 300_000
SCALAR = 100_000
KEYS = 20_000
PROBLEMS = 100

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word, number or text exactly as it was written, without its quotes."""

    text: str
    quoted: bool
    at: Place

    @property
    def is_null(self) -> bool:
        """True for an unquoted null, ~ or nothing at all."""
        return not self.quoted and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order in which they were written.

    No key occurs twice, unless whoever reads the file asks for repeated keys.
    """

    entries: "tuple[tuple[Scalar, Node], ...]"
    at: Place

    def get(self, key: str) -> "Node | None":
        """The first value of that key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items in the order in which they were written."""

    items: "tuple[Node, ...]"
    at: Place


Node: TypeAlias = Scalar | Mapping | Sequence


class _Frame:
    """A mapping or a sequence that is still open."""

    __slots__ = ("at", "entries", "is_mapping", "items", "key", "keys")

    def __init__(self, at: Place, is_mapping: bool) -> None:
        self.at = at
        self.is_mapping = is_mapping
        self.entries: list[tuple[Scalar, Node]] = []
        self.items: list[Node] = []
        self.key: Scalar | None = None
        self.keys: dict[str, Place] = {}

    def close(self) -> Node:
        if self.is_mapping:
            return Mapping(tuple(self.entries), self.at)
        return Sequence(tuple(self.items), self.at)


class Builder:
    """Nodes grown from a stream of events, without recursion and within limits.

    Faults of content are collected, so that one reading shows them all; a broken limit ends the reading.  A key that
    occurs twice in a mapping is one, unless `repeated_keys` takes it in.
    """

    def __init__(self, name: str, *, repeated_keys: bool = False) -> None:
        self.name = name
        self._repeated_keys = repeated_keys
        self.problems: list[Problem] = []
        self._documents: list[Node] = []
        self._open: list[_Frame] = []
        self._nodes = 0

    @property
    def expects_key(self) -> bool:
        """True where the next node is a key of a mapping."""
        return bool(self._open) and self._open[-1].is_mapping and self._open[-1].key is None

    def begin(self, at: Place, *, is_mapping: bool) -> None:
        """Open a mapping or a sequence."""
        if len(self._open) >= DEPTH:
            raise self.stop(at, Text(f"嵌套超过 {DEPTH} 层", f"nested more than {DEPTH} levels deep"))
        self._count(at)
        self._open.append(_Frame(at, is_mapping))

    def end(self) -> None:
        """Close what was opened last."""
        self._add(self._open.pop().close())

    def scalar(self, text: str, quoted: bool, at: Place) -> None:
        """Add a key, a value or an item."""
        self._count(at)
        if len(text) > SCALAR:
            self.problem(at, Text(f"文字超过 {SCALAR} 个字符", f"a text of more than {SCALAR} characters"))
            text = text[:SCALAR]
        self._add(Scalar(text, quoted, at))

    def problem(self, at: Place, message: Text) -> None:
        """Note a fault and go on, unless there are too many already."""
        self.problems.append(Problem(at, message))
        if len(self.problems) >= PROBLEMS:
            raise self.stop(at, Text("问题过多,不再继续检查", "too many problems; the rest is not checked"))

    def stop(self, at: Place, message: Text) -> InputError:
        """The error to raise when reading cannot go on: what was found so far, and this."""
        return InputError(sorted([*self.problems, Problem(at, message)], key=lambda problem: problem.place))

    def finish(self) -> tuple[Node, ...]:
        """The documents.

        Raises: InputError with every problem, in order of place.
        """
        if self.problems:
            raise InputError(sorted(self.problems, key=lambda problem: problem.place))
        return tuple(self._documents)

    def _count(self, at: Place) -> None:
        self._nodes += 1
        if self._nodes > NODES:
            raise self.stop(at, Text(f"内容超过 {NODES} 项", f"more than {NODES} values in one file"))

    def _add(self, node: Node) -> None:
        if not self._open:
            self._documents.append(node)
            return
        frame = self._open[-1]
        if not frame.is_mapping:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self._key(node, frame)
        else:
            frame.entries.append((frame.key, node))
            frame.key = None
            if len(frame.entries) > KEYS:
                zh, en = f"一个映射超过 {KEYS} 个键", f"more than {KEYS} keys in one mapping"
                raise self.stop(frame.at, Text(zh, en))

    def _key(self, node: Node, frame: _Frame) -> Scalar:
        if not isinstance(node, Scalar):
            zh, en = "键须为一个词,不能是列表或映射", "a key must be one word, not a list or mapping"
            self.problem(node.at, Text(zh, en))
            return Scalar("", True, node.at)
        if not node.text.strip() or node.is_null:
            self.problem(node.at, Text("键为空", "an empty key"))
        elif (first := frame.keys.setdefault(node.text, node.at)) is not node.at and not self._repeated_keys:
            key = shown(node.text)
            zh = f"键“{key}”重复,已在第 {first.line} 行第 {first.column} 列出现;请只保留一个"
            en = f"duplicate key '{key}', first at line {first.line} column {first.column}; keep only one"
            self.problem(node.at, Text(zh, en))
        return node
