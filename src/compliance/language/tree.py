"""The syntax tree of a condition: what every engine reads.

A parsed tree holds `Name` nodes; checking (`typecheck.py`) replaces each by what it stands for.  Nodes compare by
content, not by place, so that printing and parsing again gives an equal tree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal, TypeVar

from compliance.errors import Place
from compliance.quantity.quantity import Quantity
from compliance.vocabulary.fields import EnumValue, Field

Comparator = Literal["=", "!=", "<", "<=", ">", ">="]
# What holds exactly where a comparison of two known values does not.
OPPOSITE: Mapping[Comparator, Comparator] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
Operator = Literal["+", "-", "*", "/"]
Function = Literal["count", "sum", "average", "min", "max"]
Quantifier = Literal["every", "some"]

NOWHERE = Place("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything in a condition; `at` is where it was written."""

    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name not yet resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A quantity written in a rule."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class String(Node):
    """A text or a code written in a rule."""

    text: str


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Day(Node):
    """A date written in a rule."""

    value: date


@dataclass(frozen=True, slots=True)
class AsOf(Node):
    """The date of the review."""


@dataclass(frozen=True, slots=True)
class FieldRef(Node):
    """The value that the case gives for a field."""

    field: Field


@dataclass(frozen=True, slots=True)
class DefinitionRef(Node):
    """The value of a definition of the rulebook."""

    id: str


@dataclass(frozen=True, slots=True)
class Member(Node):
    """One value of an enumeration."""

    value: EnumValue


@dataclass(frozen=True, slots=True)
class Lookup(Node):
    """The result of a decision table."""

    table: str
    arguments: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """A sum, difference, product or quotient; a date plus or minus a number of years, months or days."""

    operator: Operator
    left: "Term"
    right: "Term"


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """A number drawn from the records of a case, such as its buildings."""

    function: Function
    value: "Term | None"
    records: "Records"
    where: "Condition | None"


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """Two terms compared."""

    comparator: Comparator
    left: "Term"
    right: "Term"


@dataclass(frozen=True, slots=True)
class Interval(Node):
    """A range of numbers or dates; an open end excludes its limit."""

    low: "Term"
    high: "Term"
    low_open: bool
    high_open: bool


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """A list of values; `list_id` names it when it is a list of the rulebook.

    `texts` are those of the values that are texts; `words` are all values, where each is a text or a member.
    """

    values: tuple["Term", ...]
    list_id: str = ""
    texts: tuple[str, ...] = field(init=False, repr=False, compare=False)
    words: frozenset[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        texts = tuple(value.text for value in self.values if isinstance(value, String))
        words = frozenset((*texts, *(value.value.id for value in self.values if isinstance(value, Member))))
        plain = bool(self.values) and all(isinstance(value, String | Member) for value in self.values)
        object.__setattr__(self, "texts", texts)
        object.__setattr__(self, "words", words if plain else None)


@dataclass(frozen=True, slots=True)
class Membership(Node):
    """A term in a range, in a list, or in a field that holds a set."""

    value: "Term"
    options: "Interval | Choice | Name | FieldRef"


@dataclass(frozen=True, slots=True)
class Known(Node):
    """Whether the case gives a value for a field."""

    field: "Name | FieldRef"


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The opposite of a condition."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class All(Node):
    """Conditions that must hold together."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Node):
    """Conditions of which one must hold."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Presumed(Node):
    """True unless a condition is false, never unknown: what a rule gets where its pack applies to some cases alone.

    No author writes one.
    """

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """A condition on every record, or on some record, of a case."""

    quantifier: Quantifier
    records: "Records"
    condition: "Condition"


Records = Name | FieldRef
Term = Name | Number | String | Truth | Day | AsOf | FieldRef | DefinitionRef | Member | Lookup | Arithmetic | Aggregate
Condition = (
    Name
    | Truth
    | FieldRef
    | DefinitionRef
    | Lookup
    | Comparison
    | Membership
    | Known
    | Not
    | All
    | AnyOf
    | Presumed
    | Quantified
)
AnyNode = Term | Condition | Interval | Choice


def children(node: AnyNode) -> tuple[AnyNode, ...]:
    """The nodes directly below, in reading order."""
    match node:
        case Lookup(arguments=arguments):
            return arguments
        case Arithmetic(left=left, right=right) | Comparison(left=left, right=right):
            return (left, right)
        case Aggregate(value=value, records=records, where=where):
            return tuple(n for n in (value, records, where) if n is not None)
        case Interval(low=low, high=high):
            return (low, high)
        case Choice(values=values):
            return values
        case Membership(value=value, options=options):
            return (value, options)
        case Known(field=known):
            return (known,)
        case Not(condition=condition) | Presumed(condition=condition):
            return (condition,)
        case All(conditions=conditions) | AnyOf(conditions=conditions):
            return conditions
        case Quantified(records=records, condition=condition):
            return (records, condition)
        case _:
            return ()


def walk(node: AnyNode) -> Iterator[AnyNode]:
    """The node and all below it, outermost first."""
    yield node
    for child in children(node):
        yield from walk(child)


Kept = TypeVar("Kept", bound=Node)


def shared(node: Kept, pool: dict[Any, Any]) -> Kept:
    """The node with every part replaced by the equal one in the pool, which takes in what it did not have.

    Equal conditions are then one object (D-029), and what is worked out about it serves every rule that states it.
    """
    parts: dict[str, Any] = {f.name: _shared(getattr(node, f.name), pool) for f in fields(node) if f.compare}
    made = replace(node, **parts)
    return pool.setdefault(made, made)  # type: ignore[no-any-return]  # equal to the node, so of its class


def _shared(part: object, pool: dict[Any, Any]) -> object:
    if isinstance(part, Node):
        return shared(part, pool)
    return tuple(_shared(p, pool) for p in part) if isinstance(part, tuple) else part
