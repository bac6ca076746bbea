"""Compose the memo that sums up a screening, in one language."""

from collections.abc import Iterator, Sequence

from compliance.intake.office import NO_PROFILE, Profile
from compliance.report import phrases as p
from compliance.report.memo.basis import documents, settings, versions
from compliance.report.memo.content import Chart, Memo, Table
from compliance.report.memo.draft import Draft, Heading, Part, short_name
from compliance.report.phrasing import Phrasing
from compliance.report.screening.lacks import lack_sentences
from compliance.report.screening.page import MOST_FAILED, MOST_MISSING, NOTES, notices_of
from compliance.report.screening.words import COLUMNS, Wording
from compliance.review.decision import Verdict
from compliance.screening.result import Result
from compliance.screening.summary import GRAVEST_FIRST, Screening
from compliance.text import Lang, Text

_MOST = 15  # so many bars has a chart, and so many zones are told apart
_SHOWN = 5  # so many matters for a person stand in the row of a lead

TITLE = Text("招商线索合规筛查汇总意见", "Screening of investment leads: summary")
RESULT = Text("筛查结果", "Result")
BY_VERDICT = Text("结论分布", "Leads by verdict")
BY_CLAUSE = Text("各条款的结果", "Results by clause")
EVERY_CLAUSE = Text("逐条统计", "Clause by clause")
BY_ZONE = Text("各集聚区的结果", "Results by zone")
LEADS = Text("线索清单", "The leads")
NO_ZONE = Text("未注明", "not stated")
OTHERS = Text("其他集聚区", "other zones")
NUMBER = Text("线索数", "Leads")
COMPARED = Text("对比(最多者为满)", "Compared (the most is full)")
NUMBER_AND_SHARE = Text("条数(占比)", "Number (share)")
SHORT: dict[Verdict, Text] = {
    Verdict.PASS: Text("通过", "Pass"),
    Verdict.CONDITIONAL: Text("有条件通过", "Conditional"),
    Verdict.REFERRED: Text("待认定", "For a person to decide"),
    Verdict.UNDETERMINED: Text("待补正", "Incomplete"),
    Verdict.FAIL: Text("不予通过", "Fail"),
}
OUTSIDE = Text("不在本市范围", "Outside the plans' places")
CLAUSE_COLUMNS = (
    Text("条款", "Clause"),
    Text("不符合", "Not met"),
    Text("待补正", "Waiting for data"),
    Text("人工认定", "For a person"),
)
ZONE_COLUMNS = (Text("产业集聚区", "Zone"), NUMBER, *(SHORT[verdict] for verdict in GRAVEST_FIRST))
LEAD_COLUMNS = (
    COLUMNS["row"],
    COLUMNS["id"],
    COLUMNS["name"],
    COLUMNS["verdict"],
    Text("不符合的理由、须补正的资料或须认定的事项", "Why not met, what is missing, or what a person must decide"),
)
SIGNATURE = Text(
    "本汇总由规则自动生成,各项结论为初筛建议,由经办人复核后签署。",
    "Generated from rules; every verdict is a preliminary proposal, to be confirmed and signed by an officer.",
)


def compose_screening_memo(screening: Screening, lang: Lang, profile: Profile = NO_PROFILE) -> Memo:
    """The memo on a screening that has ended: counts with charts, and the leads with the gravest verdicts first."""
    return _Composer(screening, lang, profile).memo()


class _Composer(Phrasing):
    def __init__(self, screening: Screening, lang: Lang, profile: Profile) -> None:
        super().__init__(lang)
        self._profile = profile
        self._screening = screening
        self._summary = screening.summary
        self._draft = Draft(lang, _written_by_others(screening))
        self._wording = Wording(screening.edition, lang)

    def memo(self) -> Memo:
        screening, draft = self._screening, self._draft
        draft.section("conclusion", RESULT, self._conclusion())
        draft.section(
            "documents", p.BASIS, (), (Part(None, (), documents(draft, screening.edition.packs, self._lang)),)
        )
        draft.section("verdicts", BY_VERDICT, (), (Part(chart=self._verdicts()),))
        draft.section(
            "clauses", BY_CLAUSE, (), (Part(MOST_FAILED, chart=self._failed()), Part(EVERY_CLAUSE, (), self._clauses()))
        )
        draft.section("zones", BY_ZONE, (), (Part(None, (), self._zones(), self._zone_chart()),))
        draft.section("missing", MOST_MISSING, self._lacking(), (Part(chart=self._missing()),))
        draft.section("leads", LEADS, self._listing(), (Part(None, (), self._leads()),))
        draft.section("notes", NOTES, (), (Part(None, (), self._noted()),))
        set_by_office = settings(draft, screening.facts, screening.edition.rulebook.vocabulary, self._lang)
        draft.section("settings", p.SETTINGS, (), (Part(None, (), set_by_office),))
        draft.section(
            "versions",
            p.VERSIONS,
            (),
            (Part(None, (), self._versions()),),
        )
        name = short_name(screening.ledger)
        heading = Heading(self.say(TITLE), name, "", screening.as_of, self._counts(), SIGNATURE)
        return draft.memo(heading, self._profile)

    def _counts(self) -> str:
        """How many leads came out each way."""
        counted = ((SHORT[verdict], self._summary.verdicts[verdict]) for verdict in GRAVEST_FIRST)
        listed = [
            self.either(f"{words.zh} {count:,} 条", f"{words.en}: {count:,}") for words, count in counted if count
        ]
        return self.either("、".join(listed), "; ".join(listed))

    def _conclusion(self) -> Iterator[str]:
        screening = self._screening
        name, day, total = short_name(screening.ledger), screening.as_of.isoformat(), self._summary.total
        if not total:
            yield self.either(f"台账“{name}”中没有线索。", f"The ledger “{name}” has no leads.")
            return
        yield self.either(
            f"台账“{name}”共 {total:,} 条线索,按 {day} 有效的规定筛查:{self._counts()}。",
            f"{total:,} leads of the ledger “{name}” were screened under the rules in force on {day}: "
            f"{self._counts()}.",
        )
        for notice in notices_of(screening):
            yield self.either(f"{notice.zh}。", f"{notice.en}.")
        yield self.either(
            "缺少资料的线索列为待补正,不作不予通过;各项结论均为初筛建议,逐条理由见各线索的备忘录。",
            "A lead that lacks data is incomplete, never refused for it. Every verdict is a preliminary proposal; the "
            "reasons in full stand in the memo on each lead.",
        )

    def _verdicts(self) -> Chart | None:
        counts = [(self.say(p.COUNTED_VERDICTS[verdict]), self._summary.verdicts[verdict]) for verdict in GRAVEST_FIRST]
        return self._chart(COLUMNS["verdict"], counts if self._summary.total else [])

    def _failed(self) -> Chart | None:
        return self._chart(
            CLAUSE_COLUMNS[0], [(self._clause(rule), count) for rule, count in self._summary.failed.most_common(_MOST)]
        )

    def _missing(self) -> Chart | None:
        counts = self._summary.missing.most_common(_MOST)
        return self._chart(COLUMNS["missing"], [(self._wording.path(path), count) for path, count in counts])

    def _lacking(self) -> Iterator[str]:
        """What the whole ledger lacks."""
        for sentence in lack_sentences(self._screening):
            yield self.either(f"{sentence.zh}。", f"{sentence.en}.")

    def _zone_chart(self) -> Chart | None:
        return self._chart(ZONE_COLUMNS[0], [(zone, sum(counts.values())) for zone, counts in self._zone_counts()])

    def _chart(self, label: Text, counts: Sequence[tuple[str, int]]) -> Chart | None:
        return self._draft.chart((label, COMPARED, NUMBER_AND_SHARE), counts, self._summary.total)

    def _clause(self, rule: str) -> str:
        """The title of a rule and its clause."""
        cite = next(known.cite for known in self._screening.edition.rules if known.id == rule)
        title, cited = self._wording.title(rule), f"{cite.document} {cite.clause}"
        return self.either(f"{title}({cited})", f"{title} ({cited})")

    def _clauses(self) -> Table:
        """How often each clause was not met or not settled, in the order of the rulebook."""
        counted = (self._summary.failed, self._summary.undetermined, self._summary.manual)
        rows = (
            (self._clause(rule.id), *(f"{counts[rule.id]:,}" for counts in counted))
            for rule in self._screening.edition.rules
            if any(counts[rule.id] for counts in counted)
        )
        return self._draft.table("counts", CLAUSE_COLUMNS, rows)

    def _zone_counts(self) -> list[tuple[str, dict[Verdict, int]]]:
        """The zones with most leads, the others together, and the leads that name none."""
        named: list[tuple[str, dict[Verdict, int]]] = []
        others: dict[Verdict, int] = dict.fromkeys(GRAVEST_FIRST, 0)
        unnamed: list[tuple[str, dict[Verdict, int]]] = []
        for zone, counts in self._summary.by_zone():
            if not zone:
                unnamed.append((self.say(NO_ZONE), dict(counts)))
            elif len(named) < _MOST:
                named.append((short_name(zone), dict(counts)))
            else:
                for verdict, count in counts.items():
                    others[verdict] += count
        return [*named, *([(self.say(OTHERS), others)] if any(others.values()) else []), *unnamed]

    def _zones(self) -> Table:
        rows = (
            (zone, f"{sum(counts.values()):,}", *(f"{counts.get(verdict, 0):,}" for verdict in GRAVEST_FIRST))
            for zone, counts in self._zone_counts()
        )
        return self._draft.table("zones", ZONE_COLUMNS, rows)

    def _listing(self) -> Iterator[str]:
        """How much of the ledger the list below holds, and where the rest stands."""
        total, shown = self._summary.total, len(self._summary.gravest())
        if shown < total:
            yield self.either(
                f"共 {total:,} 条,下表列出前 {shown:,} 条,结论不利的在前。"
                "全部结果用 compliance screen 台账 -o 结果.xlsx 导出;逐条备忘录的目录是 index.html。",
                f"Of {total:,} leads the first {shown:,} are listed, the gravest verdicts first. All results: "
                "compliance screen LEDGER -o result.xlsx; the memos on single leads are listed in index.html.",
            )
        elif total:
            yield self.either("全部线索如下,结论不利的在前。", "All leads, the gravest verdicts first.")

    def _leads(self) -> Table:
        rows = (
            (_place(result), result.id, short_name(result.name), self.say(_short(result)), self._why(result))
            for result in self._summary.gravest()
        )
        return self._draft.table("leads", LEAD_COLUMNS, rows)

    def _why(self, result: Result) -> str:
        if result.outside and not result.reasons:
            return self.say(p.OUTSIDE)
        if result.reasons:
            return self.either(";", "; ").join(self.say(reason) for reason in result.reasons)
        if result.missing:
            return self._wording.asked(result.missing, result.undetermined, result.stage)
        titles = [self._wording.title(rule) for rule in result.manual]
        return self._wording.first_of(titles[:_SHOWN], len(titles))

    def _versions(self) -> Table:
        edition = self._screening.edition
        return versions(self._draft, edition.packs, edition.rulebook.digest, self._lang, self._screening.facts)

    def _noted(self) -> Table:
        rows = ((note.place.to(self._lang), self.say(note.message)) for note in self._screening.notes)
        return self._draft.table("pair", p.NOTE_COLUMNS, rows)


def _short(result: Result) -> Text:
    """The verdict in a word or two."""
    return OUTSIDE if result.outside and result.verdict is Verdict.UNDETERMINED else SHORT[result.verdict]


def _place(result: Result) -> str:
    """The row of a lead, behind its sheet where leads name theirs."""
    return f"{result.sheet}!{result.row}" if result.sheet else str(result.row)


def _written_by_others(screening: Screening) -> Iterator[str]:
    """The words of the ledger: names, ids, zones."""
    yield screening.ledger
    for result in screening.summary.gravest():
        yield from (result.id, short_name(result.name))
    yield from (short_name(zone) for zone, _ in screening.summary.by_zone())
