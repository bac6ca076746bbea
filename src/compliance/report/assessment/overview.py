"""The one page on an assessment as data, in one language: who is responsible, figures, what is missed, what is open.

Every format shows it first; the report that `page.py` composes is behind it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from compliance.assessment.attainment import Assessment, Status
from compliance.assessment.bodies import Body, Kind, Tally, kinds_of, summed
from compliance.intake.progress_ledger import LedgerReading
from compliance.report import phrases as p
from compliance.report.assessment.figures import FigureLine, figure_lines, is_of_whole
from compliance.report.assessment.missed import how_missed, missed_groups, who_missed
from compliance.report.assessment.waiting import waiting_of
from compliance.report.phrasing import Phrasing
from compliance.text import Lang, Text

LEAST = 3  # so many lines has each part of a page whose lines are numbered, if it has as many to show

LABELS = 8  # and so many of the things that a kind of body waits for

BODY_COLUMNS = (
    Text("谁负责", "Who is responsible"),
    Text("达标", "Met"),
    Text("未达标", "Missed"),
    Text("过期未报", "Overdue"),
    Text("力争未及", "Short of striving"),
    Text("待定", "Open"),
)
FIGURE_COLUMNS = (
    Text("结果", "Result"),
    Text("主要指标", "The main figures"),
    Text("实际/目标", "Actual / aim"),
    Text("差距", "Gap"),
    Text("完成", "Reached"),
)
MISSED_COLUMNS = (
    Text("其他未达标、过期未报", "Also missed or overdue"),
    Text("谁负责", "Who"),
    Text("情况", "How it stands"),
)
OPEN_COLUMNS = (Text("待定", "Open"), Text("项", "No."), Text("等什么", "Waiting for"))
TOTAL = Text("合计", "In all")
SHORT_STATUSES = {
    Status.MET: Text("达标", "met"),
    Status.GAP: Text("力争", "strive"),
    Status.UNMET: Text("未达", "missed"),
    Status.LATE: Text("逾期", "late"),
    Status.UNREPORTED: Text("过期未报", "overdue"),
    Status.INSUFFICIENT: Text("待定", "open"),
}


Line = TypeVar("Line")


class BodyLine(NamedTuple):
    """A body, or several in one line, and how what is demanded of them stands."""

    name: str
    tally: Tally


class MissedLine(NamedTuple):
    """A demand that is missed or past its day, by whom, and how it stands."""

    status: Status
    what: str
    who: str
    state: str


class OpenLine(NamedTuple):
    """How many demands on a kind of body are open, and what they wait for."""

    who: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands on the page; `figures_left` and `missed_left` tell of what has no line, empty where all has one."""

    title: str
    facts: tuple[tuple[str, str], ...]
    result: str
    bodies: tuple[BodyLine, ...]
    total: BodyLine
    figures: tuple[FigureLine, ...]
    figures_left: str
    missed: tuple[MissedLine, ...]
    missed_left: str
    open: tuple[OpenLine, ...]
    reading: str


def compose_overview(found: Assessment, reading: LedgerReading, lang: Lang, lines: int | None = None) -> Overview:
    """The page; of the lists as many lines as there is room for, or all."""
    return _Composer(found, reading, lang, lines).overview()


def headings(columns: Iterable[Text], lang: Lang) -> tuple[str, ...]:
    """The headings of a table in that language."""
    return tuple(column.to(lang) for column in columns)


def shared_out(room: int, wishes: Sequence[int], least: int) -> list[int]:
    """How many lines each part gets of the room: what it wishes up to `least`, then one more each in turn."""
    given = [min(wish, least) for wish in wishes]
    while sum(given) < room and given != list(wishes):
        for part, wish in enumerate(wishes):
            if given[part] < wish and sum(given) < room:
                given[part] += 1
    return given


def _rows_of(kind: Kind) -> int:
    return len(kind.listed) + bool(kind.unlisted) + bool(kind.unheld)


def _cut(lines: tuple[Line, ...], room: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines that are shown and those that are not, of which one line tells."""
    shown = len(lines) if len(lines) <= room else max(room - 1, 0)
    return lines[:shown], lines[shown:]


class _Composer(Phrasing):
    def __init__(self, found: Assessment, reading: LedgerReading, lang: Lang, lines: int | None) -> None:
        super().__init__(lang)
        self._found = found
        self._reading = reading
        self._lines = lines
        self._kinds = kinds_of(found)
        self._whole = next(iter(found.kinds), "")

    def overview(self) -> Overview:
        figures, missed, waiting = figure_lines(self._found, self._lang), self._missed(), self._open()
        wishes = [*(_rows_of(kind) for kind in self._kinds), len(figures), len(missed), len(waiting)]
        given = wishes if self._lines is None else shared_out(self._lines, wishes, LEAST)
        *of_kinds, of_figures, of_missed, _ = given
        shown, left = _cut(figures, of_figures)
        missing, more = _cut(missed, of_missed)
        return Overview(
            self.say(p.ASSESSMENT_TITLE),
            tuple(self._facts()),
            self._result(),
            tuple(line for kind, room in zip(self._kinds, of_kinds, strict=True) for line in self._bodies(kind, room)),
            BodyLine(self.say(TOTAL), self._tally()),
            shown,
            self._left(Counter(line.status for line in left)),
            missing,
            self._left(Counter(line.status for line in more)),
            waiting,
            self._of_reading(),
        )

    def _tally(self) -> Tally:
        return summed(kind.tally for kind in self._kinds)

    def _facts(self) -> Iterator[tuple[str, str]]:
        yield self.say(p.AS_OF_LEDGER), self._found.as_of.isoformat()
        documents = [pack.document for pack in self._found.packs]
        yield self.say(p.BASIS), self.either("、", ", ").join(documents) or self.say(p.NONE_IN_FORCE)

    def _result(self) -> str:
        tally = self._tally()
        return self.either(
            f"共 {tally.total} 项:达标 {tally.met},未达标 {tally.missed},过期未报 {tally.overdue},待定 {tally.open};"
            f"力争目标未及 {tally.short}(不算未达标)",
            f"{tally.total} demands: {tally.met} met, {tally.missed} missed, {tally.overdue} overdue, "
            f"{tally.open} open; striving, no duty: {tally.short}",
        )

    # Who is responsible

    def _bodies(self, kind: Kind, room: int) -> Iterator[BodyLine]:
        """Lines of bodies, the worst by name; the rest, the unlisted, and what nobody is held to in one line each."""
        named = room - (_rows_of(kind) - len(kind.listed))
        if named < len(kind.listed):
            named -= 1
        yield from (self._body(body) for body in kind.listed[: max(named, 0)])
        if rest := kind.listed[max(named, 0) :]:
            yield self._together(kind, rest, self.either(f"另 {len(rest)} 个", f"{len(rest)} more"))
        if kind.unlisted:
            number = len(kind.unlisted)
            yield self._together(kind, kind.unlisted, self.either(f"台账未列 {number} 个", f"{number} unlisted"))
        if kind.unheld:
            label = self.either(f"{kind.label.zh}:台账未列负责者", f"{kind.label.en}: nobody")
            yield BodyLine(label, Tally(open=len(kind.unheld)))

    def _body(self, body: Body) -> BodyLine:
        return BodyLine(self.say(body.name), body.tally)

    def _together(self, kind: Kind, bodies: Iterable[Body], words: str) -> BodyLine:
        name = self.either(f"{kind.label.zh}:{words}", f"{kind.label.en}: {words}")
        return BodyLine(name, summed(body.tally for body in bodies))

    # What is missed, past its day, or open

    def _missed(self) -> tuple[MissedLine, ...]:
        """A line for each demand that is missed, but those of the whole that stand among the figures."""
        groups = (group for group in missed_groups(self._found) if not is_of_whole(group.by[0], self._found))
        return tuple(
            MissedLine(
                group.status,
                self.say(group.rule.title),
                who_missed(group.by, self._lang),
                how_missed(group.by, self._lang),
            )
            for group in groups
        )

    def _left(self, counts: Counter[Status]) -> str:
        if not counts:
            return ""
        listed = self.either(",", ", ").join(
            f"{self.say(SHORT_STATUSES[status])} {number}" for status, number in counts.items()
        )
        return self.either(f"另有 {counts.total()} 项:{listed}", f"{counts.total()} more: {listed}")

    def _open(self) -> tuple[OpenLine, ...]:
        return tuple(self._waiting(kind) for kind in self._kinds if kind.tally.open)

    def _waiting(self, kind: Kind) -> OpenLine:
        """What the open demands on a kind wait for: what most wait for first."""
        waiting = waiting_of(kind)
        labels, persons = [self.say(label) for label in waiting.labels], len(waiting.persons)
        found = self.either(f"(人工认定 {persons} 项)", f" ({persons} by a person)") if persons else ""
        shown = labels if self._lines is None else labels[:LABELS]
        what = self.either("、", "; ").join(shown) + ("…" if len(shown) < len(labels) else "")
        who = self.say(kind.bodies[0].name if kind.id == self._whole else kind.label)
        return OpenLine(
            who, kind.tally.open, self.either(f"{len(labels)} 项{found}:{what}", f"{len(labels)}{found}: {what}")
        )

    def _of_reading(self) -> str:
        reading = self._reading
        doubts, unread, notes = len(reading.doubts), len(reading.unread), len(reading.notes)
        return self.either(
            f"台账读取:存疑 {doubts} 格,未采用 {unread} 处,说明 {notes} 条",
            f"Reading the ledger: {doubts} cells in doubt, {unread} not used, {notes} notes",
        )
