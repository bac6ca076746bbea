"""Since when and until when a document or a rule holds, in words."""

from compliance.rulebook.model import Period
from compliance.text import Lang, Text


def in_force(period: Period, lang: Lang, *, reported: bool) -> str:
    """The days; `reported` says that the first is only that of a report, which is never shown as the document's own.

    Empty where neither is known.
    """
    start, end = period.start, period.end
    parts = []
    if start is not None:
        report = Text(f"未查到(见于 {start} 的报道)", f"not found (in a report of {start})")
        parts.append(report.to(lang) if reported else str(start))
    if end is not None:
        parts.append(Text(f"至 {end} 止", f"until {end}").to(lang))
    return Text(",", ", ").to(lang).join(parts)
