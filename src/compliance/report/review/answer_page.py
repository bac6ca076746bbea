"""The answer to an application on one page, which the terminal and Markdown render."""

from collections.abc import Iterator, Sequence

from compliance.report import phrases as p
from compliance.report.content import Conclusion, Item, Page, Section
from compliance.report.phrasing import Phrasing
from compliance.report.review.answer import Answer, Doubted, Step
from compliance.report.review.answering import compose_answer
from compliance.report.review.page import TONES
from compliance.report.review.subject import NOT_STATED
from compliance.review.decision import Decision
from compliance.text import Lang, Text

NAMED = 3  # so many doubts, and so much of what is not used or granted, is named; of more the number is told
POINTS = 6  # so many points are shown
ASKED = 9  # so many matters of a step are named; --full, the memo and the letters name all

_POINTS = Text("本项目的要点", "What is special to this project")
_STEPS = Text("下一步", "What to do next")
_USUAL = Text("各项目通常须办的", "What every project settles")
_DOUBTS = Text("疑点和未采用的内容", "Doubtful and unused data")
_MET = Text("符合的条款", "Clauses met")
_CLOSING = Text(
    "全部条款、原文、数据和疑点见 --full;结论为建议,由经办人复核后签署。",
    "--full has all clauses, quotes, data and doubts. An officer confirms and signs.",
)


def compose_answer_page(decision: Decision, lang: Lang) -> Page:
    """The page with the answer that follows from a decision."""
    return answer_page(compose_answer(decision, lang))


def answer_page(answer: Answer) -> Page:
    """The page with an answer."""
    return _Composer(answer).page()


class _Composer(Phrasing):
    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.lang)
        self._answer = answer

    def page(self) -> Page:
        answer = self._answer
        sections = (
            Section(self.say(_POINTS), "bad" if answer.points else "plain", tuple(self._points())),
            Section(self.say(_STEPS), "open", tuple(self._steps(special=True))),
            Section(self.say(_USUAL), "open", tuple(self._steps(special=False))),
            Section(self.say(_DOUBTS), "open", tuple(self._doubts())),
            Section(self.say(p.FINDINGS), "plain", tuple(Item(found, "", ()) for found in answer.found)),
            Section(self._support_title(), "plain", tuple(self._support())),
            Section(self.say(_MET), "good", tuple(self._met())),
        )
        return Page(
            self.say(p.TITLE),
            tuple(self._facts()),
            Conclusion(self.say(p.VERDICT), answer.sentence, TONES[answer.verdict]),
            tuple(section for section in sections if section.items),
            self.say(_CLOSING),
            dense=True,
        )

    def _facts(self) -> Iterator[tuple[str, str]]:
        answer = self._answer
        yield self.say(p.SUBJECT), answer.name
        yield from ((label, value) for label, value in answer.subject if value)
        if absent := [label for label, value in answer.subject if not value]:
            yield self.say(NOT_STATED), self.either("、", ", ").join(absent)
        stage, day = answer.stage, answer.as_of.isoformat()
        dated = self.either(f"按 {day} 有效的规定审查", f"reviewed under the rules of {day}")
        yield self.say(p.STAGE), self.either(",", "; ").join(part for part in (stage, dated) if part)

    def _points(self) -> Iterator[Item]:
        """The points; what the verdict says already, or the point before, is not said again."""
        advised = ""
        for point in self._answer.points[:POINTS]:
            lines = [] if point.key is not None and point.why == self.say(point.key) else [(p.REASON, point.why)]
            lines += [] if point.advice == advised else [(p.ADVISED, point.advice)]
            yield Item(point.heading, "", tuple((self.say(label), said) for label, said in lines if said))
            advised = point.advice
        if (more := len(self._answer.points) - POINTS) > 0:
            yield Item(self.either(f"另 {more} 项", f"and {more} more"), "", ())

    def _steps(self, *, special: bool) -> Iterator[Item]:
        """The steps with their matters that are special, or those that are not; a step without matters is special."""
        for step in self._answer.steps:
            matters = [matter.what for matter in step.matters if matter.special is special]
            if matters or (special and not step.matters):
                yield Item(self._step(step, matters), "", ())

    def _step(self, step: Step, matters: Sequence[str]) -> str:
        named, more = self.either("、", ", ").join(matters[:ASKED]), len(matters) - ASKED
        named += self.either(f"等 {len(matters)} 项", f" and {more} more") if more > 0 else ""
        parts = [part for part in (step.who, step.what, named) if part]
        return self.either(f"{':'.join(parts)}({step.when})", f"{': '.join(parts)} ({step.when})")

    def _doubts(self) -> Iterator[Item]:
        answer = self._answer
        for notice in answer.notices:
            yield Item(notice, "", ())
        whys = {point.why.rstrip("。.") for point in answer.points}
        doubts = [doubt for doubt in answer.doubts if doubt.reason not in whys]
        if answer.doubts:
            count, above = len(answer.doubts), len(answer.doubts) - len(doubts)
            told = self._counted(p.CONFLICTS, count, self._first([self._doubt(doubt) for doubt in doubts]))
            seen = self.either(f"(其中 {above} 项见要点)", f" ({above} of them above)")
            yield Item(told + (seen if above else ""), "", ())
        if answer.unread:
            yield Item(self._counted(p.UNREAD, len(answer.unread), self._first(answer.unread)), "", ())

    def _counted(self, title: Text, count: int, named: str) -> str:
        if not named:
            return self.either(f"{title.zh} {count} 项", f"{title.en}: {count}")
        return self.either(f"{title.zh} {count} 项:{named}", f"{title.en}, {count}: {named}")

    def _doubt(self, doubt: Doubted) -> str:
        return self.either(f"{doubt.labels}:{doubt.reason}", f"{doubt.labels}: {doubt.reason}")

    def _first(self, words: Sequence[str]) -> str:
        """The first of the words, and how many more there are."""
        named, more = self.either(";", "; ").join(words[:NAMED]), len(words) - NAMED
        return named + (self.either(f";另 {more} 项", f"; and {more} more") if more > 0 else "")

    def _support_title(self) -> str:
        return self.say(p.ENTITLEMENTS if self._answer.granted else p.PROSPECTIVE)

    def _support(self) -> Iterator[Item]:
        if self._answer.support:
            yield Item(self._first(self._answer.support), "", ())

    def _met(self) -> Iterator[Item]:
        for clause in self._answer.met:
            yield Item(clause, "", ())
        if self._answer.also_met:
            count = len(self._answer.also_met)
            yield Item(
                self.either(f"另符合导向、程序条款 {count} 项", f"and {count} of guidance and procedure"), "", ()
            )
