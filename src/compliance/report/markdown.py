"""A page as Markdown, through the Jinja2 template templates/page.md.j2."""

from compliance.report.page import Page
from compliance.report.templates import template
from compliance.text import Lang, printable

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~"})


def to_markdown(page: Page, lang: Lang) -> str:
    """The page.  Text of the case is escaped: it can neither format the report nor run as a template."""
    return template("page.md.j2", _escaped).render(page=page, lang=lang)


def _escaped(value: object) -> object:
    return printable(value).translate(_SPECIAL) if isinstance(value, str) else value
