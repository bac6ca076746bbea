"""The figures of the whole that a ledger is on beside their targets, the gravest first, in one language."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from compliance.assessment.attainment import Assessment, Attainment, Measure, Status
from compliance.quantity.quantity import Quantity
from compliance.report import phrases as p
from compliance.report.assessment.page import attainment_share, measure_status
from compliance.report.phrasing import Phrasing
from compliance.text import Lang

_GRAVEST = (Status.UNMET, Status.GAP, Status.INSUFFICIENT, Status.MET)
_NUMBER = re.compile(r"(\D*?)(-?[\d,.]+)(\D*)")
_NUMBERS = re.compile(r"(\D*?)(-?[\d,.]+(?:–-?[\d,.]+)?)(\D*)")


class FigureLine(NamedTuple):
    """A figure beside its target, in one unit; `share` is None where the data or the target give none."""

    status: Status
    what: str
    figure: str
    gap: str
    share: Fraction | None
    shown: str


def figure_lines(found: Assessment, lang: Lang) -> tuple[FigureLine, ...]:
    """A line for each figure of the whole of which anything is known: the missed first, of equals the least reached."""
    lines = _Figures(lang).lines(found)
    return tuple(sorted(lines, key=lambda line: (_GRAVEST.index(line.status), line.share or 0)))


def is_of_whole(attainment: Attainment, found: Assessment) -> bool:
    """Whether a demand is on the whole that the ledger is on, and a known figure shows how it stands."""
    whole = next(iter(found.kinds), "")
    return attainment.case.subject == whole and any(map(_is_known, attainment.measures))


def gap_words(gap: Quantity, lang: Lang) -> str:
    """How far a figure is off, whichever way."""
    return Quantity(abs(gap.amount), gap.unit).show(lang).replace("percentage points", "pp")


def _is_known(measure: Measure) -> bool:
    return measure.value is not None or measure.least is not None or measure.most is not None


class _Figures(Phrasing):
    def lines(self, found: Assessment) -> Iterator[FigureLine]:
        for a in found.attainments:
            if is_of_whole(a, found):
                yield from (self._figure(a, measure) for measure in a.measures if _is_known(measure))

    def _figure(self, a: Attainment, measure: Measure) -> FigureLine:
        title, label = self.say(a.rule.title), self.say(measure.label)
        short = measure.gap if measure.met is False else None
        return FigureLine(
            measure_status(a, measure),
            title if len(a.measures) == 1 and len(title) < len(label) else label,
            self._of_target(measure),
            "" if short is None else gap_words(short, self._lang),
            measure.attainment,
            attainment_share(measure),
        )

    def _of_target(self, measure: Measure) -> str:
        """What is known of a figure, and its target."""
        aim = measure.target
        sign = "" if measure.comparator == ">=" else p.SIGNS[measure.comparator]
        known, least, most = (
            None if one is None else one.to(aim.unit).show(self._lang, aim.amount)
            for one in (measure.value, measure.least, measure.most)
        )
        if known is None:
            known = self._range(least, most)
        return _beside(known, f"/{sign}", aim.show(self._lang))

    def _range(self, least: str | None, most: str | None) -> str:
        if least is not None and most is not None:
            return _beside(least, "–", most)
        return (
            self.either(f"至少{least}", f"at least {least}")
            if most is None
            else self.either(f"至多{most}", f"at most {most}")
        )


def _beside(first: str, mark: str, second: str) -> str:
    """Two amounts with a mark between them; what stands around the numbers of both, such as a unit, is said once."""
    ends, whole = _NUMBERS.fullmatch(first), _NUMBER.fullmatch(second)
    if ends is None or whole is None or (ends[1], ends[3]) != (whole[1], whole[3]):
        return f"{first}{mark}{second}"
    return f"{whole[1]}{ends[2]}{mark}{whole[2]}{whole[3]}"
