"""The content of a memo as data, numbered as GB/T 9704-2012 numbers it, which every format renders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compliance.report import phrases as p
from compliance.report.content import Item
from compliance.report.render.numbering import part_number, point_number, section_number
from compliance.text import Lang, Text, printable

Kind = Literal["quote", "computed", "convention", "plain"]
Layout = Literal[
    "pair",
    "documents",
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
]

# The widths of a table's columns, in hundredths of the width of the text.
LAYOUTS: Mapping[Layout, tuple[int, ...]] = {
    "pair": (26, 74),
    "documents": (42, 24, 14, 20),
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
}
CHART = (38, 44, 18)  # the widths of a chart's columns: label, bar, figure
LONGEST = 4000  # so many characters of one text are shown; the rest stands where the text came from (D-052)
LONGEST_NAME = 60


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
class Memo:
    """A memo in one language: what stands in it and in what order, not how it looks.

    `section` holds every section by its id, `sections` those that have something to say.  `office` is the name of the
    office that reviews, `document_number` that of the memo; each is empty where the office's profile gives none.
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
    office: str = ""
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A group before it is numbered."""

    title: Text | None = None
    items: Sequence[tuple[Item, str]] = ()
    table: Table | None = None
    chart: Chart | None = None


class Draft:
    """Sections being gathered: each is cleaned of what cannot be printed, and numbered if it says anything."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._kinds: dict[str, tuple[Kind, str]] = {
            p.QUOTE.to(lang): ("quote", p.QUOTE.to(lang)),
            p.SOURCE.to(lang): ("quote", p.SOURCE.to(lang)),
            p.REASON.to(lang): ("computed", p.COMPUTED.to(lang)),
            p.RULE_BASIS.to(lang): ("convention", p.CONVENTION.to(lang)),
        }
        self._sections: dict[str, Section] = {}
        self._count = 0

    @property
    def sections(self) -> dict[str, Section]:
        """The sections so far, by id."""
        return self._sections

    def section(self, id_: str, title: Text, paragraphs: Iterable[str] = (), parts: Iterable[Part] = ()) -> None:
        """Add a section.  Parts without entries and rows are left out."""
        said = tuple(clean(paragraph, self._lang) for paragraph in paragraphs)
        groups: list[Group] = []
        for part in parts:
            table = part.table if part.table is not None and part.table.rows else None
            if part.items or part.chart is not None or table is not None:
                groups.append(self._group(part, table, len([g for g in groups if g.title])))
        number = ""
        if said or groups:
            number = section_number(self._count, self._lang)
            self._count += 1
        self._sections[id_] = Section(id_, number, title.to(self._lang), said, tuple(groups))

    def _group(self, part: Part, table: Table | None, titled: int) -> Group:
        number_of = part_number if part.title is None else point_number
        entries = tuple(
            self._entry(item, outcome, number_of(index, self._lang)) for index, (item, outcome) in enumerate(part.items)
        )
        title = "" if part.title is None else part.title.to(self._lang)
        return Group(part_number(titled, self._lang) if title else "", title, entries, part.chart, table)

    def _entry(self, item: Item, outcome: str, number: str) -> Entry:
        lines = [self._line(label, text) for label, text in item.lines if label != p.DATA.to(self._lang)]
        if outcome:
            lines.append(Line("plain", p.OUTCOME.to(self._lang), outcome))
        return Entry(number, clean(item.heading, self._lang), clean(item.note, self._lang), tuple(lines))

    def _line(self, label: str, text: str) -> Line:
        kind, shown = self._kinds.get(label, ("plain", label))
        return Line(kind, clean(shown, self._lang), clean(text, self._lang))

    def table(self, layout: Layout, header: Sequence[Text], rows: Iterable[Sequence[str]]) -> Table:
        """A table of the texts, cleaned."""
        words = tuple(label.to(self._lang) for label in header)
        return Table(layout, words, tuple(tuple(clean(cell, self._lang) for cell in row) for row in rows))

    def chart(self, header: tuple[Text, Text, Text], counts: Sequence[tuple[str, int]], total: int) -> Chart | None:
        """Bars of those counts, each with its share of the total; None if there are none."""
        if not counts:
            return None
        longest = max(count for _, count in counts) or 1
        label, bar, figure = (words.to(self._lang) for words in header)
        space = "" if self._lang == "zh" else " "
        bars = (
            Bar(clean(of, self._lang), -(-1000 * count // longest), f"{count:,}{space}({p.percent(count, total)})")
            for of, count in counts
        )
        return Chart((label, bar, figure), tuple(bars))

    def signature(self, signatories: Sequence[str] = ()) -> Table:
        """Space for the names of those who check and sign, and the date; a row for each of an office's signatories."""
        blank = p.BLANK_DATE.to(self._lang)
        signers = signatories or [role.to(self._lang) for role in p.SIGNERS]
        return self.table("signature", p.SIGNATURE_COLUMNS, ((signer, "", blank) for signer in signers))


def clean(text: str, lang: Lang) -> str:
    """The text on one line without control characters, cut if it is longer than anyone would read."""
    shown = printable(text)
    if len(shown) <= LONGEST:
        return shown
    rest = Text(f"…(共 {len(shown)} 字,此处从略)", f"… ({len(shown)} characters in all, cut here)")
    return shown[:LONGEST] + rest.to(lang)


def short_name(name: str) -> str:
    """A name as it may stand in a title."""
    shown = printable(name)
    return shown if len(shown) <= LONGEST_NAME else shown[:LONGEST_NAME] + "…"
