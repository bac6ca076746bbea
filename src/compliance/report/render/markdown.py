"""A page as Markdown, through the Jinja2 template templates/page.md.j2."""

import re

from compliance.report.content import Page
from compliance.report.render.templates import template
from compliance.text import Lang, printable

_FORMATTING = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~"})
# What some readers of Markdown make a link or another character of without being asked.
_READ_INTO = re.compile(r":(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):|[@&]", re.IGNORECASE)


def to_markdown(page: Page, lang: Lang, *, links: bool = False) -> str:
    """The page.  Its text can neither format it nor run as a template.

    Addresses become links only if `links` says so: those of a rulebook may, those of an application may not.
    """
    return template("page.md.j2", _unformatted if links else escaped).render(page=page, lang=lang)


def escaped(value: object) -> object:
    """The text on one line and without any character that Markdown would read as more than text."""
    text = _unformatted(value)
    return _READ_INTO.sub(r"\\\g<0>", text) if isinstance(text, str) else text


def _unformatted(value: object) -> object:
    return printable(value).translate(_FORMATTING) if isinstance(value, str) else value
