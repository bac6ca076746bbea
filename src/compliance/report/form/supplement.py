"""The sheet that asks an applicant for what a review still waits for."""

from compliance.errors import shown
from compliance.intake.forms.identity import identity_of
from compliance.report.form.asked import asked_of_applicants
from compliance.report.form.composing import GUIDE, Composing, about_form
from compliance.report.form.content import SUPPLEMENT_TITLE, Form, Need
from compliance.review.decision import Decision, Request
from compliance.rulebook.model import Edition
from compliance.text import Lang, Text

_TITLES = 3  # so many rules that need a field are named
_WRITTEN = 60
_SPARE = 4  # rows of a list beside those for what was stated
_PROJECT = Text("项目", "Project")
_SUPPLEMENT_GUIDE = Text(
    "本表只列审查中尚缺或不能采用的内容,其余以已交的材料为准;请勿在本表中改动其他内容。",
    "This sheet asks only for what was missing or could not be used; all else stands as handed in.",
)
_NEEDED_BY = Text("用于: {}", "Needed by: {}")
_DOUBTED = Text("原填“{}”,不能采用: {}", "Stated as '{}', which cannot be used: {}")
_ALL_RECORDS = Text(
    "请把全部记录重新填写一遍,本表所填的代替原来的清单。",
    "List all of them again: what is filled in here takes the place of the list handed in.",
)


def compose_supplement(decision: Decision, edition: Edition, rows: int, office: str, lang: Lang) -> Form:
    """The sheet that asks for what the decision on a case waits for; a list has so many rows, or more if needed."""
    composing = Composing(edition.rulebook, lang)
    vocabulary, case = edition.rulebook.vocabulary, decision.case
    missing = {doubt.field: doubt for doubt in case.doubts}
    for field in vocabulary.fields(vocabulary.reviewed):
        if field.required and field.id in missing and not any(one.input.field is field for one in decision.requests):
            composing.ask(field, Need.REQUIRED)
    lists: dict[str, list[Request]] = {}
    for request in decision.requests:
        field = request.input.field
        if field.reviewed and field.of is None:
            composing.ask(field, _need(request), notes=_why(request, lang))
        else:
            lists.setdefault(field.of or field.subject, []).append(request)
    for subject, requests in lists.items():
        list_ = next(one for one in vocabulary.lists(vocabulary.reviewed) if one.of == subject)
        columns = [one for one in asked_of_applicants(edition, decision.stage) if one.subject == subject]
        stated = case.data.get(list_.id)
        there = len(stated.value) if stated is not None and isinstance(stated.value, tuple) else 0
        need = Need.REQUIRED if any(not one.conditional for one in requests) else Need.IF_APPLIES
        composing.list(list_, columns, max(rows, there + _SPARE), need, notes=(_ALL_RECORDS.to(lang),))
    identity = identity_of(case)
    called = case.name if case.name == identity else f"{case.name}({identity})"
    about = ((_PROJECT.to(lang), shown(called, 200)), *about_form(edition, decision.as_of, office, lang))
    guide = (_SUPPLEMENT_GUIDE, *GUIDE)
    return composing.form(SUPPLEMENT_TITLE.to(lang), edition, decision.stage, decision.as_of, about, guide, identity)


def _need(request: Request) -> Need:
    return Need.IF_APPLIES if request.conditional else Need.REQUIRED


def _why(request: Request, lang: Lang) -> tuple[str, ...]:
    """What is wrong with what was stated, and which rules need it."""
    notes = []
    if request.doubt is not None:
        written, reason = shown(request.doubt.written, _WRITTEN), request.doubt.reason.to(lang)
        notes.append(_DOUBTED.to(lang).format(written, reason))
    titles = [rule.title.to(lang) for rule in request.rules[:_TITLES]]
    more = "…" if len(request.rules) > _TITLES else ""
    return (*notes, _NEEDED_BY.to(lang).format(Text("、", "; ").to(lang).join(titles) + more))
