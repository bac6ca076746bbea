"""Which cases memos are wanted on."""

from dataclasses import dataclass, field
from enum import StrEnum

from compliance.review.decision import Verdict
from compliance.text import Text, printable


class MemoKind(StrEnum):
    """What a memo is on: an application or a lead, the screening of a lead ledger, or the year's targets."""

    application = "application"
    screening = "screening"
    targets = "targets"


@dataclass(slots=True)
class Selection:
    """The ids, rows and verdicts asked for; those of which none is named are all.  It keeps which of them it met."""

    ids: frozenset[str] = frozenset()
    rows: frozenset[int] = frozenset()
    verdicts: frozenset[Verdict] = frozenset()
    _met: set[str | int] = field(default_factory=set)

    def takes(self, row: int, id_: str, verdict: Verdict) -> bool:
        """Whether that case is asked for: by its id or row if any are named, and by its verdict."""
        named = {id_} & self.ids | {row} & self.rows
        self._met |= named
        if (self.ids or self.rows) and not named:
            return False
        return not self.verdicts or verdict in self.verdicts

    def absent(self) -> list[Text]:
        """What to say of the ids and rows that no case had."""
        absent = (printable(id_) for id_ in sorted(self.ids - self._met))
        ids = (Text(f"没有编号“{id_}”", f"there is no id {id_!r}") for id_ in absent)
        rows = (Text(f"第 {row} 行不是项目", f"row {row} is no lead") for row in sorted(self.rows - self._met))
        return [*ids, *rows]
