"""A memo being drafted: its texts are made fit for paper, and what it says is numbered as GB/T 9704-2012 numbers it."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from compliance.intake.office import Profile
from compliance.report import phrases as p
from compliance.report.content import Item
from compliance.report.memo.content import Annex, Bar, Chart, Entry, Group, Kind, Layout, Line, Memo, Section, Table
from compliance.report.memo.title import title_lines
from compliance.report.punctuation import full_width, with_long_days
from compliance.report.render.numbering import annex_number, part_number, point_number, section_number
from compliance.text import Lang, Text, printable

LONGEST = 4000  # so many characters of one text are shown; the rest stands where the text came from (D-052)
LONGEST_NAME = 60
_SIGNS = frozenset(",;:?!()")
_DAY = re.compile(r"\d-\d")


@dataclass(frozen=True, slots=True)
class Part:
    """A group before it is numbered."""

    title: Text | None = None
    items: Sequence[tuple[Item, str]] = ()
    table: Table | None = None
    chart: Chart | None = None


class Heading(NamedTuple):
    """What stands at the head of a memo, and at its end: `known` are names in which no line of the title may end."""

    title: str
    name: str
    id: str
    as_of: date
    verdict: str
    closing: Text
    known: Collection[str] = ()


class Draft:
    """Sections being gathered: each is cleaned of what cannot be printed, and numbered if it says anything.

    Chinese texts get full-width signs and days in words.  The words of `quotes` keep their own, and in the annexes so
    do those of `written`, which the material has.
    """

    def __init__(self, lang: Lang, quotes: Iterable[str] = (), written: Iterable[str] = ()) -> None:
        self._lang = lang
        self._verbatim = {printable(words) for words in quotes if not _SIGNS.isdisjoint(words)}
        signed = (words for words in written if not _SIGNS.isdisjoint(words) or _DAY.search(words))
        self._written = {printable(words) for words in signed}
        self._annexes: list[Text] = []
        self._annex_of: dict[str, int] = {}
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

    def clean(self, text: str) -> str:
        """The text as it is printed: on one line, cut if it is too long, and in Chinese with the signs of paper."""
        shown = clean(text, self._lang)
        if self._lang == "en" or shown in self._verbatim:
            return shown
        return full_width(with_long_days(shown), [words for words in self._verbatim if words in shown])

    def annex(self, title: Text) -> None:
        """Begin an annex: the sections that follow are its own, and numbered from one."""
        self._annexes.append(title)
        self._verbatim |= self._written
        self._count = 0

    def section(self, id_: str, title: Text, paragraphs: Iterable[str] = (), parts: Iterable[Part] = ()) -> None:
        """Add a section.  Parts without entries and rows are left out."""
        said = tuple(map(self.clean, paragraphs))
        groups: list[Group] = []
        for part in parts:
            table = part.table if part.table is not None and part.table.rows else None
            if part.items or part.chart is not None or table is not None:
                groups.append(self._group(part, table, len([g for g in groups if g.title])))
        number = ""
        if said or groups:
            number = section_number(self._count, self._lang)
            self._count += 1
        self._annex_of[id_] = len(self._annexes)
        self._sections[id_] = Section(id_, number, self.clean(title.to(self._lang)), said, tuple(groups))

    def _group(self, part: Part, table: Table | None, titled: int) -> Group:
        number_of = part_number if part.title is None else point_number
        entries = tuple(
            self._entry(item, outcome, number_of(index, self._lang)) for index, (item, outcome) in enumerate(part.items)
        )
        title = "" if part.title is None else self.clean(part.title.to(self._lang))
        return Group(part_number(titled, self._lang) if title else "", title, entries, part.chart, table)

    def _entry(self, item: Item, outcome: str, number: str) -> Entry:
        lines = [self._line(label, text) for label, text in item.lines if label != p.DATA.to(self._lang)]
        if outcome:
            lines.append(Line("plain", p.OUTCOME.to(self._lang), self.clean(outcome)))
        return Entry(number, self.clean(item.heading), self.clean(item.note), tuple(lines))

    def _line(self, label: str, text: str) -> Line:
        kind, shown = self._kinds.get(label, ("plain", label))
        return Line(kind, self.clean(shown), self.clean(text))

    def table(self, layout: Layout, header: Sequence[Text], rows: Iterable[Sequence[str]]) -> Table:
        """A table of the texts, cleaned."""
        words = tuple(self.clean(label.to(self._lang)) for label in header)
        return Table(layout, words, tuple(tuple(map(self.clean, row)) for row in rows))

    def chart(self, header: tuple[Text, Text, Text], counts: Sequence[tuple[str, int]], total: int) -> Chart | None:
        """Bars of those counts, each with its share of the total; None if there are none."""
        if not counts:
            return None
        longest = max(count for _, count in counts) or 1
        label, bar, figure = (self.clean(words.to(self._lang)) for words in header)
        space = "" if self._lang == "zh" else " "
        bars = (
            Bar(self.clean(of), -(-1000 * count // longest), self.clean(f"{count:,}{space}({p.percent(count, total)})"))
            for of, count in counts
        )
        return Chart((label, bar, figure), tuple(bars))

    def letter(self, heading: Heading, profile: Profile, addressee: str) -> Memo:
        """A letter to somebody, which the office issues: nobody signs it by name, and it has no subtitle."""
        mark = "\uff1a" if self._lang == "zh" else ":"
        said = (clean(addressee, self._lang) or p.SHORT_BLANK) + mark
        unsigned = self.table("signature", p.SIGNATURE_COLUMNS, ())
        return replace(self.memo(heading, profile), subtitle="", addressee=said, signature=unsigned)

    def memo(self, heading: Heading, profile: Profile) -> Memo:
        """The memo, with what the office's profile says stands around it."""
        spoken = tuple(section for section in self._sections.values() if section.number)
        title = self.clean(heading.title)
        return Memo(
            self._lang,
            title,
            self.clean(p.MEMO_SUBTITLE.to(self._lang)),
            clean(heading.name, self._lang),
            clean(heading.id, self._lang),
            heading.as_of,
            self.clean(heading.verdict),
            spoken,
            self._sections,
            self.clean(heading.closing.to(self._lang)),
            self._signature(profile.signatories),
            clean(profile.name, self._lang),
            clean(profile.document_number, self._lang),
            title_lines(title, self._lang, heading.known),
            self._masthead(profile),
            self._addressee(profile),
            self.clean(p.BLANK_DATE.to(self._lang)),
            tuple(section for section in spoken if self._annex_of[section.id] == 0),
            self._numbered_annexes(spoken),
        )

    def _masthead(self, profile: Profile) -> tuple[str, ...]:
        """Spaces for the grade of secrecy and the number; the number where the profile gives it."""
        lines = ((p.SECRECY, p.SHORT_BLANK), (p.DOCUMENT_NUMBER, profile.document_number or p.SHORT_BLANK))
        mark = ":" if self._lang == "zh" else ": "
        return tuple(self.clean(f"{label.to(self._lang)}{mark}{said}") for label, said in lines)

    def _addressee(self, profile: Profile) -> str:
        said = clean(profile.addressee, self._lang) or p.SHORT_BLANK
        return f"{said}\uff1a" if self._lang == "zh" else f"{said}:"

    def _numbered_annexes(self, spoken: Sequence[Section]) -> tuple[Annex, ...]:
        """The annexes that say something, numbered."""
        found: list[Annex] = []
        for place, title in enumerate(self._annexes, start=1):
            sections = tuple(section for section in spoken if self._annex_of[section.id] == place)
            if sections:
                number = annex_number(len(found), self._lang)
                found.append(Annex(number, self.clean(title.to(self._lang)), sections))
        return tuple(found)

    def _signature(self, signatories: Sequence[str]) -> Table:
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
