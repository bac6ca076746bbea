"""The formats of a report on cases.  A new format is a module here and a row in the table."""

from collections.abc import Mapping, Sequence
from typing import TextIO

from compliance.report.render.format import TextFormat
from compliance.review.decision import Decision
from compliance.text import Lang


def _text(decisions: Sequence[Decision], lang: Lang, stream: TextIO) -> None:
    from compliance.report.render.terminal import print_page
    from compliance.report.review.page import compose

    for number, decision in enumerate(decisions):
        if number:
            stream.write("\n")
        print_page(compose(decision, lang), stream, lang)


def _json(decisions: Sequence[Decision], lang: Lang, stream: TextIO) -> None:
    from compliance.report.review.as_json import to_json

    stream.write(to_json(decisions, lang))


def _json_1(decisions: Sequence[Decision], lang: Lang, stream: TextIO) -> None:
    from compliance.report.review.as_json_1 import to_json

    stream.write(to_json(decisions, lang))


def _markdown(decisions: Sequence[Decision], lang: Lang, stream: TextIO) -> None:
    from compliance.report.render.markdown import to_markdown
    from compliance.report.review.page import compose

    stream.write("\n".join(to_markdown(compose(decision, lang), lang) for decision in decisions))


FORMATS: Mapping[str, TextFormat[Sequence[Decision]]] = {
    "text": TextFormat(_text),
    "json": TextFormat(_json),
    "json-1": TextFormat(_json_1),
    "markdown": TextFormat(_markdown),
}
