"""Compose the memo that proposes a decision on a project, in one language."""

from collections.abc import Iterator

from compliance.intake.office import NO_PROFILE, Profile
from compliance.report import phrases as p
from compliance.report.memo.annexes import Annexes
from compliance.report.memo.body import Body
from compliance.report.memo.content import Memo
from compliance.report.memo.draft import Draft, Heading, short_name
from compliance.report.review.answering import compose_answer
from compliance.report.review.page import Composer
from compliance.review.decision import Decision
from compliance.rulebook.model import Rulebook
from compliance.text import Lang, Text


def compose_memo(decision: Decision, rulebook: Rulebook, lang: Lang, profile: Profile = NO_PROFILE) -> Memo:
    """The memo on a decision, by an office.  `rulebook` says in words what an unmet condition requires."""
    quotes = (f.rule.cite.quote for f in decision.findings)
    draft = Draft(lang, quotes, words_of_material(decision))
    Body(decision, compose_answer(decision, lang), draft, lang).add()
    Annexes(decision, rulebook, draft, lang).add()
    name = short_name(decision.case.name)
    title = Text(f"关于{name}的合规审查意见", f"Compliance review of “{name}”")
    verdict = Composer(decision, lang).verdict()
    heading = Heading(
        title.to(lang),
        decision.case.name,
        decision.case.id,
        decision.as_of,
        verdict,
        p.SIGNATURE,
        tuple(names_of(decision)),
    )
    return draft.memo(heading, profile)


def words_of_material(decision: Decision) -> Iterator[str]:
    """What was filled in, found and set, as it is written."""
    case = decision.case
    yield from (case.name, case.id)
    data = [case.data, *(record.data for record in case.records)]
    yield from (datum.written for of in data for datum in of.values())
    yield from (doubt.written for _, doubt in decision.doubts)
    for one in decision.not_used:
        yield from (one.name, one.written)
    for found in case.findings:
        yield from (found.written, found.unit, found.document, found.person, found.reason)
    yield from (datum.written for datum in decision.facts.settings.values())


def names_of(decision: Decision) -> Iterator[str]:
    """The names in which no line of a title may end: what the case states as text, and names that registers have."""
    yield from (datum.value for datum in decision.case.data.values() if isinstance(datum.value, str))
    for register in decision.vocabulary.registers.values():
        yield from (name for name in register.spellings if name in decision.case.name)
