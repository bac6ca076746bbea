"""Compose the answer to an application from the decision on it, in one language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from compliance.engines.engine import Outcome
from compliance.report import phrases as p
from compliance.report.phrasing import Phrasing
from compliance.report.review.answer import Act, Answer, Doubted, Matter, Point, Step
from compliance.report.review.deferred import by_stage
from compliance.report.review.page import Composer, heading_of
from compliance.report.review.persons import all_found
from compliance.report.review.sentence import headline
from compliance.report.review.subject import subject_lines
from compliance.report.unread import doubted, said
from compliance.review.decision import Decision, Finding, Referral, Request, Verdict
from compliance.rulebook.model import Force, Rule
from compliance.text import Lang, Text, join

_ANY_OFFICE = Text("有权认定的部门", "the authority entitled to find it")
_APPLICANT = Text("建设单位", "the applicant")
_THIS_OFFICE = Text("本单位", "this office")
_ACTS: Mapping[Act, Text] = {
    Act.SUPPLY: Text("补正", "to supply"),
    Act.FIND: Text("出具认定意见", "to find"),
    Act.RECTIFY: Text("整改或提交专题论证", "to rectify or justify"),
    Act.REFUSE: Text("出具不予通过意见,告知理由", "to refuse, with the reasons"),
    Act.SIGN: Text("复核后签署", "to confirm and sign"),
}
# No document says within how many days; the office that reviews sets the limits.
_WHEN: Mapping[Act, Text] = {
    Act.SUPPLY: Text("一次性告知,期限由本单位定", "all at once; this office sets the day"),
    Act.FIND: Text("签署前", "before signing"),
    Act.RECTIFY: Text("期限由本单位定", "this office sets the day"),
    Act.REFUSE: Text("签署后送达", "once it is signed"),
    Act.SIGN: Text("无待办事项", "nothing is open"),
}


def compose_answer(decision: Decision, lang: Lang) -> Answer:
    """The answer that follows from a decision."""
    return _Composer(decision, lang).answer()


class _Composer(Phrasing):
    def __init__(self, decision: Decision, lang: Lang) -> None:
        super().__init__(lang)
        self._decision = decision
        self._report = Composer(decision, lang)
        self._in_doubt = {request.input.path for request in decision.requests if request.doubt is not None}
        self._special = {f.rule.id for f in decision.findings if f.special}

    def answer(self) -> Answer:
        decision = self._decision
        met = [f for f in decision.findings if f.outcome is Outcome.PASS and f.rule.grants is None]
        granted = decision.entitlements or decision.prospective
        points = tuple(self._points())
        return Answer(
            self._lang,
            decision.case.name,
            decision.case.id,
            decision.as_of,
            "" if decision.stage is None else self.say(decision.stage.label),
            tuple(subject_lines(decision, self._lang)),
            decision.verdict,
            self.say(headline(decision, [point.key for point in points if point.key is not None])),
            points,
            tuple(self._steps()),
            tuple(self.say(notice) for notice in decision.notices),
            tuple(self._doubts()),
            tuple(said(one, self._lang) or self.say(one.reason) for one in decision.not_used),
            tuple(self._found()),
            tuple(self._clause(f) for f in met if f.rule.force.decides),
            tuple(self._report.heading(f) for f in met if not f.rule.force.decides),
            tuple(dict.fromkeys(self.say(f.rule.grants) for f in granted if f.rule.grants is not None)),
            bool(decision.entitlements),
            tuple(self._later()),
        )

    # What is special to the case

    def _points(self) -> Iterator[Point]:
        special = [f for f in self._decision.findings if f.special]
        failed = [f for f in special if f.outcome is Outcome.FAIL]
        yield from (self._failed(f) for f in sorted(failed, key=lambda f: f.rule.force is Force.CONDITION))
        waiting = [f for f in special if f.outcome is not Outcome.FAIL]
        breached = [f for f in waiting if f.breach is not None]
        yield from self._together(breached)
        yield from self._doubted()
        others = [f for f in waiting if f.breach is None and not self._in_doubt & {item.path for item in f.missing}]
        yield from self._together(sorted(others, key=lambda f: f.outcome is Outcome.UNDETERMINED))

    def _failed(self, f: Finding) -> Point:
        return Point(self._report.heading(f), self._report.reason(f), self._advice(f.rule), (f.rule,), None)

    def _together(self, findings: Sequence[Finding]) -> Iterator[Point]:
        """A point for those that wait for the same."""
        together: dict[str, list[Finding]] = {}
        for f in findings:
            together.setdefault(self._report.needed(f), []).append(f)
        for found in together.values():
            first = found[0]
            heading = join(tuple(heading_of(f) for f in found), "、", "; ")
            why = first.reason if first.breach is None else _until_settled(first, first.breach)
            key = heading if first.breach is None else why
            rules = tuple(f.rule for f in found)
            yield Point(self.say(heading), self.say(why), self._advice(first.rule), rules, key)

    def _doubted(self) -> Iterator[Point]:
        """What the verdict waits for and the material states in a way that cannot be used."""
        asked = [r for r in self._decision.requests if r.doubt is not None]
        for reason, group in groupby(asked, lambda r: None if r.doubt is None else r.doubt.reason):
            requests = list(group)
            labels = join(tuple(r.input.label for r in requests), "、", ", ")
            rules = tuple({rule.id: rule for r in requests for rule in r.rules}.values())
            heading = Text(f"{labels.zh}存疑", f"in doubt: {labels.en}")
            yield Point(self.say(heading), "" if reason is None else self.say(reason), "", rules, heading)

    # What to do next

    def _steps(self) -> Iterator[Step]:
        refused = self._decision.verdict is Verdict.FAIL
        if refused:
            yield self._step(Act.REFUSE, _THIS_OFFICE, "", ())
        steps = [*self._to_find(), *self._to_rectify(), *self._to_supply()]
        yield from sorted(steps, key=lambda step: not any(matter.special for matter in step.matters))
        if not steps and not refused:
            yield self._step(Act.SIGN, _THIS_OFFICE, "", ())

    def _step(self, act: Act, who: Text, office: str, matters: Iterable[Matter]) -> Step:
        special_first = tuple(sorted(matters, key=lambda matter: not matter.special))
        return Step(act, self.say(who), office, self.say(_ACTS[act]), self.say(_WHEN[act]), special_first)

    def _to_find(self) -> Iterator[Step]:
        """What persons must find, by the office that the rulebook names."""
        by_office: dict[str, list[tuple[Text, Matter]]] = {}
        for referral in self._decision.referrals:
            office = self._decision.vocabulary.office_for(self._matter_id(referral))
            who = _ANY_OFFICE if office is None else office.called(self._matter_id(referral))
            by_office.setdefault("" if office is None else office.id, []).append((who, self._finding(referral)))
        for office_id, found in by_office.items():
            for who, group in groupby(found, lambda one: one[0]):
                yield self._step(Act.FIND, who, office_id, (matter for _, matter in group))

    def _matter_id(self, referral: Referral) -> str:
        """The id of the field that is to be found, or of the table that has no figure."""
        return referral.open.id if referral.open.input is None else referral.open.input.field.id

    def _finding(self, referral: Referral) -> Matter:
        claimed = self._decision.case.claimed.get(referral.open.id)
        note = ""
        if claimed is not None:
            note = self.either(
                f"材料自述“{claimed.written}”,未见认定", f"the material claims “{claimed.written}”, found by nobody"
            )
        return self._matter(referral.open.id, referral.open.what, referral.rules, note)

    def _to_rectify(self) -> Iterator[Step]:
        unmet = [f for f in self._decision.findings if f.outcome is Outcome.FAIL and f.rule.force is Force.CONDITION]
        matters = [
            Matter(f.rule.id, self._report.heading(f), (f.rule,), special=True, note=self._advice(f.rule))
            for f in unmet
        ]
        if matters:
            yield self._step(Act.RECTIFY, _APPLICANT, "", matters)

    def _advice(self, rule: Rule) -> str:
        return "" if rule.advice is None else self.say(rule.advice)

    def _to_supply(self) -> Iterator[Step]:
        matters = [self._request(request) for request in self._decision.requests]
        if matters:
            yield self._step(Act.SUPPLY, _APPLICANT, "", matters)

    def _request(self, request: Request) -> Matter:
        notes = [self.say(p.ONLY_IF)] if request.conditional else []
        notes += [] if request.doubt is None else [self.say(request.doubt.reason)]
        found = self._matter(request.input.path, request.input.label, request.rules, self.either(";", "; ").join(notes))
        return found._replace(special=request.doubt is not None or self._is_special(request))

    def _is_special(self, request: Request) -> bool:
        """Whether a rule that waits for it has become special otherwise than by a doubt about something else."""
        return any(
            f.special and request.input in f.missing and not self._in_doubt & {item.path for item in f.missing}
            for f in self._decision.findings
        )

    def _matter(self, id_: str, what: Text, rules: Sequence[Rule], note: str) -> Matter:
        return Matter(id_, self.say(what), tuple(rules), any(rule.id in self._special for rule in rules), note)

    # The rest

    def _doubts(self) -> Iterator[Doubted]:
        """The values that could not be used, those that contradict one another together."""
        for reason, group in groupby(self._decision.doubts, lambda found: found[1].reason):
            labels = self._report.listed(doubted(record, doubt, self._lang) for record, doubt in group)
            yield Doubted(labels, self.say(reason).rstrip("。."))

    def _found(self) -> Iterator[str]:
        for found in all_found(self._decision):
            if found.used:
                what, result, unit = self.say(found.what), self.say(found.result), found.one.unit
                by = f"{unit} {found.one.document or found.one.day.isoformat()}"
                yield self.either(f"{what}:{result}({by})", f"{what}: {result} ({by})")

    def _clause(self, f: Finding) -> str:
        heading, clause = self._report.heading(f), f.rule.cite.clause
        return self.either(f"{heading}({clause})", f"{heading} ({clause})")

    def _later(self) -> Iterator[str]:
        for stage, findings in by_stage(self._decision):
            count = len(findings)
            yield self.either(f"{self._report.stage(stage)} {count} 项", f"{self._report.stage(stage)}: {count}")


def _until_settled(f: Finding, breach: Text) -> Text:
    """Why the demand is broken unless something is settled that is open yet."""
    needed = join(tuple(item.label for item in f.missing) or tuple(item.what for item in f.open), "、", ", ")
    return Text(
        f"{breach.zh};“{needed.zh}”未查明或未认定前,不得通过",
        f"{breach.en}; no pass before this is settled: {needed.en}",
    )
