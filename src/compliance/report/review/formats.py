"""The formats of a report on cases.  A new format is a module here and a row in the table."""

from collections.abc import Mapping, Sequence
from typing import TextIO

from compliance.report.content import Page
from compliance.report.render.format import TextFormat
from compliance.review.decision import Decision
from compliance.text import Lang


def _text(decisions: Sequence[Decision], lang: Lang, stream: TextIO) -> None:
    from compliance.report.review.answer_page import compose_answer_page

    _print([compose_answer_page(decision, lang) for decision in decisions], lang, stream)


def _full_text(decisions: Sequence[Decision], lang: Lang, stream: TextIO) -> None:
    from compliance.report.review.page import compose

    _print([compose(decision, lang) for decision in decisions], lang, stream)


def _print(pages: Sequence[Page], lang: Lang, stream: TextIO) -> None:
    from compliance.report.render.terminal import print_page

    for number, page in enumerate(pages):
        if number:
            stream.write("\n")
        print_page(page, stream, lang)


def _json(decisions: Sequence[Decision], lang: Lang, stream: TextIO) -> None:
    from compliance.report.review.as_json import to_json

    stream.write(to_json(decisions, lang))


def _json_1(decisions: Sequence[Decision], lang: Lang, stream: TextIO) -> None:
    from compliance.report.review.as_json_1 import to_json

    stream.write(to_json(decisions, lang))


def _markdown(decisions: Sequence[Decision], lang: Lang, stream: TextIO) -> None:
    from compliance.report.render.markdown import to_markdown
    from compliance.report.review.answer_page import compose_answer_page

    stream.write("\n".join(to_markdown(compose_answer_page(decision, lang), lang) for decision in decisions))


def _full_markdown(decisions: Sequence[Decision], lang: Lang, stream: TextIO) -> None:
    from compliance.report.render.markdown import to_markdown
    from compliance.report.review.page import compose

    stream.write("\n".join(to_markdown(compose(decision, lang), lang) for decision in decisions))


# The answer on one page; JSON is whole in any case.
FORMATS: Mapping[str, TextFormat[Sequence[Decision]]] = {
    "text": TextFormat(_text),
    "json": TextFormat(_json),
    "json-1": TextFormat(_json_1),
    "markdown": TextFormat(_markdown),
}
# The whole report (--full).
FULL_FORMATS: Mapping[str, TextFormat[Sequence[Decision]]] = {
    **FORMATS,
    "text": TextFormat(_full_text),
    "markdown": TextFormat(_full_markdown),
}
