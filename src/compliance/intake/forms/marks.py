"""The marks of the forms that the program hands out: how their blanks are named, and what a form says of itself.

A blank is known by its mark alone and never by the words beside it: in a workbook by a defined name, in a Word file by
the tag of a content control.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from typing import NamedTuple

from compliance.text import Lang, Text
from compliance.vocabulary.folding import fold

TAG = "compliance:"  # before the name of a blank, in the tag of a content control
# What stands in an empty blank of a Word file.
FILL_IN, CHOOSE = Text("(点此填写)", "(fill in)"), Text("(请选择)", "(choose)")

_PREFIX = "compliance_"
_VERSION = "1"
_LONGEST = 250  # characters of a property: Excel and Word keep 255
_MOST = 200  # properties of one kind
_CELL = re.compile(r"r_(?P<list>[a-z0-9_]+)_(?P<row>[0-9]{1,3})_(?P<field>[a-z][a-z0-9_]*)")


def field_mark(field: str) -> str:
    """The mark of the blank of a field."""
    return f"f_{field}"


def unit_mark(field: str) -> str:
    """The mark of the unit in which a number of that field is written."""
    return f"u_{field}"


def record_mark(list_: str, row: int, field: str) -> str:
    """The mark of a field of a record, by the row of its list, counted from 1."""
    return f"r_{list_}_{row}_{field}"


def column_unit_mark(list_: str, field: str) -> str:
    """The mark of the unit in which a number is written in a column of records."""
    return f"c_{list_}_{field}"


def aside_mark(number: int) -> str:
    """The mark of a blank for people, which is not read: a signature, a telephone number."""
    return f"s_{number}"


def is_aside(mark: str) -> bool:
    """Whether a mark is that of a blank which is not read."""
    return mark.startswith("s_")


def is_mark(name: str) -> bool:
    """Whether a name may be that of a blank of a form."""
    return name[:2] in ("f_", "u_", "r_", "c_", "s_")


class Records(NamedTuple):
    """The rows for the records of a list: how many there are, and the fields that each asks for."""

    list: str
    rows: int
    fields: tuple[str, ...]


def list_of(mark: str, lists: Iterable[Records]) -> str | None:
    """The list in whose rows a mark stands, or None."""
    match = _CELL.fullmatch(mark)
    return next((one.list for one in lists if match and match["list"] == one.list), None)


def digest_of(text: str) -> str:
    """What tells a text of the form itself from what somebody wrote into it, whatever its width and blanks."""
    return blake2s(fold(text).encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()


@dataclass(frozen=True, slots=True)
class FormMark:
    """What a form says of itself: by which rulebook it was made, in which language, for which stage.

    `fields` and `lists` are those that it asks for.  `own` are the digests of its own texts.  `supplements` names the
    case whose gaps it asks for; empty of a form for a whole application.
    """

    rulebook: str
    lang: Lang
    stage: str
    fields: tuple[str, ...]
    lists: tuple[Records, ...]
    own: frozenset[str]
    supplements: str = ""

    def properties(self) -> dict[str, str]:
        """The same as properties of a document, by name."""
        lists = [f"{one.list}*{one.rows}*{'+'.join(one.fields)}" for one in self.lists]
        return {
            f"{_PREFIX}form": _VERSION,
            f"{_PREFIX}rulebook": self.rulebook,
            f"{_PREFIX}language": self.lang,
            f"{_PREFIX}stage": self.stage,
            **_numbered("for", _cut(self.supplements)),
            **_numbered("fields", _packed(self.fields)),
            **_numbered("lists", _packed(lists)),
            **_numbered("texts", _packed(sorted(self.own))),
        }


def form_mark(properties: Mapping[str, str]) -> FormMark | None:
    """The mark that properties of a document state, or None if it is no form of the program, or says too little."""
    stage, rulebook = properties.get(f"{_PREFIX}stage", ""), properties.get(f"{_PREFIX}rulebook", "")
    if f"{_PREFIX}form" not in properties:
        return None
    return FormMark(
        rulebook,
        "en" if properties.get(f"{_PREFIX}language") == "en" else "zh",
        stage,
        _unpacked(properties, "fields"),
        tuple(one for written in _unpacked(properties, "lists") if (one := _records(written)) is not None),
        frozenset(_unpacked(properties, "texts")),
        "".join(_pieces(properties, "for")),
    )


def _records(written: str) -> Records | None:
    parts = written.split("*")
    if len(parts) != 3 or not re.fullmatch("[0-9]{1,3}", parts[1]):
        return None
    return Records(parts[0], int(parts[1]), tuple(parts[2].split("+")))


def _cut(text: str) -> list[str]:
    return [text[first : first + _LONGEST] for first in range(0, len(text), _LONGEST)]


def _packed(words: Sequence[str]) -> list[str]:
    """The words with spaces between them, in pieces that a property can hold."""
    pieces: list[str] = []
    for word in words:
        if pieces and len(pieces[-1]) + 1 + len(word) <= _LONGEST:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return pieces


def _numbered(name: str, pieces: Sequence[str]) -> dict[str, str]:
    return {f"{_PREFIX}{name}_{number}": piece for number, piece in enumerate(pieces, start=1)}


def _pieces(properties: Mapping[str, str], name: str) -> list[str]:
    found = (properties.get(f"{_PREFIX}{name}_{number}") for number in range(1, _MOST))
    return [piece for piece in found if piece is not None]


def _unpacked(properties: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(word for piece in _pieces(properties, name) for word in piece.split())
