"""What the names in a condition can stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from compliance.language import tree as t
from compliance.language.types import Type
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary


@dataclass(frozen=True, slots=True)
class Definition:
    """What a condition may know of a definition: its type and whose fields it uses."""

    id: str
    label: Text
    type: Type
    subject: str


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list of the rulebook that conditions use by name."""

    id: str
    values: tuple[t.Term, ...]


@dataclass(frozen=True, slots=True)
class TableSignature:
    """What a table takes and gives."""

    id: str
    inputs: tuple[Type, ...]
    output: Type


@dataclass(frozen=True, slots=True)
class Environment:
    """Everything a name in a condition can mean, and the checked parts of conditions, each once."""

    vocabulary: Vocabulary
    definitions: Mapping[str, Definition]
    lists: Mapping[str, NamedList]
    constants: Mapping[str, t.Number]
    tables: Mapping[str, TableSignature]
    parts: dict[Any, Any] = field(default_factory=dict)
