"""A page as Markdown, through the Jinja2 template templates/page.md.j2."""

import re

from compliance.report.page import Page
from compliance.report.templates import template
from compliance.text import Lang, printable

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~&@"})
# What some readers of Markdown make a link of without being asked.
_LINKED = re.compile(r":(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)


def to_markdown(page: Page, lang: Lang) -> str:
    """The page.  Text of the case is escaped: it can neither format the report nor run as a template."""
    return template("page.md.j2", escaped).render(page=page, lang=lang)


def escaped(value: object) -> object:
    """The text on one line and without any character that Markdown would read as more than text."""
    return _LINKED.sub(r"\\\g<0>", printable(value).translate(_SPECIAL)) if isinstance(value, str) else value
