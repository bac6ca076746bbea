"""The body of the memo on targets: who met and missed what, what to do about it, and what would settle what is open."""

from collections.abc import Iterator

from compliance.assessment.attainment import Assessment, Attainment, Measure, Status
from compliance.assessment.bodies import Kind, Tally, kinds_of
from compliance.report import phrases as p
from compliance.report.assessment.figures import gap_words
from compliance.report.assessment.missed import MissedGroup, how_missed, missed_groups, who_missed
from compliance.report.assessment.overview import BODY_COLUMNS, FIGURE_COLUMNS, SHORT_STATUSES, Overview
from compliance.report.assessment.waiting import waiting_of
from compliance.report.memo.body import PROPOSAL
from compliance.report.memo.content import Table
from compliance.report.memo.draft import Draft, Part
from compliance.report.phrasing import Phrasing
from compliance.text import Lang, Text

MOST_MISSED = 18  # so many demands that are missed have a row, and so many things that are waited for are named
MOST_AWAITED = 24
_NAMED = 4  # so many bodies that missed a demand alike

STANDING = Text("总体情况", "How the targets stand")
FIGURES = Text("主要指标", "The main figures")
MISSING = Text("未达标和过期未报的事项", "What is missed or overdue")
WAITING = Text("待定的事项和所需数据", "What is open, and what would settle it")
CITY = Text("市级牵头部门(方案未点名的,由市政府指定)", "the city's leading office (which the plan may not name)")
MISSED_COLUMNS = (
    Text("谁负责", "Who is responsible"),
    Text("事项", "Demand"),
    Text("情况", "How it stands"),
    Text("怎么办", "What to do"),
)
OPEN_COLUMNS = (Text("谁负责", "Who is responsible"), Text("项数", "Open"), Text("需要的数据或认定", "What is needed"))


def add_body(draft: Draft, found: Assessment, page: Overview, lang: Lang) -> None:
    """Add the body to a memo's sections."""
    _Body(draft, found, page, lang).add()


class _Body(Phrasing):
    def __init__(self, draft: Draft, found: Assessment, page: Overview, lang: Lang) -> None:
        super().__init__(lang)
        self._draft = draft
        self._found = found
        self._page = page
        self._kinds = kinds_of(found)
        self._missed = missed_groups(found)

    def add(self) -> None:
        draft = self._draft
        draft.section("conclusion", STANDING, (self._result(),), (Part(None, (), self._bodies()),))
        draft.section("figures", FIGURES, self._figures_left(), (Part(None, (), self._figures()),))
        draft.section("missed", MISSING, self._missed_left(), (Part(None, (), self._missed_table()),))
        draft.section("open", WAITING, (), (Part(None, (), self._open()),))
        draft.section("proposal", PROPOSAL, self._proposals())

    def _result(self) -> str:
        as_of, result = self._found.as_of.isoformat(), self._page.result
        if not self._found.packs:
            return self.say(p.NONE_IN_FORCE)
        against = self.either("、", ", ").join(pack.document for pack in self._found.packs)
        return self.either(f"截至 {as_of},对照{against},{result}。", f"As of {as_of}, against {against}: {result}.")

    def _bodies(self) -> Table:
        lines = (*self._page.bodies, self._page.total) if self._kinds else ()
        return self._draft.table("bodies", BODY_COLUMNS, ((line.name, *map(str, line.tally)) for line in lines))

    def _figures(self) -> Table:
        result, what, *others = FIGURE_COLUMNS
        rows = ((f.what, self.say(SHORT_STATUSES[f.status]), f.figure, f.gap, f.shown) for f in self._page.figures)
        return self._draft.table("figures", (what, result, *others), rows)

    def _figures_left(self) -> Iterator[str]:
        if self._page.figures_left:
            yield self.either(f"{self._page.figures_left},见附件。", f"{self._page.figures_left}: see the annexes.")

    # What is missed

    def _missed_table(self) -> Table:
        rows = (
            (
                who_missed(group.by, self._lang, _NAMED),
                f"{self.say(group.rule.title)}({group.rule.cite.clause})",
                how_missed(group.by, self._lang),
                self._to_do(group),
            )
            for group in self._missed[:MOST_MISSED]
        )
        return self._draft.table("missed", MISSED_COLUMNS, rows)

    def _missed_left(self) -> Iterator[str]:
        left = len(self._missed) - MOST_MISSED
        if left > 0:
            yield self.either(f"另有 {left} 类要求未列于下表,见附件。", f"{left} more demands are in the annexes.")

    def _to_do(self, group: MissedGroup) -> str:
        """What whoever missed a demand has to do."""
        first = group.by[0]
        if group.status is Status.UNREPORTED:
            wanted = self.either("、", ", ").join(self.say(label) for label in first.missing)
            return self.either(f"即报{wanted}", f"report at once: {wanted}")
        if group.status is Status.LATE:
            return self.either("说明逾期原因", "say why it was late")
        if len(group.by) > 1:
            return self.either("逐个补足,各差多少见附件", "make good; each one's gap is in the annexes")
        short = next((m for m in first.measures if m.met is False and m.gap is not None), None)
        return self.either("落实后报送", "carry it out and report") if short is None else self._to_make_good(short)

    def _to_make_good(self, short: Measure) -> str:
        if short.wanted is not None:
            what, more = short.wanted
            return self.either(f"{what.zh}再增加 {more.show('zh')}", f"{more.show('en')} more of {what.en}")
        assert short.gap is not None, "a figure without a gap is not made good"
        size = gap_words(short.gap, self._lang)
        if short.comparator in ("<", "<="):
            return self.either(f"再降 {size}", f"bring it down by {size}")
        return self.either(f"补足 {size}", f"make good {size}")

    # What is open

    def _open(self) -> Table:
        rows = (
            (self._name(kind), str(kind.tally.open), self._awaited(kind)) for kind in self._kinds if kind.tally.open
        )
        return self._draft.table("open", OPEN_COLUMNS, rows)

    def _name(self, kind: Kind) -> str:
        return self.say(kind.bodies[0].name if kind is self._kinds[0] and kind.bodies else kind.label)

    def _awaited(self, kind: Kind) -> str:
        labels = waiting_of(kind).labels
        shown = self.either("、", "; ").join(self.say(label) for label in labels[:MOST_AWAITED])
        if len(labels) <= MOST_AWAITED:
            return shown
        return shown + self.either(f"等 {len(labels)} 项,见附件", f"; {len(labels)} in all, see the annexes")

    # What is proposed

    def _proposals(self) -> Iterator[str]:
        for number, words in enumerate(self._steps(), start=1):
            yield f"{number}. {words}"

    def _steps(self) -> Iterator[str]:
        """What to do, by whom; by when the office says."""
        day, tally = self.say(p.BLANK_DATE), self._page.total.tally
        for status, zh, en in _STEPS:
            by = [a for group in self._missed if group.status is status for a in group.by]
            if by:
                yield self.either(
                    f"{zh} {len(by)} 项:由{self._names(by)}于{day}前{_ACTS[status].zh}。",
                    f"{en} {len(by)}: {self._names(by)} to {_ACTS[status].en} by {day}.",
                )
        yield from self._of_open(tally, day)
        yield from self._of_ledger(day)
        if tally.short:
            yield self.either(
                f"力争目标未及 {tally.short} 项:不作未达标处理,由负责单位继续推进。",
                f"Short of what is striven for {tally.short}: no duty is missed; those responsible go on.",
            )

    def _of_open(self, tally: Tally, day: str) -> Iterator[str]:
        persons = [a for kind in self._kinds for a in waiting_of(kind).persons]
        if data := tally.open - len(persons):
            yield self.either(
                f"待定 {data} 项:由上表各负责者于{day}前报送所列数据。",
                f"Open {data}: those in the table above to report what is listed there by {day}.",
            )
        if persons:
            titles = self.either("、", ", ").join(dict.fromkeys(self.say(a.rule.title) for a in persons))
            yield self.either(
                f"待人工认定 {len(persons)} 项:由主管部门认定({titles})。",
                f"For a person {len(persons)}: the authority decides ({titles}).",
            )

    def _of_ledger(self, day: str) -> Iterator[str]:
        """What whoever keeps the ledger has to add."""
        mark = self.either("、", ", ")
        for kind in self._kinds:
            kind_en = kind.label.en.lower()
            if kind.unlisted:
                number, names = len(kind.unlisted), mark.join(self.say(body.name) for body in kind.unlisted)
                yield self.either(
                    f"台账未列{kind.label.zh} {number} 个:于{day}前补列({names})。",
                    f"Not in the ledger ({kind_en}) {number}: to be added by {day} ({names}).",
                )
            if kind.unheld:
                number, titles = len(kind.unheld), mark.join(self.say(rule.title) for rule in kind.unheld[:_NAMED])
                more = self.either("等", " and others") if number > _NAMED else ""
                yield self.either(
                    f"台账未列负责者({kind.label.zh}) {number} 项:补列后报送({titles}{more})。",
                    f"Nobody responsible is listed ({kind_en}) {number}: to be added ({titles}{more}).",
                )

    def _actor(self, a: Attainment) -> str:
        """Who acts: for the whole an office that the text does not name."""
        return self.say(CITY if a.case.subject == self._kinds[0].id else a.about)

    def _names(self, by: list[Attainment]) -> str:
        names = list(dict.fromkeys(self._actor(a) for a in by))
        shown = self.either("、", ", ").join(names[:_NAMED])
        if len(names) <= _NAMED:
            return shown
        return self.either(f"{shown}等 {len(names)} 个单位", f"{shown} and {len(names) - _NAMED} more")


_STEPS = (
    (Status.UNMET, "未达标", "Missed"),
    (Status.LATE, "逾期", "Late"),
    (Status.UNREPORTED, "过期未报", "Overdue"),
)
_ACTS = {
    Status.UNMET: Text("提出补足措施和完成时限", "say how and when it is made good"),
    Status.LATE: Text("说明原因", "say why"),
    Status.UNREPORTED: Text("报送完成情况", "report what was done"),
}
