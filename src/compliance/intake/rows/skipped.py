"""The rows of a ledger that are no leads: which, why, and the notes that say so."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from compliance.errors import Place, Problem
from compliance.text import Text

FAULTS = 100
_RUNS = 200  # of rows left out, so many are listed


class SkipReason(StrEnum):
    """Why a row states no record."""

    titles = "titles"
    blank = "blank"
    unread = "unread"
    total = "total"
    chapter = "chapter"
    foot = "foot"
    repeat = "repeat"


# What a row of a lead ledger is not, in the sentences below.
LEADS = Text("项目", "leads")
_SENTENCES: Mapping[SkipReason, Text] = {
    SkipReason.titles: Text("标题行,不是{}", "titles, not {}"),
    SkipReason.blank: Text("空行,已跳过", "blank, left out"),
    SkipReason.unread: Text("所读的列都空,已跳过", "nothing in the columns that are read; left out"),
    SkipReason.total: Text("合计、小计行,不计入", "totals, not counted"),
    SkipReason.chapter: Text("分组标题行(连同其合计数),不是{}", "headings of groups, with their sums, not {}"),
    SkipReason.foot: Text("表尾说明行,不是{}", "remarks below the table, not {}"),
    SkipReason.repeat: Text("重复的表头行或列号行,已跳过", "headings or column numbers repeated, left out"),
}


@dataclass(slots=True)
class SkippedRows:
    """The rows left out, in runs by why, and the first of those that are broken as a whole."""

    runs: dict[SkipReason, list[list[int]]] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)

    def add(self, why: SkipReason, row: int) -> None:
        """Leave out a row; each comes after those before it."""
        _extend(self.runs.setdefault(why, []), row, row)

    def fault(self, problem: Problem) -> None:
        """Note a broken row."""
        if len(self.faults) < FAULTS:
            self.faults.append(problem)

    def join(self, later: "SkippedRows") -> None:
        """Take over what was left out of later rows."""
        for why, runs in later.runs.items():
            for first, last in runs:
                _extend(self.runs.setdefault(why, []), first, last)
        for problem in later.faults:
            self.fault(problem)

    def why(self, row: int) -> Text | None:
        """Why that row was left out, or None."""
        return next((_sentence(why, LEADS) for why, runs in self.runs.items() for a, b in runs if a <= row <= b), None)

    def rows(self, reasons: Collection[SkipReason]) -> Iterator[tuple[int, Text]]:
        """The rows left out for one of those reasons, in the order of the table, each with why."""
        runs = sorted((first, last, why) for why in reasons for first, last in self.runs.get(why, ()))
        for first, last, why in runs:
            for row in range(first, last + 1):
                yield row, _sentence(why, LEADS)

    def notes(self, file: str, what: Text = LEADS) -> Iterator[Problem]:
        """What the keeper of the ledger should know of them; `what` its other rows are."""
        for why, runs in self.runs.items():
            rows, text = listed(runs), _sentence(why, what)
            count = sum(last - first + 1 for first, last in runs)
            zh, en = f"第 {rows.zh} 行({count} 行):{text.zh}", f"rows {rows.en} ({count}): {text.en}"
            yield Problem(Place(file), Text(zh, en))
        yield from self.faults


def _sentence(why: SkipReason, what: Text) -> Text:
    zh, en = _SENTENCES[why]
    return Text(zh.format(what.zh), en.format(what.en))


def runs_of(rows: Iterable[int]) -> list[list[int]]:
    """Rows in their order as runs, each its first and its last."""
    runs: list[list[int]] = []
    for row in rows:
        _extend(runs, row, row)
    return runs


def _extend(runs: list[list[int]], first: int, last: int) -> None:
    if runs and runs[-1][1] == first - 1:
        runs[-1][1] = last
    else:
        runs.append([first, last])


def listed(runs: Sequence[Sequence[int]]) -> Text:
    """The rows of runs, as a note names them."""
    said = [f"{first}" if first == last else f"{first}–{last}" for first, last in runs[:_RUNS]]
    more = "…" if len(runs) > _RUNS else ""
    return Text("、".join(said) + more, ", ".join(said) + more)
