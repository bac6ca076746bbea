"""Compose the page that reports an assessment, in one language."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from compliance.assessment.attainment import OPEN, Assessment, Attainment, Measure, Member, Status
from compliance.intake.progress_ledger import LedgerReading
from compliance.quantity.quantity import Quantity, display
from compliance.report import phrases as p
from compliance.report.assessment.ledger_reading import of_reading
from compliance.report.content import Item, Page, Section, Tone
from compliance.report.phrasing import Phrasing
from compliance.rulebook.model import Force
from compliance.rulebook.model import Tone as Wording
from compliance.text import Lang, Text

MEMBERS_SHOWN = 10  # so many records of each kind stand on the page; the other formats hold all of them

_TONES: dict[Status, Tone] = {
    Status.MET: "good",
    Status.GAP: "open",
    Status.UNMET: "bad",
    Status.LATE: "bad",
    Status.UNREPORTED: "bad",
    Status.INSUFFICIENT: "open",
    Status.MANUAL: "open",
    Status.NOT_APPLICABLE: "plain",
}
_ORDER = tuple(_TONES)
STATUSES: Mapping[Status, Text] = {
    Status.MET: Text("达标", "met"),
    Status.GAP: Text("尚有差距(力争目标)", "short of a target to strive for"),
    Status.UNMET: Text("未达标", "not met"),
    Status.LATE: Text("逾期", "late"),
    Status.UNREPORTED: Text("已过期限,未报", "past its day, not reported"),
    Status.INSUFFICIENT: Text("数据不足", "insufficient data"),
    Status.MANUAL: Text("人工认定", "for a person to decide"),
    Status.NOT_APPLICABLE: Text("不适用", "not applicable"),
}
_ACTED: Mapping[Status, Text] = {
    Status.MET: Text("已落实", "carried out"),
    Status.UNMET: Text("未落实", "not carried out"),
}


def compose_assessment(found: Assessment, reading: LedgerReading, lang: Lang) -> Page:
    """The report on a ledger: by status, then the league of zones, then the readings it rests on."""
    return _Composer(found, lang).page(reading)


def status_words(attainment: Attainment) -> Text:
    """How a demand stands, in the words of its force: a target is met, a procedure is carried out."""
    acts = attainment.rule.force not in (Force.TARGET, Force.DEADLINE)
    if acts and attainment.status in _ACTED:
        return _ACTED[attainment.status]
    return STATUSES[attainment.status]


def measure_status(attainment: Attainment, measure: Measure) -> Status:
    """How one figure of a demand stands by itself, whatever the others do."""
    if measure.met is None:
        return Status.INSUFFICIENT
    if measure.met:
        return Status.MET
    return Status.GAP if Wording.STRIVE in attainment.rule.tone else Status.UNMET


def figure_words(measure: Measure) -> Text:
    """The figure of a measure: exact, or what is known of it."""
    if measure.value is not None:
        aim = measure.target.to(measure.value.unit).amount
        return Text(measure.value.show("zh", aim), measure.value.show("en", aim))
    least, most = measure.least, measure.most
    if least is not None and most is not None:
        return Text(f"{least.show('zh')}至 {most.show('zh')}", f"{least.show('en')} to {most.show('en')}")
    if least is not None:
        return Text(f"至少 {least.show('zh')}", f"at least {least.show('en')}")
    return p.UNKNOWN


def attainment_share(measure: Measure) -> str:
    """The share of the target reached, in percent; blank where the data do not say."""
    share = measure.attainment
    return "" if share is None else f"{display(share * 100, places=1, apart_from=Fraction(100))}%"


def deviation(measure: Measure, lang: Lang) -> str:
    """How far a figure lies above or below its target, and in percent of it; blank where the data do not say."""
    if measure.gap is None:
        return ""
    difference = Quantity(-measure.gap.amount, measure.gap.unit)
    sign = "+" if difference.amount > 0 else ""
    share = "" if measure.attainment is None else _signed((measure.attainment - 1) * 100)
    return f"{sign}{difference.show(lang)}" + (f"({share})" if share else "")


def _signed(percent: Fraction) -> str:
    return f"{'+' if percent > 0 else ''}{display(percent, places=1)}%"


class _Composer(Phrasing):
    def __init__(self, found: Assessment, lang: Lang) -> None:
        super().__init__(lang)
        self._found = found

    def page(self, reading: LedgerReading) -> Page:
        sections = [self._section(status) for status in _ORDER if status is not Status.NOT_APPLICABLE]
        sections.append(Section(self.say(p.UNLISTED), "open", tuple(self._unlisted())))
        sections.append(Section(self.say(p.UNHELD), "open", tuple(self._unheld())))
        sections.append(Section(self.say(p.LEAGUE), "plain", tuple(self._league())))
        sections.append(Section(self.say(p.INTERPRETATIONS), "plain", tuple(self._interpretations())))
        sections += of_reading(reading, self._lang)
        return Page(
            self.say(p.ASSESSMENT_TITLE),
            tuple(self._facts()),
            None,
            tuple(section for section in sections if section.items),
            self.say(p.ASSESSMENT_SIGNATURE),
        )

    def _facts(self) -> Iterator[tuple[str, str]]:
        yield self.say(p.AS_OF_LEDGER), self._found.as_of.isoformat()
        for pack in self._found.packs:
            yield self.say(p.BASIS), f"{pack.document} {self.say(pack.title)}"
        if not self._found.packs:
            yield self.say(p.BASIS), self.say(p.NONE_IN_FORCE)
            return
        yield self.say(p.DIGEST), self._found.rulebook_digest[: p.SHOWN_OF_DIGEST]
        counts = ((status, self._count(status)) for status in _ORDER if status is not Status.NOT_APPLICABLE)
        listed = (f"{self.say(STATUSES[status])} {count}" for status, count in counts if count)
        yield self.say(p.COUNTS), self.either("、", ", ").join(listed)
        if self._found.unlisted:
            yield self.say(p.UNLISTED), self._owed(self._found.unlisted)
        if self._found.unheld:
            number = len(self._found.unheld)
            yield self.say(p.UNHELD), self.either(f"{number} 项", f"{number} demands")

    def _owed(self, owed: Sequence[Attainment]) -> str:
        names = len({(a.case.subject, a.case.id) for a in owed})
        late = sum(a.status is Status.UNREPORTED for a in owed)
        return self.either(
            f"{names} 个,{len(owed)} 项没有数据,其中 {late} 项已过期限",
            f"{names}, of whom {len(owed)} demands have no data, {late} of them past their day",
        )

    def _count(self, status: Status) -> int:
        return sum(a.status is status for a in self._found.attainments)

    def _section(self, status: Status) -> Section:
        items = (self._item(a) for a in self._found.attainments if a.status is status)
        return Section(self.say(STATUSES[status]), _TONES[status], tuple(items))

    def _item(self, a: Attainment) -> Item:
        words = f"{self.say(status_words(a))} · {self.say(p.FORCES[a.rule.force])}"
        note = f"{words} · {a.rule.cite.clause} · {a.rule.id}"
        return Item(f"{self.say(a.about)} · {self.say(a.rule.title)}", note, tuple(self._lines(a)))

    def _lines(self, a: Attainment) -> Iterator[tuple[str, str]]:
        if a.status in (Status.UNREPORTED, Status.INSUFFICIENT) and a.missing:
            yield self.say(p.LACKING), self.either("、", ", ").join(self.say(m) for m in a.missing)
        elif not any(measure.value is not None for measure in a.measures):
            yield self.say(p.REASON), self.say(a.reason)
        for measure in a.measures:
            yield from self._measure(a, measure)
        yield from self._members(a)
        if a.status in (Status.GAP, Status.UNMET, Status.LATE):
            yield self.say(p.QUOTE), f"“{a.rule.cite.quote}”"
        if a.rule.basis is not None and a.status is not Status.MET:
            yield self.say(p.RULE_BASIS), self.say(a.rule.basis)

    def _measure(self, a: Attainment, measure: Measure) -> Iterator[tuple[str, str]]:
        yield self.say(p.INDEX), self.say(measure.label)
        shown = self.say(figure_words(measure))
        target = f"{p.SIGNS[measure.comparator]} {measure.target.show(self._lang)}"
        share = attainment_share(measure)
        reached = self.either(f",完成 {share}", f", {share} reached") if share else ""
        alone = self.say(STATUSES[measure_status(a, measure)]) if len(a.measures) > 1 else ""
        by_itself = self.either(f";{alone}", f"; {alone}") if alone else ""
        said = self.either(f"{shown};目标 {target}{reached}", f"{shown}; target {target}{reached}")
        yield self.say(p.FIGURE), said + by_itself
        if Wording.ABOUT in a.rule.tone and measure.gap is not None:
            yield self.say(p.DEVIATION), deviation(measure, self._lang)
        if a.status is not Status.MET and measure.gap is not None and measure.gap.amount > 0:
            wanted = ""
            if measure.wanted is not None:
                what, more = measure.wanted
                wanted = self.either(
                    f",即{what.zh}再增加 {more.show('zh')}", f", that is {more.show('en')} more of {what.en}"
                )
            yield self.say(p.GAP), measure.gap.show(self._lang) + wanted

    def _members(self, a: Attainment) -> Iterator[tuple[str, str]]:
        if a.members is None:
            return
        counted, excluded = len(a.members.counted), len(a.members.excluded)
        opened = len(a.members.open)
        yield (
            self.say(p.RECORDS),
            self.either(
                f"计入 {counted},不计 {excluded},资料不全 {opened}",
                f"{counted} counted, {excluded} not counted, {opened} lacking data",
            ),
        )
        if a.members.open:
            yield self.say(p.OPEN_RECORDS), self._listed(a.members.open)
        if a.status is not Status.MET and (marginal := a.members.marginal):
            yield self.say(p.MARGINAL), self._listed(marginal)

    def _listed(self, members: Sequence[Member]) -> str:
        separator = self.either(":", ": ")
        shown = [f"{m.record.name}{separator}{self.say(m.why)}" for m in members[:MEMBERS_SHOWN]]
        rest = len(members) - MEMBERS_SHOWN
        if rest > 0:
            shown.append(self.either(f"另有 {rest} 个", f"{rest} more"))
        return self.either(";", "; ").join(shown)

    def _unlisted(self) -> Iterator[Item]:
        """Who should be in the ledger and is not, each with what is demanded of it."""
        for name, owed in groupby(self._found.unlisted, key=lambda a: a.case.name):
            demands = [self.say(a.rule.title) for a in owed]
            words = self.either(f"{len(demands)} 项要求没有数据", f"no data on {len(demands)} demands")
            yield Item(name, words, ((self.say(p.LACKING), self.either(";", "; ").join(demands)),))

    def _unheld(self) -> Iterator[Item]:
        """What is demanded of those of whom the ledger lists nobody."""
        for rule in self._found.unheld:
            kind = self.say(self._found.kinds[rule.subject])
            note = f"{self.say(p.FORCES[rule.force])} · {rule.cite.clause} · {rule.id}"
            yield Item(f"{kind} · {self.say(rule.title)}", note, ((self.say(p.QUOTE), f"“{rule.cite.quote}”"),))

    def _league(self) -> Iterator[Item]:
        for standing in self._found.league:
            words = self.either(
                f"达标 {standing.met},有差距或未达标 {standing.short},待定 {standing.undecided}",
                f"{standing.met} met, {standing.short} short, {standing.undecided} undecided",
            )
            unreported = [self.say(a.rule.title) for a in standing.attainments if a.status in OPEN]
            lines = ((self.say(p.NOT_REPORTED), self.either(";", "; ").join(unreported)),) if unreported else ()
            yield Item(standing.zone.name, words, lines)

    def _interpretations(self) -> Iterator[Item]:
        for reading in self._found.interpretations:
            lines = ((self.say(p.WHY), self.say(reading.why)), (self.say(p.SET_BY), self.say(reading.set_by)))
            yield Item(self.say(reading.label), reading.id, lines)
