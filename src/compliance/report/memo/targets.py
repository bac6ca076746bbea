"""Compose the memo on the year's targets and the allocation of a ledger, in one language."""

from collections.abc import Iterator, Sequence

from compliance.assessment.allocate import Distribution
from compliance.assessment.attainment import Assessment, Measure, Status
from compliance.intake.office import NO_PROFILE, Profile
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
)
from compliance.report.content import Item, Page
from compliance.report.memo.basis import documents, interpretations, versions
from compliance.report.memo.content import Memo, Table
from compliance.report.memo.draft import Draft, Heading, Part
from compliance.report.phrasing import Phrasing
from compliance.report.unread import doubted, said
from compliance.text import Lang, Text, join, same

_MEASURED = (Status.MET, Status.GAP, Status.UNMET, Status.LATE)


def compose_targets_memo(
    found: Assessment,
    distributions: Sequence[Distribution],
    reading: LedgerReading,
    lang: Lang,
    profile: Profile = NO_PROFILE,
) -> Memo:
    """The memo on a ledger: targets, gaps, the league of zones, and who draws on what is limited."""
    return _Composer(found, distributions, reading, lang, profile).memo()


class _Composer(Phrasing):
    def __init__(
        self,
        found: Assessment,
        distributions: Sequence[Distribution],
        reading: LedgerReading,
        lang: Lang,
        profile: Profile,
    ) -> None:
        super().__init__(lang)
        self._profile = profile
        self._found = found
        self._reading = reading
        self._draft = Draft(lang, (attainment.rule.cite.quote for attainment in found.attainments))
        self._page = compose_assessment(found, reading, lang)
        self._allocation = compose_allocation(distributions, found.as_of, LedgerReading(), lang)

    def memo(self) -> Memo:
        found, draft = self._found, self._draft
        counts = dict(self._page.facts).get(self.say(p.COUNTS), self.say(p.NONE_IN_FORCE))
        stated = f"{self.say(p.AS_OF_LEDGER)} {found.as_of.isoformat()}"
        draft.section("conclusion", p.COUNTS, (f"{stated}:{counts}" if self._lang == "zh" else f"{stated}: {counts}",))
        draft.section("documents", p.BASIS, (), (Part(None, (), documents(draft, found.packs, self._lang)),))
        draft.section("targets", p.SHEET_TARGETS, (), (Part(None, (), self._targets()),))
        draft.section("gaps", p.GAPS, (self.say(p.KINDS),), self._gaps())
        draft.section("insufficient", STATUSES[Status.INSUFFICIENT], (), (Part(None, (), self._insufficient()),))
        draft.section("referrals", p.REFERRALS, (), (Part(None, tuple(self._items(self._page, Status.MANUAL))),))
        draft.section("league", p.LEAGUE, (), (Part(None, (), self._league()),))
        draft.section("allocation", p.ALLOCATION_TITLE, self._allocation_basis(), self._shares())
        draft.section(
            "interpretations",
            p.INTERPRETATIONS,
            (),
            (Part(None, (), interpretations(draft, found.interpretations, self._lang)),),
        )
        draft.section(
            "versions",
            p.VERSIONS,
            (),
            (Part(None, (), versions(draft, found.packs, found.rulebook_digest, self._lang)),),
        )
        draft.section("conflicts", p.CONFLICTS, (), (Part(None, (), self._conflicts()),))
        draft.section("unread", p.UNREAD, (), (Part(None, (), self._unread()),))
        draft.section("notes", p.LEDGER_NOTES, (), (Part(None, (), self._notes()),))
        title = Text(
            f"{found.as_of.year}年度目标对照和要素分配意见",
            f"Targets of {found.as_of.year} and allocation of resources",
        )
        said = title.to(self._lang)
        heading = Heading(said, said, "", found.as_of, counts, p.ASSESSMENT_SIGNATURE)
        return draft.memo(heading, self._profile)

    def _targets(self) -> Table:
        """A row for every figure that is known or has a target."""
        rows = (
            (
                self.say(STATUSES[measure_status(a, m)]),
                self.say(a.about),
                f"{self.say(a.rule.title)}({a.rule.cite.clause})",
                self._figure(m),
                "" if m.gap is None or m.gap.amount <= 0 else m.gap.show(self._lang),
            )
            for a in self._found.attainments
            if a.status in _MEASURED
            for m in a.measures
        )
        return self._draft.table("targets", p.MEMO_TARGET_COLUMNS, rows)

    def _figure(self, m: Measure) -> str:
        """The figure, the target, and the share of it that was reached: what the gap is computed from."""
        value = self.say(figure_words(m))
        target = f"{p.SIGNS[m.comparator]} {m.target.show(self._lang)}"
        share = attainment_share(m)
        shown = Text(f"{m.label.zh} {value};目标 {target}", f"{m.label.en} {value}; target {target}")
        return self.say(shown) + (f"({share})" if share else "")

    def _gaps(self) -> Iterator[Part]:
        for status in (Status.GAP, Status.UNMET, Status.LATE, Status.UNREPORTED):
            yield Part(STATUSES[status], tuple(self._items(self._page, status)))

    def _items(self, page: Page, status: Status) -> Iterator[tuple[Item, str]]:
        title = self.say(STATUSES[status])
        return ((item, "") for section in page.sections if section.title == title for item in section.items)

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
            (doubted(record, d, self._lang), d.written, str(d.at), self.say(d.reason))
            for record, d in self._reading.doubts
        )
        return self._draft.table("conflicts", p.CONFLICT_COLUMNS, rows)

    def _unread(self) -> Table:
        """What the ledger holds that means no field."""
        rows = ((said(one, self._lang), str(one.at), self.say(one.reason)) for one in self._reading.unread)
        return self._draft.table("unread", p.UNREAD_COLUMNS, rows)

    def _notes(self) -> Table:
        return self._draft.table("pair", p.NOTE_COLUMNS, reading_rows(LedgerReading(self._reading.notes), self._lang))
