"""The one page on an assessment for a terminal: at most `LINES` lines of 80 columns, with bars."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.text import Text as Styled

from compliance.assessment.attainment import Assessment, Status
from compliance.assessment.bodies import Tally
from compliance.intake.progress_ledger import LedgerReading
from compliance.report.assessment.figures import FigureLine
from compliance.report.assessment.overview import (
    BODY_COLUMNS,
    FIGURE_COLUMNS,
    MISSED_COLUMNS,
    OPEN_COLUMNS,
    SHORT_STATUSES,
    Overview,
    compose_overview,
    headings,
)
from compliance.report.render.columns import bar, cut, in_columns
from compliance.report.render.terminal import print_lines, wrapped
from compliance.text import Lang, Text

LINES = 40
_FIXED = 17  # of them, what stands around the lists
_LENGTH = 14  # signs of a bar
_OF_FIGURE = 6
_MET, _MISSED, _SHORT, _OPEN = "█", "▓", "▒", "░"
NARROW_COLUMNS = (
    *BODY_COLUMNS[:3],
    Text("过期", "Overdue"),
    Text("力争", "Strive"),
    BODY_COLUMNS[5],
)
LEGEND = Text("█达标▓未达▒力争░待定", "█met▓missed▒strive░open")
WHOLE = Text(
    "未达标含逾期;过期指过期未报。逐项内容、计入的记录、口径、存疑:加 --full",
    "Missed: or late; overdue: not reported. Every demand, record and doubt: --full",
)


def print_overview(found: Assessment, reading: LedgerReading, stream: TextIO, lang: Lang) -> None:
    """Print the page."""
    page = compose_overview(found, reading, lang, LINES - _FIXED)
    print_lines(lambda width: _lines(page, width - 1, lang), stream)


def _lines(page: Overview, width: int, lang: Lang) -> Iterator[Styled]:
    yield Styled(page.title, style="bold")
    yield Styled("─" * width, style="dim")
    for line in wrapped("  ".join(f"{label} {value}" for label, value in page.facts), width):
        yield Styled(line, style="dim")
    for line in wrapped(page.result, width):
        yield Styled(line, style="bold")
    yield Styled("")
    yield from _table(_bodies(page, lang), width, right=(1, 2, 3, 4, 5))
    if page.figures:
        yield from _listed(_figures(page, lang), page.figures_left, width, gives_way=1, between=1)
    if page.missed:
        rows = [headings(MISSED_COLUMNS, lang), *((line.what, line.who, line.state) for line in page.missed)]
        yield from _listed(rows, page.missed_left, width)
    if page.open:
        rows = [headings(OPEN_COLUMNS, lang), *((line.who, str(line.number), line.what) for line in page.open)]
        yield from _listed(rows, "", width, gives_way=2)
    yield Styled("")
    yield Styled(cut(page.reading, width), style="dim")
    for line in wrapped(WHOLE.to(lang), width):
        yield Styled(line, style="dim")


def _listed(
    rows: Sequence[Sequence[str]], left: str, width: int, *, gives_way: int = 0, between: int = 2
) -> Iterator[Styled]:
    yield Styled("")
    yield from _table(rows, width, gives_way=gives_way, between=between)
    if left:
        yield Styled(cut(left, width), style="dim")


def _table(
    rows: Sequence[Sequence[str]], width: int, *, gives_way: int = 0, right: Sequence[int] = (), between: int = 2
) -> Iterator[Styled]:
    """The rows, of which the first is the header."""
    for number, line in enumerate(in_columns(rows, width, gives_way=gives_way, right=right, between=between)):
        yield Styled(line, style="none" if number else "bold cyan")


def _bodies(page: Overview, lang: Lang) -> list[tuple[str, ...]]:
    lines = [*page.bodies, page.total]
    rows = [(line.name, *(str(number) for number in line.tally), _bar(line.tally)) for line in lines]
    return [(*headings(NARROW_COLUMNS, lang), LEGEND.to(lang)), *rows]


def _bar(tally: Tally) -> str:
    parts = ((tally.met, _MET), (tally.missed + tally.overdue, _MISSED), (tally.short, _SHORT), (tally.open, _OPEN))
    return bar(parts, _LENGTH)


def _figures(page: Overview, lang: Lang) -> list[tuple[str, ...]]:
    return [headings(FIGURE_COLUMNS, lang), *(_figure(line, lang) for line in page.figures)]


def _figure(line: FigureLine, lang: Lang) -> tuple[str, ...]:
    status = SHORT_STATUSES[line.status].to(lang)
    return status, line.what, line.figure, line.gap, _reached(line)


def _reached(line: FigureLine) -> str:
    """The share of a target that is reached, drawn and in percent; a target that is passed fills the bar."""
    if line.share is None:
        return ""
    filled = min(int(line.share * _OF_FIGURE), _OF_FIGURE if line.status is Status.MET else _OF_FIGURE - 1)
    drawn = bar(((filled, _MET), (_OF_FIGURE - filled, _OPEN)), _OF_FIGURE)
    return f"{drawn} {line.shown}"
