"""The formats of a report on targets, and of one on allocations.  A new format is a module here and a row."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO, TextIO

from compliance.report.render.format import FileFormat, Formats, TextFormat
from compliance.text import Lang

if TYPE_CHECKING:
    from compliance.assessment.run import Allocated, Assessed


def _text(found: "Assessed", lang: Lang, stream: TextIO) -> None:
    from compliance.report.assessment.overview_text import print_overview

    print_overview(found.assessment, found.reading, stream, lang)


def _full_text(found: "Assessed", lang: Lang, stream: TextIO) -> None:
    from compliance.report.assessment.page import compose_assessment
    from compliance.report.render.terminal import print_page

    print_page(compose_assessment(found.assessment, found.reading, lang), stream, lang)


def _json(found: "Assessed", lang: Lang, stream: TextIO) -> None:
    from compliance.report.assessment.as_json import to_json

    stream.write(to_json(found.assessment, found.reading, lang))


def _html(found: "Assessed", lang: Lang, stream: TextIO) -> None:
    from compliance.report.assessment.html import to_html

    stream.write(to_html(found.assessment, found.reading, lang))


def _excel(found: "Assessed", lang: Lang, stream: BinaryIO) -> None:
    from compliance.report.assessment.excel import write_excel

    write_excel(found.assessment, found.reading, stream, lang)


def _allocation_text(found: "Allocated", lang: Lang, stream: TextIO) -> None:
    from compliance.report.assessment.allocation import compose_allocation
    from compliance.report.render.terminal import print_page

    print_page(compose_allocation(found.distributions, found.as_of, found.reading, lang), stream, lang)


def _allocation_json(found: "Allocated", lang: Lang, stream: TextIO) -> None:
    from compliance.report.assessment.allocation import to_json

    stream.write(to_json(found.distributions, found.as_of, found.rulebook_digest, found.reading, lang))


ASSESSMENT: "Formats[Assessed]" = {
    "text": TextFormat(_text),
    "json": TextFormat(_json),
    "html": TextFormat(_html),
    "xlsx": FileFormat(_excel),
}
# The whole report in each format; all but the text have it behind the one page anyway.
FULL_ASSESSMENT: "Formats[Assessed]" = {**ASSESSMENT, "text": TextFormat(_full_text)}
ALLOCATION: "Mapping[str, TextFormat[Allocated]]" = {
    "text": TextFormat(_allocation_text),
    "json": TextFormat(_allocation_json),
}
