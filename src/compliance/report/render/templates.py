"""The Jinja2 templates of the program, sandboxed: text of a case can never run as a template."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment


@cache
def template(name: str, finalize: Callable[[object], object] | None = None) -> Template:
    """The template of that file name; `finalize` is applied to whatever it prints, and HTML is escaped besides."""
    html = name.endswith(".html.j2")
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=not html,
        autoescape=html,
        finalize=finalize,
    )
    return environment.from_string(files("compliance.templates").joinpath(name).read_text("utf-8"))
