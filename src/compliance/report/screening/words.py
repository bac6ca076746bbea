"""The words of a screening: columns, counts and how the parts of a result are written in a cell."""

from collections.abc import Iterable, Mapping

from compliance.report import phrases as p
from compliance.report.content import Page
from compliance.review.decision import Verdict
from compliance.rulebook.model import Citation, Edition, Force, Ranking
from compliance.rulebook.notices import notices_on
from compliance.screening.result import path_label
from compliance.screening.summary import Screening
from compliance.text import Lang, Text, join

COLUMNS: Mapping[str, Text] = {
    "row": Text("行号", "Row"),
    "id": Text("编号", "Id"),
    "name": Text("项目", "Project"),
    "verdict": Text("结论(建议)", "Verdict (proposed)"),
    "reasons": Text("不符合的理由", "Why not met"),
    "missing": Text("须补正", "To be supplied"),
    "manual": Text("人工认定", "For a person to decide"),
    "entitlements": Text("可享受的支持", "Entitlements"),
    "doubts": Text("数据疑点", "Doubtful data"),
    "failed": Text("不符合的规则", "Rules not met"),
    "undetermined": Text("待定的规则", "Rules not settled"),
    "rank": Text("排序", "Rank"),
    "points": Text("得分", "Points"),
    "priorities": Text("得分的条款", "What gave points"),
    "unsettled": Text("尚不能确定的条款", "What might give more"),
}
_OWN_WORDS = ("reasons", "doubts")  # differ from lead to lead
SUMMARY = Text("汇总", "Summary")
RESULTS = Text("筛查结果", "Results")
RULES = Text("依据的规则", "Rules used")
NOTES = Text("读取说明", "Notes on reading")
TITLE = Text("招商线索合规筛查(初筛,供人工复核)", "Screening of leads (preliminary, for a person to confirm)")
HINT = Text(
    "任一项目的完整理由:compliance review 台账 --row 行号 --as-of 日期",
    "The full reasons for any lead: compliance review LEDGER --row ROW --as-of DAY",
)
NO_TEXT = Text("(未取得原文)", "(its text was not at hand)")
TOTAL = Text("合计", "Total")
MOST_MISSING = Text("最常缺的资料", "What is missing most often")
MOST_FAILED = Text("最常不符合的规则", "The rules most often not met")


class Wording:
    """How the parts of a result read in one language; what many leads share is worded once."""

    def __init__(self, edition: Edition, lang: Lang, ranking: Ranking | None = None) -> None:
        self._weights = {} if ranking is None else ranking.weights
        self._lang = lang
        self._vocabulary = edition.rulebook.vocabulary
        self._titles = {rule.id: rule.title.to(lang) for rule in edition.rules}
        self._grants = {rule.id: (rule.grants or rule.title).to(lang) for rule in edition.rules}
        self._lists: dict[tuple[str, ...], str] = {}

    def cell(self, column: str, value: object) -> str:
        """The text of a column's value; lists one below another."""
        if column == "verdict":
            return p.VERDICTS[Verdict(str(value))].to(self._lang)
        if not isinstance(value, list):
            return "" if value is None else str(value)
        if column in _OWN_WORDS:
            return "\n".join(value)
        listed = (column, *value)
        if listed not in self._lists:
            self._lists[listed] = self._list(column, value)
        return self._lists[listed]

    def _list(self, column: str, value: list[str]) -> str:
        if column == "missing":
            return join(tuple(path_label(path, self._vocabulary) for path in value), "、", ", ").to(self._lang)
        if column in ("priorities", "unsettled"):
            return "\n".join(f"{self._titles[item]} +{self._weights[item]}" for item in value)
        named: dict[str, dict[str, str]] = {"manual": self._titles, "entitlements": self._grants}
        words = named.get(column, {})
        return "\n".join(words.get(item, str(item)) for item in value)

    def path(self, path: str) -> str:
        """The label of a missing field."""
        return path_label(path, self._vocabulary).to(self._lang)

    def title(self, rule: str) -> str:
        """The title of a rule."""
        return self._titles[rule]


def compose_screening(screening: Screening, lang: Lang) -> Page:
    """The summary as a page, with what the keeper of the ledger should know."""
    facts = (*summary_rows(screening, lang), *((NOTES.to(lang), note.line(lang)) for note in screening.notes))
    return Page(TITLE.to(lang), facts, None, (), p.SIGNATURE.to(lang))


def summary_rows(screening: Screening, lang: Lang) -> Iterable[tuple[str, str]]:
    """The lines of a summary: what, and how many."""
    wording = Wording(screening.edition, lang)
    yield p.AS_OF.to(lang), screening.as_of.isoformat()
    for pack in screening.edition.packs:
        yield (
            p.BASIS.to(lang),
            f"{pack.document} {pack.title.to(lang)} ({pack.version}, {pack.sha256[: p.SHOWN_OF_DIGEST]})",
        )
    yield p.DIGEST.to(lang), screening.edition.rulebook.digest[: p.SHOWN_OF_DIGEST]
    if screening.ranking is not None:
        yield screening.ranking.label.to(lang), screening.ranking.basis.to(lang)
    for notice in notices_on(screening.edition.rulebook, screening.as_of):
        yield p.NOTICES.to(lang), notice.to(lang)
    yield TOTAL.to(lang), f"{screening.summary.total:,}"
    for verdict in Verdict:
        yield p.VERDICTS[verdict].to(lang), f"{screening.summary.verdicts[verdict]:,}"
    for rule, count in _most(screening.summary.failed):
        yield f"{MOST_FAILED.to(lang)}: {wording.title(rule)}", f"{count:,}"
    for path, count in _most(screening.summary.missing):
        yield f"{MOST_MISSING.to(lang)}: {wording.path(path)}", f"{count:,}"
    yield p.NOTE.to(lang), HINT.to(lang)


def rule_rows(screening: Screening, lang: Lang) -> Iterable[tuple[str, ...]]:
    """The rules used: id, title, force, document, clause with the source where no text was at hand, quote."""
    documents = {pack.id: pack.document for pack in screening.edition.packs}
    for rule in screening.edition.rules:
        yield (
            rule.id,
            rule.title.to(lang),
            p.FORCES[Force(rule.force)].to(lang),
            documents[rule.pack],
            rule.cite.clause if rule.cite.quote else _sourced(rule.cite, lang),
            rule.cite.quote or NO_TEXT.to(lang),
        )


def _sourced(cite: Citation, lang: Lang) -> str:
    confidence = p.CONFIDENCE.to(lang)
    return f"{cite.clause}\n{cite.source}\n{confidence} {cite.confidence}"


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]
