"""The document of a pack beside what accounts for it, as plain text or as one self-contained page."""

from collections.abc import Iterator
from typing import TextIO

from compliance.errors import Problem
from compliance.report import phrases as p
from compliance.report.render.templates import template
from compliance.report.render.terminal import wrapped
from compliance.rulebook.traceability import Claim, Span, Trace
from compliance.text import Lang, Text

_WIDTH = 78


def print_trace(found: Trace, stream: TextIO, lang: Lang) -> None:
    """The document, each passage followed by what accounts for it, and the share that is accounted for."""
    section = ""
    for span in found.spans:
        if not any(character.isalnum() for character in span.text):
            continue
        if span.section != section:
            section = span.section
            stream.write(f"\n{section}\n")
        for line in wrapped(" ".join(span.text.split()), _WIDTH - 2):
            stream.write(f"  {line}\n")
        for account in _accounts(span, lang):
            stream.writelines(f"    {line}\n" for line in wrapped(account, _WIDTH - 4))
    stream.write("\n")
    stream.writelines(f"{_problem(problem, lang)}\n" for problem in found.problems)
    stream.write(f"{summary(found).to(lang)}\n")


def summary(found: Trace) -> Text:
    """How much of the document is accounted for, by what."""
    share = p.percent(found.covered, found.words)
    rules = len({claim.id for span in found.spans for claim in span.claims if claim.part == "rule"})
    passages = {id(span.passage): span.passage for span in found.spans if span.passage is not None}.values()
    unread = sum(passage.reason is not None for passage in passages)
    headings = len(passages) - unread
    return Text(
        f"{found.pack.document}:{found.words} 字中 {found.covered} 字有着落({share});规则 {rules} 条,"
        f"不可核对 {unread} 段,标题等 {headings} 段",
        f"{found.pack.document}: {found.covered} of {found.words} characters accounted for ({share}); {rules} rules, "
        f"{unread} passages not checkable, {headings} headings",
    )


def to_html(found: Trace, lang: Lang) -> str:
    """The document on the left, its rules on the right, linked both ways."""
    cards = {claim.id: claim for span in found.spans for claim in span.claims}
    return template("trace.html.j2").render(
        trace=found,
        lang=lang,
        cards=list(cards.values()),
        summary=summary(found).to(lang),
        problems=[_problem(problem, lang) for problem in found.problems],
        colour=_colour,
        part=lambda claim: _part(claim).to(lang),
        unread=lambda span: _unread(span, lang),
        uncovered=p.UNCOVERED.to(lang),
        not_checkable=p.NOT_CHECKABLE.to(lang),
        legend=[(force.value, p.FORCES[force].to(lang)) for force in p.FORCES],
    )


def _accounts(span: Span, lang: Lang) -> Iterator[str]:
    for claim in span.claims:
        yield f"→ {claim.id}({_part(claim).to(lang)})"
    if span.passage is not None:
        yield f"→ {_unread(span, lang)}"
    if span.uncovered:
        yield f"✗ {p.UNCOVERED.to(lang)}"


def _part(claim: Claim) -> Text:
    return p.PARTS[claim.part] if claim.force is None else p.FORCES[claim.force]


def _unread(span: Span, lang: Lang) -> str:
    if span.passage is None:
        return ""
    if span.passage.reason is None or span.passage.why is None:
        return p.HEADING.to(lang)
    separator = ":" if lang == "zh" else ": "
    return f"{p.UNCHECKABLE[span.passage.reason].to(lang)}{separator}{span.passage.why.to(lang)}"


def _colour(claims: tuple[Claim, ...]) -> str:
    forces = [claim.force.value for claim in claims if claim.force is not None]
    return forces[0] if forces else "other"


def _problem(problem: Problem, lang: Lang) -> str:
    return f"{problem.place}: {problem.message.to(lang)}"
