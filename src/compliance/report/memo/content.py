"""The content of a memo as data, numbered as GB/T 9704-2012 numbers it, which every format renders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance.text import Lang

Kind = Literal["quote", "computed", "convention", "plain"]
Layout = Literal[
    "pair",
    "documents",
    "sources",
    "facts",
    "found",
    "settings",
    "conflicts",
    "unread",
    "conditions",
    "requests",
    "deferred",
    "clauses",
    "versions",
    "signature",
    "targets",
    "league",
    "awards",
    "bodies",
    "figures",
    "missed",
    "open",
    "counts",
    "zones",
    "leads",
    "matters",
]

# The widths of a table's columns, in hundredths of the width of the text.
LAYOUTS: Mapping[Layout, tuple[int, ...]] = {
    "pair": (26, 74),
    "documents": (42, 24, 14, 20),
    "sources": (30, 26, 34, 10),
    "facts": (34, 25, 25, 16),
    "found": (26, 14, 36, 24),
    "settings": (34, 30, 36),
    "conflicts": (26, 24, 16, 34),
    "unread": (40, 16, 44),
    "conditions": (22, 30, 22, 26),
    "requests": (32, 46, 22),
    "deferred": (16, 42, 42),
    "clauses": (22, 28, 28, 22),
    "versions": (26, 12, 62),
    "signature": (18, 46, 36),
    "league": (40, 18, 24, 18),
    "awards": (18, 26, 34, 22),
    "targets": (12, 14, 22, 32, 20),
    "bodies": (35, 13, 13, 13, 13, 13),
    "figures": (34, 11, 25, 17, 13),
    "missed": (23, 31, 20, 26),
    "open": (18, 10, 72),
    "counts": (58, 14, 14, 14),
    "zones": (22, 13, 13, 13, 13, 13, 13),
    "leads": (8, 17, 25, 16, 34),
    "matters": (36, 24, 40),
}
CHART = (38, 44, 18)  # the widths of a chart's columns: label, bar, figure


class PdfUnavailableError(Exception):
    """The packages that make PDF files are not installed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled statement: words of a document, something computed, a convention of the rulebook, or none of them."""

    kind: Kind
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered point: a heading, a note on it, and what is to be said."""

    number: str
    heading: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header, each with a cell for every column of its layout."""

    layout: Layout
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of the columns in hundredths."""
        return LAYOUTS[self.layout]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; `length` is in thousandths of the longest, and at least one for a figure that is not zero."""

    label: str
    length: int
    figure: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a header that says what stands at their left, in them, and at their right."""

    header: tuple[str, str, str]
    bars: tuple[Bar, ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of the columns in hundredths."""
        return CHART


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a section; `title` is empty where the section has only one.  Its entries are of the level below."""

    number: str
    title: str
    entries: tuple[Entry, ...]
    chart: Chart | None
    table: Table | None


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section; one that has nothing to say stands in no document, but a template may ask for it."""

    id: str
    number: str
    title: str
    paragraphs: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The points of all its parts."""
        return tuple(entry for group in self.groups for entry in group.entries)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of its tables."""
        return tuple(row for group in self.groups if group.table is not None for row in group.table.rows)


@dataclass(frozen=True, slots=True)
class Annex:
    """What is said for whoever asks why: 附件1, its title, and its sections."""

    number: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo in one language: what stands in it and in what order, not how it looks.

    `title_lines` is the title in lines that end between words.  `body` are the sections that a leader reads, `annexes`
    the rest; `sections` are those of both that have something to say, and `section` holds every one by its id.
    `masthead` are the lines above the title, `addressee` is to whom it goes, `issued` the space for the day of issue.
    `office` is the name of the office that reviews, `document_number` that of the memo; each is empty where the
    office's profile gives none.
    """

    lang: Lang
    title: str
    subtitle: str
    name: str
    id: str
    as_of: date
    verdict: str
    sections: tuple[Section, ...]
    section: Mapping[str, Section]
    closing: str
    signature: Table
    office: str
    document_number: str
    title_lines: tuple[str, ...]
    masthead: tuple[str, ...]
    addressee: str
    issued: str
    body: tuple[Section, ...]
    annexes: tuple[Annex, ...]

    @property
    def attachments(self) -> tuple[str, ...]:
        """The annexes as the end of the body lists them, the first behind the word for them."""
        label, space = ("附件\uff1a", "") if self.lang == "zh" else ("Annexes: ", " ")
        titles = (f"{number}.{space}{annex.title}" for number, annex in enumerate(self.annexes, start=1))
        return tuple(title if number else f"{label}{title}" for number, title in enumerate(titles))
