"""Compose the letters to the offices that must find something: one for each, on all its projects."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from compliance.intake.office import Profile
from compliance.report import phrases as p
from compliance.report.memo.content import Memo, Table
from compliance.report.memo.draft import Draft, Heading, Part, short_name
from compliance.report.phrasing import Phrasing
from compliance.report.review.answer import Act, Answer, Matter
from compliance.report.review.answering import compose_answer
from compliance.review.decision import Decision
from compliance.rulebook.model import Rule
from compliance.text import Lang, Text

_MATTERS = Text("商请认定的事项", "What is to be found")
_CLOSING = Text(
    "请在复函中写明结论、理由、日期和文号。",
    "Please state the result, the reasons, the day and the number of your reply.",
)
_COLUMNS = (Text("项目", "Project"), Text("须认定的事项", "Matter"), Text("依据", "Basis"))


class Consulted(NamedTuple):
    """A letter to one office: its id, empty where none is named, what it is called, and the letter."""

    office: str
    called: str
    letter: Memo


def compose_consultations(decisions: Iterable[Decision], lang: Lang, profile: Profile) -> Iterator[Consulted]:
    """征求意见函: for each office that must find something of a project, a letter on all of these projects."""
    by_office: dict[tuple[str, str], list[tuple[Decision, Answer, Matter]]] = {}
    for decision in decisions:
        answer = compose_answer(decision, lang)
        for step in answer.steps:
            if step.act is Act.FIND:
                called = profile.offices.get(step.office) or step.who
                found = by_office.setdefault((step.office, called), [])
                found += [(decision, answer, matter) for matter in step.matters]
    for (office, called), matters in by_office.items():
        yield Consulted(office, called, _Composer(called, matters, lang, profile).letter())


class _Composer(Phrasing):
    def __init__(
        self, called: str, matters: Sequence[tuple[Decision, Answer, Matter]], lang: Lang, profile: Profile
    ) -> None:
        super().__init__(lang)
        self._called = called
        self._matters = matters
        self._profile = profile
        quotes = {rule.cite.quote for _, _, matter in matters for rule in matter.rules}
        self._draft = Draft(lang, quotes)

    def letter(self) -> Memo:
        names = list(dict.fromkeys(answer.name for _, answer, _ in self._matters))
        count, blank = len(names), p.BLANK_DATE.to(self._lang)
        about = self.either(
            f"{short_name(names[0])}" if count == 1 else f"{count}个项目",
            f"“{short_name(names[0])}”" if count == 1 else f"{count} projects",
        )
        opening = self.either(
            f"我单位正在审查{about}。下列事项须由你单位认定,请于{blank}前函复。",
            f"We are reviewing {about}. The matters below are yours to find; please reply by {blank}.",
        )
        self._draft.section("matters", _MATTERS, (opening,), (Part(None, (), self._table()),))
        title = self.either(f"关于商请认定{about}有关事项的函", f"Findings asked for: {about}")
        last = max(answer.as_of for _, answer, _ in self._matters)
        heading = Heading(title, about, "", last, "", _CLOSING, tuple(names))
        return self._draft.letter(heading, self._profile, self._called)

    def _table(self) -> Table:
        rows = (
            (self._project(answer), self._matter(matter), self._basis(matter.rules))
            for _, answer, matter in self._matters
        )
        return self._draft.table("matters", _COLUMNS, rows)

    def _project(self, answer: Answer) -> str:
        """The project, with what it states of itself."""
        stated = (f"{label} {value}" for label, value in answer.subject if value)
        return self.either(";", "; ").join((answer.name, *stated))

    def _matter(self, matter: Matter) -> str:
        return (
            self.either(f"{matter.what}({matter.note})", f"{matter.what} ({matter.note})")
            if matter.note
            else matter.what
        )

    def _basis(self, rules: Iterable[Rule]) -> str:
        return self.either(";", "; ").join(dict.fromkeys(self._cited(rule) for rule in rules))

    def _cited(self, rule: Rule) -> str:
        cite = rule.cite
        where = f"{cite.document} {cite.clause}"
        return f"“{cite.quote}”({where})" if cite.quote else f"{where} {self.say(rule.title)}"
