"""A memo as HTML and as Markdown, through templates/memo.html.j2 and templates/memo.md.j2."""

from compliance.report.memo.content import Memo
from compliance.report.render.markdown import escaped
from compliance.report.render.templates import template


def to_html(memo: Memo) -> bytes:
    """One page that needs no other file; it fits a phone and prints on A4."""
    return template("memo.html.j2").render(memo=memo).encode()


def to_markdown(memo: Memo) -> bytes:
    """The memo with its text escaped: nothing of the case can format it, link from it or run as a template."""
    return template("memo.md.j2", escaped).render(memo=memo).encode()
