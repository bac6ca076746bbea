"""Compose the letters to an applicant: what is to be supplied, all at once; or that the project is refused, and why."""

from collections.abc import Iterable, Iterator, Sequence

from compliance.intake.office import Profile
from compliance.report import phrases as p
from compliance.report.content import Item
from compliance.report.memo.content import Memo, Table
from compliance.report.memo.draft import Draft, Heading, Part, short_name
from compliance.report.phrasing import Phrasing
from compliance.report.review.answer import Act, Answer, Matter
from compliance.report.review.answering import compose_answer
from compliance.report.review.page import Composer
from compliance.review.decision import Decision
from compliance.rulebook.model import Rule
from compliance.text import Lang, Text

_ENCLOSED_FORM = Text(
    "随附补正表,只列尚缺各项,请填写后一并交回。", "A form for what is still missing is enclosed; please return it."
)
_NOTHING_ENCLOSED = Text("特此告知。", "This is to notify you.")
_SUPPLY = Text("须补正的材料", "To be supplied")
_RECTIFY = Text("须整改或论证的条件", "To be rectified or justified")
_REASONS = Text("不予通过的理由", "Reasons for the refusal")
_OBJECTION = Text("救济途径", "How to object")
# The ways and times to object are those of the office: its template, or its hand, puts them in.
_TO_FILL_IN = Text(
    "对本通知有异议的,可以________________________。", "Whoever objects to this may ________________________."
)
_COLUMNS = (Text("材料", "What"), Text("依据条款", "Clauses that need it"), Text("说明", "Note"))
_CLAUSE = Text("条款", "Clause")
_STANDING = Text("情况", "As it stands")


def compose_letter(decision: Decision, lang: Lang, profile: Profile, *, enclosed: bool) -> Memo:
    """一次性告知书: everything that the applicant must supply or put right, at once, with the clause for each.

    `enclosed` says that a form for what is still missing goes with it.
    """
    return _Composer(decision, lang, profile).letter(_ENCLOSED_FORM if enclosed else _NOTHING_ENCLOSED)


def compose_notice(decision: Decision, lang: Lang, profile: Profile) -> Memo:
    """不予通过通知书: the reasons of a refusal, with a space for the way to object."""
    return _Composer(decision, lang, profile).notice()


class _Composer(Phrasing):
    def __init__(self, decision: Decision, lang: Lang, profile: Profile) -> None:
        super().__init__(lang)
        self._decision = decision
        self._profile = profile
        self._answer: Answer = compose_answer(decision, lang)
        self._report = Composer(decision, lang)
        self._draft = Draft(lang, (f.rule.cite.quote for f in decision.findings))

    def letter(self, closing: Text) -> Memo:
        supply, rectify = self._matters(Act.SUPPLY), self._matters(Act.RECTIFY)
        count, name, day = len(supply) + len(rectify), self._answer.name, self._answer.as_of.isoformat()
        draft, blank = self._draft, p.BLANK_DATE.to(self._lang)
        opening = self.either(
            f"你单位申报的{name}已收悉。按 {day} 有效的规定审查,下列 {count} 项须补正或整改,"
            f"现一次性告知,请于{blank}前提交。",
            f"Your application for “{name}” was reviewed under the rules of {day}. The {count} items below are to be "
            f"supplied or put right; you are told of all of them at once. Please submit them by {blank}.",
        )
        draft.section(
            "opening", _SUPPLY if supply else _RECTIFY, (opening,), (Part(None, (), self._table(supply or rectify)),)
        )
        if supply and rectify:
            draft.section("rectify", _RECTIFY, (), (Part(None, (), self._table(rectify)),))
        title = self.either(
            f"关于{short_name(name)}补正材料的一次性告知书", f"What is to be supplied for “{short_name(name)}”"
        )
        return self._paper(title, closing)

    def notice(self) -> Memo:
        name, day = self._answer.name, self._answer.as_of.isoformat()
        failed = [point for point in self._answer.points if point.key is None]
        opening = self.either(
            f"你单位申报的{name},按 {day} 有效的规定审查,不符合下列 {len(failed)} 项规定,不予通过。",
            f"Your application for “{name}”, reviewed under the rules of {day}, does not meet the {len(failed)} "
            "demands below and is refused.",
        )
        items = tuple(
            (Item(point.heading, "", tuple(self._lines(point.rules, point.why, point.advice))), "") for point in failed
        )
        self._draft.section("reasons", _REASONS, (opening,), (Part(None, items),))
        self._draft.section("objection", _OBJECTION, (self.say(_TO_FILL_IN),))
        title = self.either(f"关于{short_name(name)}不予通过的通知书", f"Refusal of “{short_name(name)}”")
        return self._paper(title, Text("特此通知。", "This is to notify you."))

    def _paper(self, title: str, closing: Text) -> Memo:
        case = self._decision.case
        known = [datum.value for datum in case.data.values() if isinstance(datum.value, str)]
        heading = Heading(title, case.name, case.id, self._answer.as_of, self._answer.sentence, closing, tuple(known))
        return self._draft.letter(heading, self._profile, dict(self._answer.subject).get(self._applicant(), ""))

    def _applicant(self) -> str:
        """What the line of the subject is called that names the applicant: the first that the vocabulary declares."""
        return next(iter(dict(self._answer.subject)), "")

    def _matters(self, act: Act) -> list[Matter]:
        return [matter for step in self._answer.steps if step.act is act for matter in step.matters]

    def _table(self, matters: Sequence[Matter]) -> Table:
        rows = ((matter.what, self.clauses(matter.rules), matter.note) for matter in matters)
        return self._draft.table("requests", _COLUMNS, rows)

    def clauses(self, rules: Iterable[Rule]) -> str:
        """The clauses with what they demand."""
        named = (f"{rule.cite.document} {rule.cite.clause} {self.say(rule.title)}" for rule in rules)
        return self.either(";", "; ").join(dict.fromkeys(named))

    def _lines(self, rules: Iterable[Rule], why: str, advice: str) -> Iterator[tuple[str, str]]:
        for rule in rules:
            where = f"{rule.cite.document} {rule.cite.clause}"
            quoted = self._report.cited(rule.cite) if rule.cite.quote else (self.say(_CLAUSE), where)
            yield quoted
        yield self.say(_STANDING), why
        if advice:
            yield self.say(p.ADVISED), advice
