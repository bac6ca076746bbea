"""Notices about the dates of a rulebook's documents: not in force, or made for another year."""

from collections.abc import Iterator
from datetime import date

from compliance.rulebook.model import Pack, Rulebook
from compliance.text import Text


def notices_on(rulebook: Rulebook, day: date) -> tuple[Text, ...]:
    """Documents that do not apply on a day, and a plan that was made for another year."""
    return tuple(notice for pack in rulebook.packs for notice in _of_pack(pack, day))


def _of_pack(pack: Pack, day: date) -> Iterator[Text]:
    """What to know of a document's dates; of one that came later only if it is the plan, since others are too many."""
    start, end = pack.in_force.start, pack.in_force.end
    if start is not None and day < start and pack.plan_year is not None:
        yield Text(
            f"{pack.document}自 {start.isoformat()} 起施行,审查日期 {day.isoformat()} 时尚未施行,不适用",
            f"“{pack.document}” is in force from {start.isoformat()}; it does not apply on {day.isoformat()}",
        )
    elif end is not None and day > end:
        yield Text(
            f"{pack.document}于 {end.isoformat()} 停止施行,审查日期 {day.isoformat()} 不适用",
            f"“{pack.document}” was in force until {end.isoformat()}; it does not apply on {day.isoformat()}",
        )
    elif pack.plan_year is not None and day.year != pack.plan_year:
        yield Text(
            f"{pack.document}是 {pack.plan_year} 年度方案,审查日期在 {day.year} 年;是否继续适用请核实",
            f"“{pack.document}” is the plan for {pack.plan_year}; the review date lies in {day.year}: "
            "verify that it still applies",
        )
