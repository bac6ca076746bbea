"""A product as a whole, in the format and the language that a caller names; both may be wrong."""

from collections.abc import Mapping
from io import BytesIO, StringIO
from typing import TypeVar, get_args

from compliance.errors import RequestError, shown
from compliance.report.render.format import Formats, Product, TextFormat, named
from compliance.text import Lang, Text

Chosen = TypeVar("Chosen")


def render_text(product: Product, format_: str, formats: Mapping[str, TextFormat[Product]], lang: Lang) -> str:
    """The product as text.  Raises: RequestError for a format or a language that there is not."""
    chosen = _chosen(format_, formats, lang)
    stream = StringIO()
    chosen.write(product, lang, stream)
    return stream.getvalue()


def render_bytes(product: Product, format_: str, formats: Formats[Product], lang: Lang) -> bytes:
    """The product as the bytes of a file, text in UTF-8.  Raises: RequestError as `render_text` does."""
    chosen = _chosen(format_, formats, lang)
    if isinstance(chosen, TextFormat):
        text = StringIO()
        chosen.write(product, lang, text)
        return text.getvalue().encode("utf-8")
    stream = BytesIO()
    chosen.write(product, lang, stream)
    return stream.getvalue()


def _chosen(format_: str, formats: Mapping[str, Chosen], lang: str) -> Chosen:
    if lang not in get_args(Lang):
        languages = named(get_args(Lang))
        raise RequestError(
            Text(f"没有语言“{shown(lang)}”,请用 {languages.zh}", f"no language {shown(lang)!r}; use {languages.en}")
        )
    if format_ not in formats:
        names = named(formats)
        raise RequestError(
            Text(f"没有格式“{shown(format_)}”,请用 {names.zh}", f"no format {shown(format_)!r}; use {names.en}")
        )
    return formats[format_]
