"""A blank form for an application."""

from collections.abc import Mapping
from datetime import date

from compliance.report.form.asked import asked_of_applicants
from compliance.report.form.composing import GUIDE, Composing, about_form
from compliance.report.form.content import TITLE, Form, Need
from compliance.rulebook.model import Edition
from compliance.text import Lang
from compliance.vocabulary.stages import Stage


def compose_form(
    edition: Edition, stage: Stage | None, day: date, needs: Mapping[str, Need], rows: int, office: str, lang: Lang
) -> Form:
    """A blank form for an application of that stage under the rules of an edition, which is that of the day.

    `needs` says of fields by their id what has to be filled in; `rows` is how many rows a list has; `office` is who
    hands the form out, if that is known.
    """
    rulebook = edition.rulebook
    fields = asked_of_applicants(edition, stage)
    usual = rulebook.vocabulary.stages.reviewed
    composing = Composing(rulebook, lang)
    for field in fields:
        if field.reviewed and field.of is None:
            least = Need.REQUIRED if field.required else Need.OPTIONAL
            value = stage.label.to(lang) if field.states_stage and stage is not None and stage != usual else ""
            composing.ask(field, needs.get(field.id, least), value=value)
        elif field.reviewed:
            columns = [one for one in fields if one.subject == field.of]
            composing.list(field, columns, rows, needs.get(field.id, Need.OPTIONAL))
    title = TITLE.to(lang)
    return composing.form(title, edition, stage, day, about_form(edition, day, office, lang), GUIDE, "")
