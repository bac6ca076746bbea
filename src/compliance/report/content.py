"""The content of a document as data, which every format renders."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "bad", "open", "plain"]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a section: a heading, and lines each of which has a label."""

    heading: str
    note: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list of entries."""

    title: str
    tone: Tone
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The one line that matters most."""

    label: str
    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a document: what stands in it and in what order, not how it looks.

    `dense` says that it is to fit on one screen or sheet, so that its sections stand close together.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    conclusion: Conclusion | None
    sections: tuple[Section, ...]
    closing: str
    dense: bool = False
