"""The annexes of a memo on a project: clauses with their words and reasons, data with their places, the basis."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from compliance.engines.engine import Outcome
from compliance.errors import Place
from compliance.language.verbalize import describe
from compliance.report import phrases as p
from compliance.report.content import Item
from compliance.report.memo.basis import documents, interpretations, settings, versions
from compliance.report.memo.content import Table
from compliance.report.memo.draft import Draft, Part
from compliance.report.phrasing import Phrasing
from compliance.report.review.deferred import by_stage
from compliance.report.review.page import Composer
from compliance.report.review.persons import all_found, beside
from compliance.report.unread import doubted, said
from compliance.review.decision import Decision, Finding, Request
from compliance.review.established import found_by
from compliance.review.evidence import Evidence
from compliance.rulebook.model import Force, Rule, Rulebook
from compliance.text import Lang, Text

CLAUSES = Text("条款与理由", "Clauses and reasons")
DATA = Text("数据及出处", "Data and where they stand")
READINGS = Text("用语口径", "How open words are read")
DOCUMENTS = Text("依据文件及来源", "Documents and sources")
VERSIONS = Text("规则版本与摘要", "Versions and digests of the rules")
_SOURCES = Text("条款的出处", "Where clauses were read")
_MATERIAL = Text("申报材料", "Application")
_SOURCE_COLUMNS = (Text("文件", "Document"), Text("条款", "Clause"), Text("出处", "Source"), Text("可信度", "Grade"))


class Annexes(Phrasing):
    """The annexes of a memo on one decision.  `rulebook` says in words what an unmet condition requires."""

    def __init__(self, decision: Decision, rulebook: Rulebook, draft: Draft, lang: Lang) -> None:
        super().__init__(lang)
        self._decision = decision
        self._rulebook = rulebook
        self._report = Composer(decision, lang)
        self._draft = draft

    def add(self) -> None:
        """Add them to the draft, in their order."""
        self._add_clauses()
        self._add_data()
        decision, draft = self._decision, self._draft
        draft.annex(READINGS)
        readings = interpretations(draft, decision.interpretations, self._lang)
        draft.section("interpretations", p.INTERPRETATIONS, (), (Part(None, (), readings),))
        draft.annex(DOCUMENTS)
        draft.section("documents", p.BASIS, (), (Part(None, (), documents(draft, decision.packs, self._lang)),))
        draft.section("sources", _SOURCES, (), (Part(None, (), self._sources()),))
        draft.annex(VERSIONS)
        applied = versions(draft, decision.packs, decision.rulebook_digest, self._lang, decision.facts)
        draft.section("versions", p.VERSIONS, (), (Part(None, (), applied),))

    def _add_clauses(self) -> None:
        decision, draft = self._decision, self._draft
        draft.annex(CLAUSES)
        draft.section("findings", p.CLAUSES, self._kinds(), self._findings())
        draft.section("conditions", p.CONDITIONS, (), (Part(None, (), self._conditions()),))
        draft.section("requests", p.REQUESTS, (), (Part(None, (), self._requests()),))
        draft.section("referrals", p.REFERRALS, (), (Part(None, tuple(self._referrals())),))
        draft.section("deferred", p.DEFERRED, (), (Part(None, (), self._deferred()),))
        draft.section("entitlements", p.ENTITLEMENTS, (), (Part(None, self._granted(decision.entitlements)),))
        draft.section("prospective", p.PROSPECTIVE, (), (Part(None, self._granted(decision.prospective)),))
        draft.section("advice", p.ADVICE, (), (Part(None, tuple(self._found(Outcome.FAIL, False))),))
        draft.section("unstated", p.UNSTATED, (), (Part(None, (), self._unstated()),))
        draft.section("not_applicable", p.NOT_APPLICABLE, (), (Part(None, (), self._not_applicable()),))

    def _add_data(self) -> None:
        draft = self._draft
        draft.annex(DATA)
        draft.section("material", _MATERIAL, (), (Part(None, (), self._material()),))
        draft.section("facts", p.FACTS, (), (Part(None, (), self._facts()),))
        draft.section("conflicts", p.CONFLICTS, (), (Part(None, (), self._conflicts()),))
        draft.section("unread", p.UNREAD, (), (Part(None, (), self._unread()),))
        draft.section("found", p.FINDINGS, (), (Part(None, (), self._persons()),))
        set_by_office = settings(draft, self._decision.facts, self._rulebook.vocabulary, self._lang)
        draft.section("settings", p.SETTINGS, (), (Part(None, (), set_by_office),))

    def _material(self) -> Table:
        """What the material is called, and where it was read."""
        case = self._decision.case
        rows = (
            (self.say(p.SUBJECT), case.name),
            (self.say(p.ID), case.id),
            (self.say(_MATERIAL), case.at.to(self._lang)),
        )
        return self._draft.table("pair", p.PAIR_COLUMNS, rows)

    def _sources(self) -> Table:
        """Where each clause that has no quote was read, and how well that is attested."""
        cites = (f.rule.cite for f in self._decision.findings if not f.rule.cite.quote)
        found = dict.fromkeys((cite.document, cite.clause, cite.source, cite.confidence) for cite in cites)
        return self._draft.table("sources", _SOURCE_COLUMNS, found)

    def _kinds(self) -> Iterator[str]:
        """How the words of the law, what is computed and what persons have found are told apart."""
        yield self.say(p.KINDS)
        if any(f.found is not None for f in self._decision.findings):
            yield self.say(p.KIND_FOUND)

    def _persons(self) -> Table:
        """What persons have found, and whether the decision rests on it."""
        rows = (
            (
                self.say(found.what),
                self.say(found.result),
                self.say(found_by(found.one)),
                f"{self.say(found.standing)} [{self._place(found.one.at)}]",
            )
            for found in all_found(self._decision)
        )
        return self._draft.table("found", p.FINDING_COLUMNS, rows)

    def _facts(self) -> Table:
        used: dict[str, Evidence] = {}
        for f in self._decision.findings:
            for e in f.evidence:
                used.setdefault(e.input.path, e)
        rows = ((self.say(e.input.label), self._report.value(e), e.written, self._place(e.at)) for e in used.values())
        return self._draft.table("facts", p.FACT_COLUMNS, rows)

    def _conflicts(self) -> Table:
        rows = (
            (
                doubted(record, d, self._lang),
                d.written,
                self._place(d.at),
                self.say(d.reason),
            )
            for record, d in self._decision.doubts
        )
        return self._draft.table("conflicts", p.CONFLICT_COLUMNS, rows)

    def _unread(self) -> Table:
        """What the application says and the review does not use."""
        rows = ((said(one, self._lang), self._place(one.at), self.say(one.reason)) for one in self._decision.not_used)
        return self._draft.table("unread", p.UNREAD_COLUMNS, rows)

    def _place(self, at: Place) -> str:
        """Where a value was written; in the application itself, whose name stands above, the place in it."""
        if at.file != self._decision.case.at.file or at.is_whole or at.cell:
            return at.to(self._lang)
        if at.table or at.paragraph or at.page:
            return at.within(self._lang)
        return self.either(f"第 {at.line} 行", f"line {at.line}")

    def _findings(self) -> Iterator[Part]:
        """Every clause that applies but those left to a person, which have a section of their own."""
        yield Part(p.NOT_MET, tuple(self._found(Outcome.FAIL, True)))
        for title, outcome in ((p.MET, Outcome.PASS), (p.WAITING, Outcome.UNDETERMINED)):
            yield Part(title, (), self._clauses(outcome))
        yield Part(p.OVERRIDDEN, tuple(self._found(Outcome.OVERRIDDEN, None)))

    def _clauses(self, outcome: Outcome) -> Table:
        """A row for each demand; of what is not settled, for those that bear on the verdict."""
        shown = (
            f
            for f in self._decision.findings
            if f.outcome is outcome and f.rule.grants is None and (outcome is Outcome.PASS or f.rule.force.decides)
        )
        return self._draft.table("clauses", p.CLAUSE_COLUMNS, (self._clause(f) for f in shown))

    def _clause(self, f: Finding) -> tuple[str, str, str, str]:
        item = self._report.full(f)
        label, cited = self._report.cited(f.rule.cite)
        cited = cited if f.rule.cite.quote else self.either(f"{label}:{cited}", f"{label}: {cited}")
        basis = "" if f.rule.basis is None else self.say(f.rule.basis)
        return (
            self.either(f"{item.heading}({item.note})", f"{item.heading} ({item.note})"),
            cited,
            self._reason(f),
            basis,
        )

    def _reason(self, f: Finding) -> str:
        """Why, and what a person has found beside it."""
        reason, said_beside = self._report.reason(f), beside(f)
        return reason if said_beside is None else self.either(";", "; ").join((reason, self.say(said_beside)))

    def _found(self, outcome: Outcome, decides: bool | None) -> Iterator[tuple[Item, str]]:
        words = self.say(p.OUTCOMES[outcome])
        return ((item, words) for item in self._report.findings(outcome, decides))

    def _conditions(self) -> Table:
        unmet = (
            (f, f.rule.require)
            for f in self._decision.findings
            if f.outcome is Outcome.FAIL and f.rule.force is Force.CONDITION
        )
        rows = (
            (
                f"{self._report.heading(f)}({f.rule.cite.document} {f.rule.cite.clause})",
                self._reason(f),
                "" if require is None else self.say(describe(require, self._rulebook)),
                "" if f.rule.advice is None else self.say(f.rule.advice),
            )
            for f, require in unmet
        )
        return self._draft.table("conditions", p.CONDITION_COLUMNS, rows)

    def _requests(self) -> Table:
        """What is asked for, those that the same clauses need together."""
        rows = []
        for (rules, conditional), group in groupby(self._decision.requests, lambda r: (r.rules, r.conditional)):
            asked = list(group)
            labels = self._report.listed(self.say(r.input.label) for r in asked)
            rows.append((labels, self._needing(rules), self._request_note(asked, conditional)))
        return self._draft.table("requests", p.REQUEST_COLUMNS, rows)

    def _request_note(self, asked: Sequence[Request], conditional: bool) -> str:
        notes = [self.say(p.ONLY_IF)] if conditional else []
        notes += [self.say(r.doubt.reason) for r in asked if r.doubt is not None]
        return self.either(";", "; ").join(notes)

    def _needing(self, rules: Sequence[Rule]) -> str:
        """The clauses of each document, with what they demand."""
        listed = []
        for document, group in groupby(rules, lambda rule: rule.cite.document):
            named = [f"{rule.cite.clause} {self.say(rule.title)}" for rule in group]
            listed.append(self.either(f"{document}:{'、'.join(named)}", f"{document}: {', '.join(named)}"))
        return self.either(";", "; ").join(listed)

    def _referrals(self) -> Iterator[tuple[Item, str]]:
        """What a person must decide, with space for it."""
        for item in self._report.referrals():
            yield Item(item.heading, item.note, (*item.lines, (self.say(p.DECISION_SPACE), p.BLANK))), ""

    def _deferred(self) -> Table:
        """The clauses that are left for a later stage, with what that stage will need."""
        rows = (
            (
                self._report.stage(stage),
                f"{self._report.heading(f)}({f.rule.cite.document} {f.rule.cite.clause})",
                self._report.needed_then(f),
            )
            for stage, findings in by_stage(self._decision)
            for f in findings
        )
        return self._draft.table("deferred", p.DEFERRED_COLUMNS, rows)

    def _granted(self, grants: Iterable[Finding]) -> tuple[tuple[Item, str], ...]:
        return tuple((self._report.full(f), "") for f in grants)

    def _unstated(self) -> Table:
        """The guidance and procedures that nothing settles, with what they wait for."""
        left = self._report.advice_left()
        rows = [*self._report.unstated(), *([(left, self.say(p.LEFT_FOR_LATER))] if left else [])]
        return self._draft.table("pair", p.UNSTATED_COLUMNS, rows)

    def _not_applicable(self) -> Table:
        rows = (
            (f"{self._report.heading(f)}({f.rule.cite.clause})", self._reason(f))
            for f in self._decision.findings
            if f.outcome is Outcome.NOT_APPLICABLE
        )
        return self._draft.table("pair", p.NOT_APPLICABLE_COLUMNS, rows)
