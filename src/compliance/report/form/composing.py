"""What a blank form and a supplement have in common: questions gathered by groups, and what a form says of itself."""

from collections.abc import Iterable, Sequence
from datetime import date

from compliance.intake.forms.marks import FormMark, Records, aside_mark
from compliance.report.form.content import COLUMNS, Blank, Form, Group, Kind, Need
from compliance.report.form.questions import question, record_table, records_of
from compliance.report.render.numbering import section_number
from compliance.rulebook.model import Edition, Rulebook
from compliance.text import Lang, Text
from compliance.vocabulary import fields as v
from compliance.vocabulary.stages import Stage

_DIGITS = 12  # of the digest of a rulebook
_UNIT_ROW = Text("单位", "Unit")
_LABELS = {
    "office": Text("受理单位", "Office"),
    "plan": Text("适用方案", "Plan"),
    "others": Text("同时适用", "Also in force"),
    "rulebook": Text("规则库", "Rulebook"),
}
_VERSION = Text("{} 版(按 {} 有效的规定)", "{} (rules in force on {})")
_ASIDES = (
    Text("填报单位(盖章)", "Filled in by (seal)"),
    Text("填表人", "Name"),
    Text("联系电话", "Telephone"),
    Text("填表日期", "Date"),
)
GUIDE = (
    Text(
        "标 ● 的必填;标 ○ 的,所涉规定适用于本项目时须填,拿不准的请一并填写;其余有则填写。",
        "● must be filled in; ○ is needed if the rule behind it applies to the project: fill it in where you are not "
        "sure; the rest, if there is something to say.",
    ),
    Text(
        "尚不知道的留空,不要填 0。写不准的照实写,如 约167、8000—10000、2015年6月。",
        "Leave blank what is not known yet, and write no 0. What is not exact may be written so: 约167, 8000-10000.",
    ),
    Text(
        "单位可以改选;数后面写明单位的(如 1.2亿元),以所写的为准。",
        "Another unit may be chosen; a unit written behind the number goes before it.",
    ),
    Text(
        "只在填写栏内填写,填好后交回电子文件。写在栏外的不会被读取;请不要删除或移动栏目,也不要复制到另一文件。",
        "Write in the blanks only, and return the file itself. What stands elsewhere is not read; delete and move no "
        "blank, and copy none to another file.",
    ),
)


class Composing:
    """The questions and tables of one form, gathered by the groups of their fields."""

    def __init__(self, rulebook: Rulebook, lang: Lang) -> None:
        self._rulebook = rulebook
        self._lang = lang
        self._parts: dict[v.Group | None, Group] = {}
        self._fields: list[str] = []
        self._lists: list[Records] = []

    def ask(self, field: v.Field, need: Need, *, value: str = "", notes: Iterable[str] = ()) -> None:
        """Ask for a field of the case itself."""
        self._fields.append(field.id)
        group = self._group(field)
        asked = question(field, need, self._lang, value=value, notes=notes)
        self._parts[field.filling.group] = Group(group.title, (*group.questions, asked), group.tables)

    def list(
        self, field: v.Field, columns: Sequence[v.Field], rows: int, need: Need, *, notes: Iterable[str] = ()
    ) -> None:
        """Ask for the records of a list."""
        self._lists.append(records_of(field, columns, rows))
        group = self._group(field)
        table = record_table(field, columns, rows, need, self._lang, notes=notes)
        self._parts[field.filling.group] = Group(group.title, group.questions, (*group.tables, table))

    def _group(self, field: v.Field) -> Group:
        of = field.filling.group
        title = self._rulebook.vocabulary.subjects[field.subject].label if of is None else of.label
        return self._parts.get(of) or Group(title.to(self._lang), (), ())

    def form(
        self,
        title: str,
        edition: Edition,
        stage: Stage | None,
        day: date,
        about: tuple[tuple[str, str], ...],
        guide: Iterable[Text],
        supplements: str,
    ) -> Form:
        """The form of what was asked."""
        lang = self._lang
        ordered = sorted(self._parts.items(), key=lambda part: -1 if part[0] is None else part[0].place)
        groups = tuple(
            Group(f"{section_number(number, lang)}{group.title}", group.questions, group.tables)
            for number, (_, group) in enumerate(ordered)
        )
        subject = self._rulebook.vocabulary.subjects[self._rulebook.vocabulary.reviewed].label.to(lang)
        mark = FormMark(
            edition.rulebook.digest,
            lang,
            "" if stage is None else stage.id,
            tuple(self._fields),
            tuple(self._lists),
            frozenset(),
            supplements,
        )
        return Form(
            lang,
            f"{subject}{title}" if lang == "zh" else f"{subject} {title}",
            "" if stage is None else Text(f"({stage.label.zh}阶段)", f"Stage: {stage.label.en}").to(lang),
            about,
            tuple(f"{number}. {one.to(lang)}" for number, one in enumerate(guide, start=1)),
            (COLUMNS[0].to(lang), COLUMNS[1].to(lang), COLUMNS[2].to(lang), COLUMNS[3].to(lang)),
            groups,
            tuple(Blank(aside_mark(n), one.to(lang), Kind.TEXT) for n, one in enumerate(_ASIDES, start=1)),
            _UNIT_ROW.to(lang),
            mark,
            day,
        )


def about_form(edition: Edition, day: date, office: str, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Who hands the form out, the plans and the other documents that it is for, and the rulebook that made it."""
    judged = {rule.pack for rule in edition.about(edition.rulebook.vocabulary.reviewed).rules}
    packs = [pack for pack in edition.packs if pack.id in judged]
    plans = [f"{pack.document} {pack.title.to(lang)}" for pack in packs if pack.plan_year is not None]
    others = [pack.document for pack in packs if pack.plan_year is None]
    lines = (
        ("office", office),
        ("plan", Text(";", "; ").to(lang).join(plans)),
        ("others", Text("、", ", ").to(lang).join(others)),
        ("rulebook", _VERSION.to(lang).format(edition.rulebook.digest[:_DIGITS], day.isoformat())),
    )
    return tuple((_LABELS[label].to(lang), text) for label, text in lines if text)
