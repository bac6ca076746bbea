"""An assessment as one self-contained page: first the one page with a chart of attainment, then the whole report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance.assessment.attainment import Assessment, Attainment, Status
from compliance.intake.progress_ledger import LedgerReading
from compliance.report import phrases as p
from compliance.report.assessment.overview import (
    BODY_COLUMNS,
    FIGURE_COLUMNS,
    MISSED_COLUMNS,
    OPEN_COLUMNS,
    SHORT_STATUSES,
    compose_overview,
    headings,
)
from compliance.report.assessment.page import attainment_share, compose_assessment, measure_status
from compliance.report.render.templates import template
from compliance.text import Lang, Text, printable

_LINES = 30  # so many lines have the lists that stand before the whole report
_FULL = 400  # the length of a bar that reaches its target
_MOST = Fraction(3, 2)  # longer ones are cut off there
_ROW = 26
_LABEL = 30
_SHARE = 60  # the width of a share, which must not stand across the line of 100%


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart: its label, length, the share written beside it at `end`, and how it stands."""

    label: str
    length: int
    end: int
    share: str
    status: Status
    y: int


WHOLE = Text("全文", "The whole report")


class _Columns:
    """The headings of the tables that stand first, and the words for how a figure stands."""

    def __init__(self, lang: Lang) -> None:
        self.bodies = headings(BODY_COLUMNS, lang)
        self.missed = headings(MISSED_COLUMNS, lang)
        self.open = headings(OPEN_COLUMNS, lang)
        self.figures = headings(FIGURE_COLUMNS, lang)
        self.statuses = {status: words.to(lang) for status, words in SHORT_STATUSES.items()}


def to_html(found: Assessment, reading: LedgerReading, lang: Lang) -> str:
    """The page.  Text of the ledger is escaped."""
    bars = list(_bars(found.attainments, lang))
    return template("assessment.html.j2", _printable).render(
        page=compose_assessment(found, reading, lang),
        overview=compose_overview(found, reading, lang, _LINES),
        columns=_Columns(lang),
        whole=WHOLE.to(lang),
        bars=bars,
        full=_FULL,
        height=_ROW * len(bars) + _ROW,
        chart=p.CHART.to(lang),
        lang=lang,
    )


def _bars(attainments: Sequence[Attainment], lang: Lang) -> Iterator[Bar]:
    """One bar for each figure of the city that has a share of its target."""
    number = 0
    for a in attainments:
        for measure in a.measures:
            if a.case.subject != "city" or measure.attainment is None:
                continue
            title = a.rule.title.to(lang) if len(a.measures) == 1 else measure.label.to(lang)
            label = title if len(title) <= _LABEL else title[: _LABEL - 1] + "…"
            length = round(max(Fraction(0), min(measure.attainment, _MOST)) * _FULL)
            end = _FULL if _FULL - _SHARE < length < _FULL else length
            yield Bar(label, length, end, attainment_share(measure), measure_status(a, measure), number * _ROW)
            number += 1


def _printable(value: object) -> object:
    return printable(value) if isinstance(value, str) else value
