"""The body of a memo on a project: what a leader reads, at most three pages."""

from collections.abc import Iterator, Sequence

from compliance.engines.engine import Outcome
from compliance.report import phrases as p
from compliance.report.content import Item
from compliance.report.memo.basis import document_name
from compliance.report.memo.content import Table
from compliance.report.memo.draft import Draft, Part
from compliance.report.phrasing import Phrasing
from compliance.report.review.answer import Act, Answer, Doubted, Point, Step
from compliance.report.review.subject import NOT_STATED
from compliance.review.decision import Decision
from compliance.text import Lang, Text

POINTS = 5  # so many points stand in the body; the annex on clauses has all
NAMED = 3

PROPOSAL = Text("拟办意见", "What is proposed")
POINTS_TITLE = Text("主要问题", "What is special to this project")
MET_TITLE = Text("符合情况", "What is met")
_STANDING = Text("情况", "As it stands")


class Body(Phrasing):
    """The body of the memo on one decision, from the answer that follows from it."""

    def __init__(self, decision: Decision, answer: Answer, draft: Draft, lang: Lang) -> None:
        super().__init__(lang)
        self._decision = decision
        self._answer = answer
        self._draft = draft

    def add(self) -> None:
        """Add it to the draft."""
        draft = self._draft
        draft.section("subject", p.MEMO_SUBJECT, (), (Part(None, (), self._subject()),))
        draft.section("conclusion", p.VERDICT, self._conclusion())
        draft.section("points", POINTS_TITLE, self._more_points(), (Part(None, tuple(self._points())),))
        draft.section("proposal", PROPOSAL, self._proposal())
        draft.section("met", MET_TITLE, self._met())

    def _subject(self) -> Table:
        answer = self._answer
        rows = [
            (self.say(p.SUBJECT), answer.name),
            *((label, value or self.say(NOT_STATED)) for label, value in answer.subject),
            *([(self.say(p.STAGE), answer.stage)] if answer.stage else []),
            (self.say(p.AS_OF), answer.as_of.isoformat()),
        ]
        return self._draft.table("pair", p.PAIR_COLUMNS, rows)

    def _conclusion(self) -> Iterator[str]:
        answer = self._answer
        yield self._sentence(answer.sentence)
        yield self._basis()
        if answer.found:
            count, named = len(answer.found), self.either(";", "; ").join(answer.found)
            yield self.either(
                f"结论依据的人工认定有 {count} 项:{named}。", f"Findings by persons that it rests on: {named}."
            )
        yield from (self._sentence(notice) for notice in answer.notices)
        yield from self._doubts()

    def _basis(self) -> str:
        """The first document and how many there are; the annex has the list."""
        packs = self._decision.packs
        if not packs:
            return self.either("审查之日没有施行的规则。", "No rules are in force on that day.")
        first = max(packs, key=lambda pack: (pack.applies is not None, pack.authority.rank))
        name, count, failed = document_name(first, self._lang), len(packs), self._failed()
        return self.either(
            f"依据{name}等 {count} 份文件审查,核对条款 {len(self._decision.findings)} 条{failed}。",
            f"Reviewed under {name} and {count - 1} more documents: {len(self._decision.findings)} clauses{failed}.",
        )

    def _failed(self) -> str:
        """How many clauses came out how."""
        counts = (
            (p.NOT_MET, sum(f.outcome is Outcome.FAIL and f.rule.force.decides for f in self._decision.findings)),
            (p.REQUESTS, len(self._decision.requests)),
            (p.REFERRALS, len(self._decision.referrals)),
            (p.DEFERRED, len(self._decision.deferred)),
        )
        listed = [self.either(f"{label.zh} {count} 项", f"{label.en}: {count}") for label, count in counts if count]
        return self.either(",".join(["", *listed]), "; ".join(["", *listed]))

    def _doubts(self) -> Iterator[str]:
        """How much could not be used, and the first of it that is not among the points."""
        whys = {point.why.rstrip("。.") for point in self._answer.points}
        told = [self._doubt(doubt) for doubt in self._answer.doubts if doubt.reason not in whys]
        for title, count, named in (
            (p.CONFLICTS, len(self._answer.doubts), told),
            (p.UNREAD, len(self._answer.unread), self._answer.unread),
        ):
            if count:
                first = self.either(";", "; ").join(named[:NAMED])
                said = self.either(f"{title.zh} {count} 项", f"{title.en}: {count}")
                said += self.either(f"(如:{first})", f" (such as: {first})") if first else ""
                yield self.either(f"{said},详见数据附件。", f"{said}; the annex on data has all.")

    def _doubt(self, doubt: Doubted) -> str:
        return self.either(f"{doubt.labels}:{doubt.reason}", f"{doubt.labels}: {doubt.reason}")

    def _points(self) -> Iterator[tuple[Item, str]]:
        for point in self._answer.points[:POINTS]:
            lines = ((_STANDING, point.why), (p.ADVISED, point.advice))
            labelled = tuple((self.say(label), said) for label, said in lines if said)
            yield Item(self._cited(point), "", labelled), ""

    def _cited(self, point: Point) -> str:
        """The point with the clauses that it is about."""
        clauses = dict.fromkeys(f"{rule.cite.document} {rule.cite.clause}" for rule in point.rules[:NAMED])
        named = self.either("、", ", ").join(clauses)
        return self.either(f"{point.heading}({named})", f"{point.heading} ({named})")

    def _more_points(self) -> Iterator[str]:
        if (more := len(self._answer.points) - POINTS) > 0:
            yield self.either(
                f"列出前 {POINTS} 项,另 {more} 项见附件。", f"The first {POINTS}; the annex has {more} more."
            )

    def _proposal(self) -> Iterator[str]:
        for number, step in enumerate(self._answer.steps, start=1):
            yield f"{number}. {self._proposed(step)}"

    def _proposed(self, step: Step) -> str:
        named = self.either("、", ", ").join(matter.what for matter in step.matters)
        match step.act:
            case Act.SUPPLY:
                return self.either(
                    f"请{step.who}补正 {len(step.matters)} 项材料:{named}。一次性告知,期限由本单位定。",
                    f"Ask {step.who} for {len(step.matters)} items, all at once; this office sets the day: {named}.",
                )
            case Act.FIND:
                return self.either(
                    f"商请{step.who}在本意见签署前出具认定意见:{named}。",
                    f"Ask {step.who} for its finding before this is signed: {named}.",
                )
            case Act.RECTIFY:
                return self.either(
                    f"请{step.who}整改或提交专题论证:{named}。期限由本单位定。",
                    f"Have {step.who} rectify or justify, by a day that this office sets: {named}.",
                )
            case Act.REFUSE:
                return self.either(
                    "拟不予通过,签署后书面告知建设单位并说明理由。",
                    "Refuse; once this is signed, tell the applicant in writing and give the reasons.",
                )
            case Act.SIGN:
                return self.either("没有未决事项,拟同意,请复核后签署。", "Nothing is open: approve, confirm and sign.")

    def _met(self) -> Iterator[str]:
        answer = self._answer
        if answer.met:
            count, named = len(answer.met), self.either("、", ", ").join(answer.met)
            yield self.either(f"符合约束性条款 {count} 条:{named}。", f"{count} deciding clauses are met: {named}.")
        if answer.also_met:
            count = len(answer.also_met)
            yield self.either(
                f"另符合导向、程序条款 {count} 条。", f"{count} clauses of guidance and procedure are met too."
            )
        if answer.support:
            granted = self.say(p.ENTITLEMENTS if answer.granted else p.PROSPECTIVE)
            named = self._listed(answer.support)
            yield self.either(f"{granted}:{named}。", f"{granted}: {named}.")

    def _listed(self, words: Sequence[str]) -> str:
        return self.either(";", "; ").join(words)

    def _sentence(self, words: str) -> str:
        """The words with a full stop."""
        return words.rstrip("。.") + self.either("。", ".")
