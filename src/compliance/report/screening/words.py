"""The words of a result: what its columns are called, and how its parts are written in a cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from compliance.errors import shown
from compliance.report import phrases as p
from compliance.review.decision import Verdict
from compliance.rulebook.model import Edition, Ranking
from compliance.screening.asking import Asking
from compliance.screening.result import path_label
from compliance.text import Lang, Text

COLUMNS: Mapping[str, Text] = {
    "sheet": Text("工作表", "Sheet"),
    "row": Text("行号", "Row"),
    "id": Text("编号", "Id"),
    "name": Text("项目", "Project"),
    "verdict": Text("结论(建议)", "Verdict (proposed)"),
    "stage": Text("项目阶段", "Stage"),
    "reasons": Text("不符合的理由", "Why not met"),
    "missing": Text("须补正", "To be supplied"),
    "manual": Text("人工认定", "For a person to decide"),
    "deferred": Text("后续阶段判断的规则", "Left for later stages"),
    "entitlements": Text("可享受的支持", "Entitlements"),
    "prospective": Text("通过后可享受的支持", "To be had once it passes"),
    "doubts": Text("数据疑点", "Doubtful data"),
    "failed": Text("不符合的规则", "Rules not met"),
    "undetermined": Text("待定的规则", "Rules not settled"),
    "found": Text("经认定的规则", "Settled by a person's finding"),
    "rank": Text("排序", "Rank"),
    "points": Text("得分", "Points"),
    "priorities": Text("得分的条款", "What gave points"),
    "unsettled": Text("尚不能确定的条款", "What might give more"),
}
_NOT_MET = Text("不符合", "Not met")
_DECIDE = Text("须由人工认定", "For a person to decide")
_WAITS = Text("缺资料,不能判断", "Not settled for want of data")
_DOUBTED = Text("数据疑点", "Doubtful data")
_BRIEF = 60  # characters: a longer reason gives way to the title of its rule
_FEW = 3  # rules are named
_OWN_WORDS = ("reasons", "doubts")  # differ from lead to lead


def more(shown: int, total: int) -> Text:
    """What follows the first of a list: 等 12 项 of all, or how many more; nothing where all are shown."""
    return Text(f"等 {total} 项", f"and {total - shown} more") if total > shown else Text("", "")


class Wording:
    """How the parts of a result read in one language; what many leads share is worded once."""

    def __init__(self, edition: Edition, lang: Lang, ranking: Ranking | None = None) -> None:
        self._weights = {} if ranking is None else ranking.weights
        self._lang = lang
        self._vocabulary = edition.rulebook.vocabulary
        self._titles = {rule.id: rule.title.to(lang) for rule in edition.rules}
        self._grants = {rule.id: (rule.grants or rule.title).to(lang) for rule in edition.rules}
        self._lists: dict[tuple[str, ...], str] = {}
        self._asking = Asking(edition)
        self._asked: dict[tuple[tuple[str, ...], tuple[str, ...], str], str] = {}

    def verdict(self, verdict: str, stage: str, *, outside: bool) -> str:
        """What the verdict on a lead is called, by its word and the id of the stage that the lead is at.

        `outside` says that it lies outside the places that the packs are for.
        """
        stages = self._vocabulary.stages
        first_look = stages.is_first_look(stages.find(stage))
        return p.verdict_words(Verdict(verdict), first_look=first_look, outside=outside).to(self._lang)

    def cell(self, column: str, value: object) -> str:
        """The text of a column's value; lists one below another."""
        if column == "stage":
            stage = self._vocabulary.stages.find(str(value))
            return str(value) if stage is None else stage.label.to(self._lang)
        if not isinstance(value, list):
            return "" if value is None else str(value)
        if column in _OWN_WORDS:
            return "\n".join(value)
        listed = (column, *value)
        if listed not in self._lists:
            self._lists[listed] = self._list(column, value)
        return self._lists[listed]

    def _list(self, column: str, value: list[str]) -> str:
        if column in ("priorities", "unsettled"):
            return "\n".join(f"{self._titles[item]} +{self._weights[item]}" for item in value)
        named: dict[str, dict[str, str]] = {
            "manual": self._titles,
            "deferred": self._titles,
            "found": self._titles,
            "entitlements": self._grants,
            "prospective": self._grants,
        }
        words = named.get(column, {})
        return "\n".join(words.get(item, str(item)) for item in value)

    def asked(self, missing: Sequence[str], undetermined: Sequence[str], stage: str) -> str:
        """The labels of what a lead is asked for, as `Asking.first` chooses them, and how many more there are."""
        key = tuple(missing), tuple(undetermined), stage
        if key not in self._asked:
            first = self._asking.first(*key)
            self._asked[key] = self.first_of([self.path(path) for path in first], len(missing))
        return self._asked[key]

    def brief(self, row: Mapping[str, Any]) -> list[str]:
        """Why the verdict on a lead is what it is, in a few short lines, the gravest first; none where all is met.

        `row` is one of the results by its columns.
        """
        said = []
        if row["failed"]:
            reasons = [reason for reason in row["reasons"] if len(reason) <= _BRIEF]
            every = len(reasons) == len(row["reasons"])
            said.append((_NOT_MET, reasons if every else [self._titles[id_] for id_ in row["failed"]]))
        for label, column in ((_WAITS, "undetermined"), (_DECIDE, "manual")):
            said.append((label, [self._titles[id_] for id_ in row[column]]))
        said.append((_DOUBTED, [shown(doubt, _BRIEF) for doubt in row["doubts"]]))
        colon = ":" if self._lang == "zh" else ": "
        return [f"{label.to(self._lang)}{colon}{self.few(parts)}" for label, parts in said if parts]

    def lacks(self, asked: str) -> str:
        """What a lead is asked for, as a reason."""
        return f"缺:{asked}" if self._lang == "zh" else f"Lacking: {asked}"

    def few(self, parts: Sequence[str]) -> str:
        """The first few of a list in one line, and how many more there are."""
        return self.first_of(parts[:_FEW], len(parts))

    def listed(self, parts: Sequence[str]) -> str:
        """All of a list in one line."""
        return self.first_of(parts, len(parts))

    def first_of(self, shown: Sequence[str], total: int) -> str:
        """The first of a list in one line, and how many more there are."""
        rest = more(len(shown), total)
        if self._lang == "zh":
            return "、".join(shown) + rest.zh
        return f"{', '.join(shown)} {rest.en}".rstrip()

    def path(self, path: str) -> str:
        """The label of a missing field."""
        return path_label(path, self._vocabulary).to(self._lang)

    def title(self, rule: str) -> str:
        """The title of a rule."""
        return self._titles[rule]
