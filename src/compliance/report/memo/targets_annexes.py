"""The annexes of the memo on targets: every target, the league of zones, the allocation, and what they rest on."""

from collections.abc import Iterator, Sequence

from compliance.assessment.allocate import Distribution
from compliance.assessment.attainment import Assessment, Attainment, Measure, Status
from compliance.intake.progress_ledger import LedgerReading
from compliance.report import phrases as p
from compliance.report.assessment.allocation import compose_allocation
from compliance.report.assessment.ledger_reading import reading_rows
from compliance.report.assessment.page import (
    STATUSES,
    attainment_share,
    compose_assessment,
    figure_words,
    measure_status,
    status_words,
)
from compliance.report.content import Item
from compliance.report.memo.basis import documents, interpretations, versions
from compliance.report.memo.content import Table
from compliance.report.memo.draft import Draft, Part
from compliance.report.phrasing import Phrasing
from compliance.report.unread import doubted, said
from compliance.text import Lang, Text, join, same

EVERY_TARGET = Text("目标逐项对照", "Every target")
SHARES = Text("集聚区排序和要素分配", "The league of zones, and the allocation")
_MEASURED = (Status.MET, Status.GAP, Status.UNMET, Status.LATE)


def add_annexes(
    draft: Draft, found: Assessment, distributions: Sequence[Distribution], reading: LedgerReading, lang: Lang
) -> None:
    """Add the annexes to a memo's sections."""
    _Annexes(draft, found, distributions, reading, lang).add()


class _Annexes(Phrasing):
    def __init__(
        self,
        draft: Draft,
        found: Assessment,
        distributions: Sequence[Distribution],
        reading: LedgerReading,
        lang: Lang,
    ) -> None:
        super().__init__(lang)
        self._found = found
        self._reading = reading
        self._draft = draft
        self._page = compose_assessment(found, reading, lang)
        self._allocation = compose_allocation(distributions, found.as_of, LedgerReading(), lang)

    def add(self) -> None:
        """The annexes in order."""
        self._add_targets()
        draft = self._draft
        draft.annex(SHARES)
        draft.section("league", p.LEAGUE, (), (Part(None, (), self._league()),))
        draft.section("allocation", p.ALLOCATION_TITLE, self._allocation_basis(), self._shares())
        self._add_basis()
        draft.annex(p.LEDGER_NOTES)
        draft.section("conflicts", p.CONFLICTS, (), (Part(None, (), self._conflicts()),))
        draft.section("unread", p.UNREAD, (), (Part(None, (), self._unread()),))
        draft.section("notes", p.LEDGER_NOTES, (), (Part(None, (), self._notes()),))

    def _add_targets(self) -> None:
        draft = self._draft
        draft.annex(EVERY_TARGET)
        draft.section("targets", p.SHEET_TARGETS, (), (Part(None, (), self._targets()),))
        draft.section("gaps", p.GAPS, (self.say(p.KINDS),), self._gaps())
        draft.section("insufficient", STATUSES[Status.INSUFFICIENT], (), (Part(None, (), self._insufficient()),))
        draft.section("referrals", p.REFERRALS, (), (Part(None, tuple(self._items(Status.MANUAL))),))
        draft.section("unlisted", p.UNLISTED, (), (Part(None, tuple(self._section(p.UNLISTED))),))
        draft.section("unheld", p.UNHELD, (), (Part(None, tuple(self._section(p.UNHELD))),))

    def _add_basis(self) -> None:
        draft, found, lang = self._draft, self._found, self._lang
        read = interpretations(draft, found.interpretations, lang)
        draft.annex(p.BASIS)
        draft.section("documents", p.BASIS, (), (Part(None, (), documents(draft, found.packs, lang)),))
        draft.section("interpretations", p.INTERPRETATIONS, (), (Part(None, (), read),))
        applied = versions(draft, found.packs, found.rulebook_digest, lang)
        draft.section("versions", p.VERSIONS, (), (Part(None, (), applied),))

    def _targets(self) -> Table:
        """A row for every figure of what is met or missed, and for each such demand that has none."""
        found = (a for a in self._found.attainments if a.status in _MEASURED)
        return self._draft.table("targets", p.MEMO_TARGET_COLUMNS, (row for a in found for row in self._rows(a)))

    def _rows(self, a: Attainment) -> Iterator[tuple[str, ...]]:
        about, demand = self.say(a.about), f"{self.say(a.rule.title)}({a.rule.cite.clause})"
        for m in a.measures:
            gap = "" if m.gap is None or m.gap.amount <= 0 else m.gap.show(self._lang)
            yield self.say(STATUSES[measure_status(a, m)]), about, demand, self._figure(m), gap
        if not a.measures:
            yield self.say(status_words(a)), about, demand, self.say(a.reason), ""

    def _figure(self, m: Measure) -> str:
        """The figure, the target, and the share of it that was reached: what the gap is computed from."""
        value = self.say(figure_words(m))
        target = f"{p.SIGNS[m.comparator]} {m.target.show(self._lang)}"
        share = attainment_share(m)
        shown = Text(f"{m.label.zh} {value};目标 {target}", f"{m.label.en} {value}; target {target}")
        return self.say(shown) + (f"({share})" if share else "")

    def _gaps(self) -> Iterator[Part]:
        for status in (Status.GAP, Status.UNMET, Status.LATE, Status.UNREPORTED):
            yield Part(STATUSES[status], tuple(self._items(status)))

    def _items(self, status: Status) -> Iterator[tuple[Item, str]]:
        return self._section(STATUSES[status])

    def _section(self, title: Text) -> Iterator[tuple[Item, str]]:
        """The entries of a section of the whole report."""
        wanted = self.say(title)
        return ((item, "") for section in self._page.sections if section.title == wanted for item in section.items)

    def _insufficient(self) -> Table:
        rows = (
            (
                f"{self.say(a.about)} · {self.say(a.rule.title)}({a.rule.cite.clause})",
                self.say(join(a.missing, "、", ", ")) or self.say(a.reason),
            )
            for a in self._found.attainments
            if a.status is Status.INSUFFICIENT
        )
        return self._draft.table("pair", (p.TARGET_COLUMNS[2], p.LACKING), rows)

    def _league(self) -> Table:
        rows = ((s.zone.name, str(s.met), str(s.short), str(s.undecided)) for s in self._found.league)
        return self._draft.table("league", p.ZONE_COLUMNS, rows)

    def _allocation_basis(self) -> Iterator[str]:
        """The clauses that the allocations carry out."""
        for label, quote in self._allocation.facts[1:]:
            yield f"{label}:{quote}" if self._lang == "zh" else f"{label}: {quote}"

    def _shares(self) -> Iterator[Part]:
        """What there is and what is left, then who draws how much, and why."""
        reason, drawn, quote = self.say(p.REASON), self.say(p.DRAWN), self.say(p.QUOTE)
        for section in self._allocation.sections:
            if section.title.endswith(self.say(p.LEFT)):
                rows = ((i.heading, "".join(text for _, text in i.lines) or i.note) for i in section.items)
                yield Part(same(section.title), (), self._draft.table("pair", p.PAIR_COLUMNS, rows))
            else:
                lines = ((i.heading, dict(i.lines)) for i in section.items)
                awards = ((name, of.get(drawn, ""), of.get(reason, ""), of.get(quote, "")) for name, of in lines)
                yield Part(same(section.title), (), self._draft.table("awards", p.AWARD_COLUMNS, awards))

    def _conflicts(self) -> Table:
        """The cells of the ledger that could not be used."""
        rows = (
            (doubted(record, d, self._lang), d.written, d.at.to(self._lang), self.say(d.reason))
            for record, d in self._reading.doubts
        )
        return self._draft.table("conflicts", p.CONFLICT_COLUMNS, rows)

    def _unread(self) -> Table:
        """What the ledger holds that means no field."""
        rows = ((said(one, self._lang), one.at.to(self._lang), self.say(one.reason)) for one in self._reading.unread)
        return self._draft.table("unread", p.UNREAD_COLUMNS, rows)

    def _notes(self) -> Table:
        return self._draft.table("pair", p.NOTE_COLUMNS, reading_rows(LedgerReading(self._reading.notes), self._lang))
