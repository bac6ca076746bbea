"""Compose the memo that proposes a decision on a project, in one language."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from compliance.case import PersonFinding
from compliance.engines.engine import Outcome
from compliance.errors import Place
from compliance.facts import NO_FACTS, Facts
from compliance.intake.office import NO_PROFILE, Profile
from compliance.language.verbalize import describe
from compliance.report import phrases as p
from compliance.report.content import Item
from compliance.report.in_force import in_force
from compliance.report.memo.content import Draft, Memo, Part, Table, clean, short_name
from compliance.report.phrasing import Phrasing
from compliance.report.review.deferred import by_stage
from compliance.report.review.page import Composer
from compliance.report.review.persons import all_found, beside
from compliance.report.settings import settings_of
from compliance.report.unread import doubted, said
from compliance.review.decision import Decision, Finding, Request
from compliance.review.established import found_by
from compliance.review.evidence import Evidence
from compliance.rulebook.model import Force, Interpretation, Pack, Rule, Rulebook
from compliance.text import Lang, Text
from compliance.vocabulary.fields import Vocabulary


def compose_memo(decision: Decision, rulebook: Rulebook, lang: Lang, profile: Profile = NO_PROFILE) -> Memo:
    """The memo on a decision, by an office.  `rulebook` says in words what an unmet condition requires."""
    return _Composer(decision, rulebook, lang, profile).memo()


class _Composer(Phrasing):
    def __init__(self, decision: Decision, rulebook: Rulebook, lang: Lang, profile: Profile) -> None:
        super().__init__(lang)
        self._profile = profile
        self._decision = decision
        self._rulebook = rulebook
        self._report = Composer(decision, lang)
        self._draft = Draft(lang)

    def memo(self) -> Memo:
        decision, draft = self._decision, self._draft
        draft.section("conclusion", p.VERDICT, self._conclusion())
        draft.section("subject", p.MEMO_SUBJECT, (), (Part(None, (), self._subject()),))
        draft.section("documents", p.BASIS, (), (Part(None, (), documents(draft, decision.packs, self._lang)),))
        draft.section("conflicts", p.CONFLICTS, (), (Part(None, (), self._conflicts()),))
        draft.section("unread", p.UNREAD, (), (Part(None, (), self._unread()),))
        draft.section("facts", p.FACTS, (), (Part(None, (), self._facts()),))
        draft.section("findings", p.CLAUSES, self._kinds(), self._findings())
        draft.section("conditions", p.CONDITIONS, (), (Part(None, (), self._conditions()),))
        draft.section("requests", p.REQUESTS, (), (Part(None, (), self._requests()),))
        draft.section("referrals", p.REFERRALS, (), (Part(None, tuple(self._referrals())),))
        draft.section("found", p.FINDINGS, (), (Part(None, (), self._persons()),))
        draft.section("deferred", p.DEFERRED, (), (Part(None, (), self._deferred()),))
        draft.section("entitlements", p.ENTITLEMENTS, (), (Part(None, self._granted(decision.entitlements)),))
        draft.section("prospective", p.PROSPECTIVE, (), (Part(None, self._granted(decision.prospective)),))
        draft.section("advice", p.ADVICE, (), (Part(None, tuple(self._found(Outcome.FAIL, False))),))
        draft.section("unstated", p.UNSTATED, (), (Part(None, (), self._unstated()),))
        draft.section("not_applicable", p.NOT_APPLICABLE, (), (Part(None, (), self._not_applicable()),))
        draft.section(
            "interpretations",
            p.INTERPRETATIONS,
            (),
            (Part(None, (), interpretations(draft, decision.interpretations, self._lang)),),
        )
        set_by_office = settings(draft, decision.facts, self._rulebook.vocabulary, self._lang)
        draft.section("settings", p.SETTINGS, (), (Part(None, (), set_by_office),))
        draft.section(
            "versions",
            p.VERSIONS,
            (),
            (Part(None, (), versions(draft, decision.packs, decision.rulebook_digest, self._lang, decision.facts)),),
        )
        name = short_name(decision.case.name)
        title = Text(f"关于“{name}”的合规审查意见", f"Compliance review of “{name}”")
        return Memo(
            self._lang,
            title.to(self._lang),
            self.say(p.MEMO_SUBTITLE),
            clean(decision.case.name, self._lang),
            clean(decision.case.id, self._lang),
            decision.as_of,
            self._report.verdict(),
            tuple(section for section in draft.sections.values() if section.number),
            draft.sections,
            self.say(p.SIGNATURE),
            draft.signature(self._profile.signatories),
            clean(self._profile.name, self._lang),
            clean(self._profile.document_number, self._lang),
        )

    def _conclusion(self) -> Iterator[str]:
        decision = self._decision
        yield self.either(f"{self._report.verdict()}。", f"{self._report.verdict()}.")
        counts = (
            (p.NOT_MET, sum(f.outcome is Outcome.FAIL and f.rule.force.decides for f in decision.findings)),
            (p.REQUESTS, len(decision.requests)),
            (p.REFERRALS, len(decision.referrals)),
            (p.CONFLICTS, len(decision.doubts)),
            (p.DEFERRED, len(decision.deferred)),
            (p.ENTITLEMENTS, len(decision.entitlements)),
            (p.PROSPECTIVE, len(decision.prospective)),
        )
        listed = [self.either(f"{label.zh} {count} 项", f"{label.en}: {count}") for label, count in counts if count]
        if listed:
            yield self.either(f"本意见列有:{'、'.join(listed)}。", f"{'; '.join(listed)}.")
        yield from self._rests_on()
        yield from (self.either(f"{notice.zh}。", f"{notice.en}.") for notice in decision.notices)

    def _rests_on(self) -> Iterator[str]:
        """What persons have found and the decision rests on, each with the document that says so."""
        used = [found for found in all_found(self._decision) if found.used]
        if used:
            named = [
                self.either(
                    f"{found.what.zh}:{found.result.zh}({_document(found.one)})",
                    f"{found.what.en}: {found.result.en} ({_document(found.one)})",
                )
                for found in used
            ]
            yield self.either(
                f"结论依据的人工认定有 {len(used)} 项:{';'.join(named)}。",
                f"Findings by persons that it rests on: {'; '.join(named)}.",
            )

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

    def _subject(self) -> Table:
        decision = self._decision
        rows = (
            (self.say(p.SUBJECT), decision.case.name),
            (self.say(p.ID), decision.case.id),
            *([] if decision.stage is None else [(self.say(p.STAGE), self.say(decision.stage.label))]),
            (self.say(p.AS_OF), decision.as_of.isoformat()),
            (self.say(p.APPLICATION), decision.case.at.to(self._lang)),
        )
        return self._draft.table("pair", p.PAIR_COLUMNS, rows)

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
        """Where a value was written; in the application itself, whose name stands above, the place in it will do."""
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


def _document(one: PersonFinding) -> str:
    """Who has found it, and the number of the document that says so; the day where that has none."""
    return f"{one.unit} {one.document or one.day.isoformat()}"


def documents(draft: Draft, packs: Iterable[Pack], lang: Lang) -> Table:
    """The documents that are read, with who issued them and since when they hold."""
    rows = (
        (_named(pack, lang), pack.issuer.to(lang), p.AUTHORITIES[pack.authority].to(lang), _held(pack, lang))
        for pack in packs
    )
    return draft.table("documents", p.DOCUMENT_COLUMNS, rows)


def _named(pack: Pack, lang: Lang) -> str:
    """The document with its title, where that does not repeat it."""
    if lang == "zh":
        return pack.document if pack.title.zh in pack.document else f"{pack.document}《{pack.title.zh}》"
    return f"{pack.document}, {pack.title.en}"


def _held(pack: Pack, lang: Lang) -> str:
    return in_force(pack.in_force, lang, reported=pack.reported)


def interpretations(draft: Draft, readings: Iterable[Interpretation], lang: Lang) -> Table:
    """How the words are read that the documents leave open, why, and who said so."""
    rows = ((r.label.to(lang), f"{r.why.to(lang)}({r.set_by.to(lang)})") for r in readings)
    return draft.table("pair", p.READING_COLUMNS, rows)


def settings(draft: Draft, facts: Facts, vocabulary: Vocabulary, lang: Lang) -> Table:
    """What the office has set for all cases, as written, and where."""
    rows = ((one.field.label.to(lang), one.datum.written, one.where.to(lang)) for one in settings_of(facts, vocabulary))
    return draft.table("settings", p.SETTING_COLUMNS, rows)


def versions(draft: Draft, packs: Iterable[Pack], digest: str, lang: Lang, facts: Facts = NO_FACTS) -> Table:
    """Which rules were applied, exactly: each pack, then the rulebook as a whole, then what the office has set."""
    rows = [*((pack.id, pack.version, pack.sha256) for pack in packs), (p.WHOLE_RULEBOOK.to(lang), "", digest)]
    if facts.digest is not None:
        rows.append((p.SETTINGS.to(lang), "", facts.digest))
    return draft.table("versions", p.VERSION_COLUMNS, rows)
