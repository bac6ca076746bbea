"""An assessment as one self-contained page, with a chart of attainment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from compliance.assessment.attainment import Assessment, Attainment, Status
from compliance.intake.progress_ledger import LedgerReading
from compliance.report import phrases as p
from compliance.report.assessment.page import attainment_share, compose_assessment
from compliance.report.render.templates import template
from compliance.text import Lang, printable

_FULL = 400  # the length of a bar that reaches its target
_MOST = Fraction(3, 2)  # longer ones are cut off there
_ROW = 26
_LABEL = 30
_SHARE = 60  # the width of a share, which must not stand across the line of 100%


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart: its label, length, the share written beside it at `end`, and how the demand stands."""

    label: str
    length: int
    end: int
    share: str
    status: Status
    y: int


def to_html(found: Assessment, reading: LedgerReading, lang: Lang) -> str:
    """The page.  Text of the ledger is escaped."""
    bars = list(_bars(found.attainments, lang))
    return template("assessment.html.j2", _printable).render(
        page=compose_assessment(found, reading, lang),
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
            yield Bar(label, length, end, attainment_share(measure), a.status, number * _ROW)
            number += 1


def _printable(value: object) -> object:
    return printable(value) if isinstance(value, str) else value
