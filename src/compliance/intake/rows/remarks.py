"""Which rows below the headings state no record: totals, headings of groups, remarks, headings repeated."""

import re
from collections.abc import Sequence

from compliance.intake.cells import as_written
from compliance.intake.columns.meaning import LONGEST, tidy
from compliance.intake.rows.headed_table import HeadedTable
from compliance.intake.rows.sections import Sections
from compliance.intake.rows.skipped import SkipReason
from compliance.intake.tables.table import BLANKS, Merge, Row, is_blank
from compliance.vocabulary.folding import fold

_TOTAL = re.compile(r"(?:其中:?)?.{0,10}(?:合计|小计|总计|共计|汇总)(?:[::]|\(?\d{0,6}[个项家户]?(?:项目)?\)?)")
_CHAPTER = re.compile(r"(?:\(?[一二三四五六七八九十]{1,3}\)?[、.)]?|第.{1,3}[部类章]).*")
_LEADING, _SHORT, _FEW = 3, 500, 2  # where and how a row that is no lead shows itself
_SIGNAL = re.compile(r"[合小总共]\s*计|汇\s*总|[:：]")
_FOOT = re.compile(r"(?:备?注|说明|附注|填表人|制表人?|填报(?:人|单位|日期)|审核人?|单位负责人|联系电话):.*", re.DOTALL)


class Remarks:
    """What the rows of one table are that state no record."""

    def __init__(self, headed: HeadedTable) -> None:
        self._has_keys = headed.table.keys is not None
        self._first = headed.top + 1
        self._headings = {match.index: match.heading for match in headed.mapping.columns}
        self._sections = None if headed.numbers is None else Sections(headed.numbers, headed.table.merges)
        self._wide = {merge.top: merge for merge in headed.table.merges if merge.right - merge.left >= 2}

    def why(self, row: Row, stated: int) -> SkipReason | None:
        """Why a row states no record, or None; `stated` says how many of its cells that are read hold something."""
        values, is_first = row.values, row.number == self._first
        if not stated and is_blank(values):
            return SkipReason.blank
        if not self._has_keys:
            first = [value for value in values[:_LEADING] if isinstance(value, str) and len(value) <= _SHORT]
            unnumbered = self._sections is not None and not self._sections.numbers(row)
            if unnumbered or _SIGNAL.search("\n".join(first)) or stated <= _FEW or is_first or row.number in self._wide:
                texts = [(i, as_written(value).strip()) for i, value in enumerate(values) if value not in BLANKS]
                texts = [(i, text) for i, text in texts if text]
                if why := _remark(texts, self._wide.get(row.number)):
                    return why
                if unnumbered and self._sections and (why := self._sections.why(texts, stated)):
                    return why
                if is_first and len(texts) > 1 and _counts(texts):
                    return SkipReason.repeat
            if self._repeats_headings(values):
                return SkipReason.repeat
        return None if stated else SkipReason.unread

    def _repeats_headings(self, values: Sequence[object]) -> bool:
        """Whether every cell under a heading that is not blank is that heading again."""
        some = False
        for index, heading in self._headings.items():
            value = values[index] if index < len(values) else ""
            if value in BLANKS:
                continue
            if not isinstance(value, str) or len(value) > LONGEST or tidy(value) != heading:
                return False
            some = True
        return some


def _remark(texts: Sequence[tuple[int, str]], merged: Merge | None) -> SkipReason | None:
    """Why a row is a total, a heading of a group or a remark, or None; `texts` are its cells that are not blank."""
    if not texts:
        return None
    first = fold(texts[0][1]) if len(texts[0][1]) <= _SHORT else texts[0][1][:_SHORT]
    if any("计" in text or "汇总" in text for _, text in texts[:3]) and any(
        _TOTAL.fullmatch(fold(text)) for _, text in texts[:3] if len(text) <= 30
    ):
        return SkipReason.total
    if _FOOT.fullmatch(first):
        return SkipReason.foot
    alone = len(texts) == 1
    if alone and (merged is not None or (texts[0][0] == 0 and _CHAPTER.fullmatch(first))):
        return SkipReason.chapter
    return None


def _counts(texts: Sequence[tuple[int, str]]) -> bool:
    """Whether the cells number the columns: 1, 2, 3 … one by one."""
    numbers = [text for _, text in texts]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]
