"""A page as Markdown, through the Jinja2 template templates/page.md.j2."""

from functools import cache
from importlib.resources import files

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from compliance.report.page import Page
from compliance.text import Lang, printable

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~"})


def to_markdown(page: Page, lang: Lang) -> str:
    """The page.  Text of the case is escaped: it can neither format the report nor run as a template."""
    return _template().render(page=page, lang=lang)


@cache
def _template() -> Template:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_escaped,
    )
    return environment.from_string(files("compliance.templates").joinpath("page.md.j2").read_text("utf-8"))


def _escaped(value: object) -> object:
    return printable(value).translate(_SPECIAL) if isinstance(value, str) else value
