"""The work that a screening leaves to do: what to ask of whom, and who must decide what, by office."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from compliance.language.tree import AnyNode, FieldRef, Lookup, walk
from compliance.report.screening.ledger_columns import LedgerColumn, ledger_columns, number_of
from compliance.report.screening.words import Wording
from compliance.review.decision import Verdict
from compliance.rulebook.model import Edition, Rule, Rulebook
from compliance.rulebook.uses import nodes_of
from compliance.screening.summary import Screening
from compliance.text import Lang, Text, join

MOST = 100_000  # items: more are counted and not listed


class WorkColumn(NamedTuple):
    """A column of the sheet of work: its heading, its width."""

    heading: Text
    width: float


_SHEET = WorkColumn(Text("工作表", "Sheet"), 12)
_COLUMNS = (
    WorkColumn(Text("办理单位", "Office"), 18),
    WorkColumn(Text("经办人", "Person"), 10),
    WorkColumn(Text("事由", "What is to be done"), 12),
    WorkColumn(Text("编号", "Id"), 12),
    WorkColumn(Text("项目", "Project"), 22),
    WorkColumn(Text("内容", "What is asked or to be decided"), 38),
    WorkColumn(Text("对象", "Of whom"), 20),
    WorkColumn(Text("用于判断", "Needed to judge"), 34),
    _SHEET,
    WorkColumn(Text("行号", "Row"), 6),
)
_SUPPLY = Text("请补正", "Ask for what is missing")
_DECIDE = Text("提请认定", "Have it decided")
_APPLICANT = Text("建设单位", "the applicant")
_COMPETENT = Text("主管部门", "the competent department")
_NO_OFFICE = Text("(台账未写县区和责任单位)", "(the ledger names no county and no unit)")
_OPEN = (Verdict.UNDETERMINED.value, Verdict.REFERRED.value, Verdict.CONDITIONAL.value)


class WorkItem(NamedTuple):
    """One thing to do about one lead; see `columns`.  What is asked comes before what is decided."""

    decided: bool
    office: str
    person: str
    what: str
    number: str
    name: str
    content: str
    of_whom: str
    needed: str
    sheet: str
    row: int

    def cells(self, *, by_sheet: bool) -> tuple[str | int, ...]:
        """Its cells under `columns`."""
        said = self[1:]
        return said if by_sheet else (*said[:-2], said[-1])


class Work(NamedTuple):
    """The items by office, those to ask for first, and how many more there are than can be listed."""

    items: list[WorkItem]
    more: int


def columns(*, by_sheet: bool) -> list[WorkColumn]:
    """The columns of the sheet of work; that of the sheet only where leads name theirs."""
    return [column for column in _COLUMNS if by_sheet or column is not _SHEET]


def work_of(screening: Screening, frames: Iterable[pl.DataFrame], lang: Lang) -> Work:
    """What to do about the leads that are not settled; none about those that fail, pass, or lie elsewhere."""
    composer = _Composer(screening, lang)
    items: list[WorkItem] = []
    more = 0
    for frame in frames:
        for row in frame.filter(pl.col("verdict").is_in(_OPEN) & ~pl.col("outside")).iter_rows(named=True):
            for item in composer.items(row):
                if len(items) < MOST:
                    items.append(item)
                else:
                    more += 1
    return Work(sorted(items, key=lambda item: (item.decided, item.office, item.person)), more)


class _Composer:
    def __init__(self, screening: Screening, lang: Lang) -> None:
        self._lang = lang
        self._wording = Wording(screening.edition, lang)
        self._deciders = _deciders(screening.edition, lang)
        columns = ledger_columns(screening, lang)
        self._applicants, self._offices, self._persons = (
            [column for column in columns if column.entry.role == role] for role in ("applicant", "office", "person")
        )

    def items(self, row: Mapping[str, Any]) -> Iterator[WorkItem]:
        """What to do about one lead."""
        lang, wording = self._lang, self._wording
        applicant = _last(self._applicants, row) or _APPLICANT.to(lang)
        office = _last(self._offices, row) or _NO_OFFICE.to(lang)
        person = _last(self._persons, row)
        if row["missing"]:
            asked = wording.asked(row["missing"], row["undetermined"], row["stage"])
            needed = wording.few([wording.title(id_) for id_ in row["undetermined"]])
            yield self._item(row, False, office, person, _SUPPLY, asked, applicant, needed)
        for decider, rules in self._by_decider(row["manual"]).items():
            content = wording.listed([wording.title(id_) for id_ in rules])
            yield self._item(row, True, decider, person, _DECIDE, content, decider, "")

    def _item(
        self,
        row: Mapping[str, Any],
        decided: bool,
        office: str,
        person: str,
        what: Text,
        content: str,
        of_whom: str,
        needed: str,
    ) -> WorkItem:
        sheet, number, said = row.get("sheet", ""), number_of(row), what.to(self._lang)
        return WorkItem(decided, office, person, said, number, row["name"], content, of_whom, needed, sheet, row["row"])

    def _by_decider(self, rules: Iterable[str]) -> dict[str, list[str]]:
        """The rules that wait for a person by who decides, the competent department where no text names one."""
        found: dict[str, list[str]] = {}
        for id_ in rules:
            found.setdefault(self._deciders.get(id_, _COMPETENT.to(self._lang)), []).append(id_)
        return found


def _deciders(edition: Edition, lang: Lang) -> dict[str, str]:
    """Who decides what only persons can of each rule for which the documents name somebody, by the ids of the rules."""
    found = ((rule.id, tuple(dict.fromkeys(_deciding(rule, edition.rulebook)))) for rule in edition.rules)
    return {id_: join(offices, "、", ", ").to(lang) for id_, offices in found if offices}


def _deciding(rule: Rule, rulebook: Rulebook) -> list[Text]:
    """The offices that settle what a rule itself names, or else what its definitions do; none if one is not known."""
    named = [node for condition in rule.conditions() for node in walk(condition)]
    meant = [node for condition in rule.conditions() for node in nodes_of(condition, rulebook.definitions)]
    matters = [one for node in named if (one := _matter(node))] or [one for node in meant if (one := _matter(node))]
    offices = [(matter, rulebook.vocabulary.office_for(matter)) for matter in matters]
    return [office.called(matter) for matter, office in offices if office] if all(one for _, one in offices) else []


def _matter(node: AnyNode) -> str | None:
    """The id of a field that only a person decides, or of a table that is looked up; None for the rest."""
    match node:
        case FieldRef(field=field) if field.decided_by_person:
            return field.id
        case Lookup(table=table):
            return table
    return None


def _last(columns: Iterable[LedgerColumn], row: Mapping[str, Any]) -> str:
    """What the last of those columns that says something says."""
    said = [text for column in columns if (text := column.text(row))]
    return said[-1] if said else ""
