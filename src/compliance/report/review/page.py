"""Compose the page that reports a decision, in one language."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from compliance.engines.engine import Outcome
from compliance.errors import shown
from compliance.report import phrases as p
from compliance.report.content import Conclusion, Item, Page, Section, Tone
from compliance.report.phrasing import Phrasing
from compliance.report.review.deferred import by_stage, needed_then
from compliance.report.review.persons import all_found, beside
from compliance.report.review.sentence import sentence
from compliance.report.settings import settings_of
from compliance.report.unread import doubted, said
from compliance.review.decision import Decision, Finding, Verdict
from compliance.review.established import found_by
from compliance.review.evidence import Evidence
from compliance.rulebook.model import Citation
from compliance.text import Lang, Text
from compliance.vocabulary.folding import fold
from compliance.vocabulary.stages import Stage

TONES: dict[Verdict, Tone] = {
    Verdict.PASS: "good",
    Verdict.CONDITIONAL: "open",
    Verdict.REFERRED: "open",
    Verdict.UNDETERMINED: "open",
    Verdict.FAIL: "bad",
}


def compose(decision: Decision, lang: Lang) -> Page:
    """The report on a decision; sections that would be empty are left out."""
    return Composer(decision, lang).page()


def heading_of(f: Finding) -> Text:
    """What a finding is about."""
    title = f.rule.title
    return title if f.record is None else Text(f"{title.zh} · {f.record.name}", f"{title.en} · {f.record.name}")


class Composer(Phrasing):
    """The parts of the report on one decision, which a memo is made of too."""

    def __init__(self, decision: Decision, lang: Lang) -> None:
        super().__init__(lang)
        self._decision = decision

    def page(self) -> Page:
        """The whole report."""
        decision = self._decision
        sections = (
            self._section(p.NOTICES, "plain", (Item(self.say(n), "", ()) for n in decision.notices)),
            self._section(p.CONFLICTS, "bad", self._conflicts()),
            self._section(p.UNREAD, "open", self._unread()),
            self._section(p.NOT_MET, "bad", self.findings(Outcome.FAIL, decides=True)),
            self._section(p.REQUESTS, "open", self._requests()),
            self._section(p.REFERRALS, "open", self.referrals()),
            self._section(p.FINDINGS, "plain", self._found()),
            self._section(p.DEFERRED, "plain", self._deferred()),
            self._section(p.ENTITLEMENTS, "good", (self.full(f) for f in decision.entitlements)),
            self._section(p.PROSPECTIVE, "plain", (self.full(f) for f in decision.prospective)),
            self._section(p.MET, "good", self.met()),
            self._section(p.OVERRIDDEN, "plain", self.findings(Outcome.OVERRIDDEN)),
            self._section(p.ADVICE, "plain", self.findings(Outcome.FAIL, decides=False)),
            self._section(p.UNSTATED, "plain", self._unstated()),
            self._section(p.NOT_APPLICABLE, "plain", self._not_applicable()),
            self._section(p.SETTINGS, "plain", self._settings()),
            self._section(p.INTERPRETATIONS, "plain", self.interpretations()),
        )
        return Page(
            self.say(p.TITLE),
            tuple(self._facts()),
            Conclusion(self.say(p.VERDICT), self.verdict(), TONES[decision.verdict]),
            tuple(section for section in sections if section.items),
            self.say(p.SIGNATURE),
        )

    def verdict(self) -> str:
        """The sentence of the verdict."""
        return self.say(sentence(self._decision))

    def stage(self, stage: Stage | None) -> str:
        """What a later stage is called; None is one that is not known."""
        if stage is None:
            return self.either("后续阶段", "later stages")
        return self.either(f"{stage.label.zh}阶段", f"{stage.label.en} stage")

    def _facts(self) -> Iterator[tuple[str, str]]:
        decision = self._decision
        yield self.say(p.SUBJECT), decision.case.name
        yield self.say(p.ID), decision.case.id
        if decision.stage is not None:
            yield self.say(p.STAGE), self.say(decision.stage.label)
        yield self.say(p.AS_OF), decision.as_of.isoformat()
        for pack in decision.packs:
            version = self.either(f"(规则版本 {pack.version})", f" (rules {pack.version})")
            named = "" if pack.title.zh in pack.document else f"《{pack.title.zh}》"
            title = self.either(named, f", {pack.title.en}")
            yield self.say(p.BASIS), f"{pack.document}{title}{version}"
        yield self.say(p.DIGEST), decision.rulebook_digest[: p.SHOWN_OF_DIGEST]
        if decision.facts.digest is not None:
            yield self.say(p.FACTS_DIGEST), decision.facts.digest[: p.SHOWN_OF_DIGEST]

    def _section(self, title: Text, tone: Tone, items: Iterable[Item]) -> Section:
        return Section(self.say(title), tone, tuple(items))

    # Items

    def findings(self, outcome: Outcome, decides: bool | None = None) -> Iterator[Item]:
        """The findings with that outcome; `decides` asks for those that bear on the verdict, or for the others."""
        for f in self._decision.findings:
            if f.outcome is outcome and decides in (None, f.rule.force.decides):
                yield self.full(f)

    def met(self) -> Iterator[Item]:
        """The demands that are met.

        What is granted stands among the entitlements, or with what is to be had; where the case is proposed for refusal
        it stands nowhere, lest it be read as a promise.
        """
        for f in self._decision.findings:
            if f.outcome is Outcome.PASS and f.rule.grants is None:
                yield Item(self.heading(f), self._note(f), tuple(self._lines(f, quote=f.rule.force.decides)))

    def full(self, f: Finding) -> Item:
        """All that the report says of a finding."""
        return Item(self.heading(f), self._note(f), tuple(self._lines(f, quote=True)))

    def heading(self, f: Finding) -> str:
        """What a finding is about."""
        return self.say(heading_of(f))

    def _note(self, f: Finding) -> str:
        cite = f.rule.cite
        return self.either(
            f"{p.FORCES[f.rule.force].zh} · {cite.clause} · {f.rule.id}",
            f"{p.FORCES[f.rule.force].en} · {cite.clause} · {f.rule.id}",
        )

    def _lines(self, f: Finding, *, quote: bool) -> Iterator[tuple[str, str]]:
        if f.rule.grants is not None and f.outcome is Outcome.PASS:
            yield self.say(p.GRANTED), self.say(f.rule.grants)
        yield self.say(p.FOUND if f.by_person else p.REASON), self.reason(f)
        if (said_beside := beside(f)) is not None:
            yield self.say(p.FOUND), self.say(said_beside)
        if quote:
            yield self.cited(f.rule.cite)
            if data := self._data(f):
                yield self.say(p.DATA), data
            if f.rule.basis is not None:
                yield self.say(p.RULE_BASIS), self.say(f.rule.basis)
        if f.outcome is Outcome.FAIL and f.rule.advice is not None:
            yield self.say(p.ADVISED), self.say(f.rule.advice)

    def reason(self, f: Finding) -> str:
        """Why, where a person found it, and whether that rests on how far a rough figure may be off."""
        reason = self.say(f.reason)
        if f.by_person and f.found is not None:
            return f"{reason} [{f.found.at.to(self._lang)}]"
        if f.rough and f.outcome in (Outcome.PASS, Outcome.FAIL):
            return self.either(f"{reason}({p.ROUGH.zh})", f"{reason} ({p.ROUGH.en})")
        return reason

    def cited(self, cite: Citation) -> tuple[str, str]:
        """The label and the words of a citation: its quote, or else its source and how well that is attested."""
        if cite.quote:
            return self.say(p.QUOTE), f"“{cite.quote}”({cite.document} {cite.clause})"
        confidence = self.say(p.CONFIDENCE)
        return self.say(p.SOURCE), f"{cite.document} {cite.clause};{cite.source};{confidence} {cite.confidence}"

    def _data(self, f: Finding) -> str:
        told = (
            f"{self.say(e.input.label)} {self.value(e)}{self._words(e)} [{e.at.to(self._lang)}]" for e in f.evidence
        )
        return self.either(";", "; ").join(told)

    def _words(self, e: Evidence) -> str:
        """The words as they are written, where the value does not show them already."""
        value, words = (fold(text).replace(",", "") for text in (self.say(e.shown), e.written))
        if e.why is not None or not words or value.startswith(words):
            return ""
        return self.either(f"({p.WRITTEN.zh}:{shown(e.written)})", f" ({p.WRITTEN.en.lower()}: {shown(e.written)})")

    def value(self, e: Evidence) -> str:
        """A value for a reader; one that the material does not state with where it comes from."""
        if e.why is None:
            return self.say(e.shown)
        why, said, how = self.say(e.why).rstrip("。."), self.say(e.shown), p.HOW[e.how]
        return self.either(f"{said}({how.zh}:{why})", f"{said} ({how.en}: {why})")

    def _requests(self) -> Iterator[Item]:
        """The fields asked for, those that the same rules need together."""
        for (rules, conditional), group in groupby(self._decision.requests, lambda r: (r.rules, r.conditional)):
            asked = list(group)
            heading = self.listed(self.say(r.input.label) for r in asked)
            note = self.say(p.ONLY_IF) if conditional else ""
            lines = [(self.say(p.NEEDED_BY), self.listed(self.say(rule.title) for rule in rules))]
            lines += [(self.say(p.IN_DOUBT), self.say(r.doubt.reason)) for r in asked if r.doubt is not None]
            yield Item(heading, note, tuple(lines))

    def listed(self, words: Iterable[str]) -> str:
        """The words in a row."""
        return self.either("、", ", ").join(words)

    def referrals(self) -> Iterator[Item]:
        """What a person must decide."""
        for referral in self._decision.referrals:
            lines = []
            if (claimed := self._decision.case.claimed.get(referral.open.id)) is not None:
                word = shown(claimed.written)
                told = self.either(f"“{word}”,未见认定", f"“{word}”, which nobody has found")
                lines.append((self.say(p.CLAIMED), f"{told} [{claimed.at.to(self._lang)}]"))
            for rule in referral.rules:
                lines.append((self.say(p.NEEDED_BY), f"{self.say(rule.title)}({rule.id})"))
                lines.append(self.cited(rule.cite))
                if rule.basis is not None:
                    lines.append((self.say(p.RULE_BASIS), self.say(rule.basis)))
            yield Item(self.say(referral.open.what), "", tuple(lines))

    def _found(self) -> Iterator[Item]:
        """What persons have found, and whether the decision rests on it."""
        for found in all_found(self._decision):
            lines = ((p.RESULT_FOUND, self.say(found.result)), (p.FOUND_BY, self.say(found_by(found.one))))
            labelled = tuple((self.say(label), text) for label, text in lines)
            yield Item(self.say(found.what), f"{self.say(found.standing)} [{found.one.at.to(self._lang)}]", labelled)

    def _settings(self) -> Iterator[Item]:
        """What the office has set for all cases."""
        for one in settings_of(self._decision.facts, self._decision.vocabulary):
            label, written = self.say(one.field.label), shown(one.datum.written)
            yield Item(self.either(f"{label}:{written}", f"{label}: “{written}”"), self.say(one.where), ())

    def _conflicts(self) -> Iterator[Item]:
        """The doubted values; those that contradict one another stand together."""
        for reason, group in groupby(self._decision.doubts, lambda found: found[1].reason):
            lines = []
            for record, doubt in group:
                lines.append(
                    (doubted(record, doubt, self._lang), f"{doubt.written} [{doubt.at.to(self._lang)}]".lstrip())
                )
            yield Item(self.say(reason), "", tuple(lines))

    def _unread(self) -> Iterator[Item]:
        """What the application says and the review does not use."""
        for one in self._decision.not_used:
            words, why = said(one, self._lang), self.say(one.reason)
            at = one.at.to(self._lang)
            yield Item(words or why, f"{why} [{at}]" if words else at, ())

    def _deferred(self) -> Iterator[Item]:
        for stage, findings in by_stage(self._decision):
            count = self.either(f"({len(findings)} 项)", f" ({len(findings)})")
            lines = tuple((self.heading(f), self.needed_then(f)) for f in findings)
            yield Item(f"{self.stage(stage)}{count}", "", lines)

    def needed_then(self, f: Finding) -> str:
        """What a finding that comes later waits for."""
        return self.listed(self.say(item.what) for item in needed_then(f))

    def _unstated(self) -> Iterator[Item]:
        for heading, needed in self.unstated():
            yield Item(self.either(f"{heading}:{needed}", f"{heading}: {needed}"), "", ())
        if left := self.advice_left():
            said = self.say(p.LEFT_FOR_LATER)
            yield Item(self.either(f"{said}:{left}", f"{said}: {left}"), "", ())

    def unstated(self) -> Iterator[tuple[str, str]]:
        """The guidance and procedures that the data leave open, each with what it waits for."""
        for f in self._decision.findings:
            if f.outcome in (Outcome.UNDETERMINED, Outcome.MANUAL) and not f.rule.force.decides:
                yield self.heading(f), self.needed(f)

    def advice_left(self) -> str:
        """The guidance and procedures that come later, about which nobody can do anything yet."""
        left = (f for f in self._decision.findings if f.outcome is Outcome.DEFERRED and not f.rule.force.decides)
        return self.listed(self.heading(f) for f in left)

    def needed(self, f: Finding) -> str:
        """What a finding waits for."""
        missing = self.listed(self.say(item.label) for item in f.missing)
        return missing or self.listed(self.say(item.what) for item in f.open)

    def _not_applicable(self) -> Iterator[Item]:
        for f in self._decision.findings:
            if f.outcome is Outcome.NOT_APPLICABLE:
                yield Item(self.heading(f), self._note(f), ((self.say(p.REASON), self.reason(f)),))

    def interpretations(self) -> Iterator[Item]:
        """The readings that the decision rests on."""
        for i in self._decision.interpretations:
            lines = ((self.say(p.WHY), self.say(i.why)), (self.say(p.SET_BY), self.say(i.set_by)))
            yield Item(self.say(i.label), i.id, lines)
