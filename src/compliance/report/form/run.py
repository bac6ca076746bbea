"""The job of `compliance form`, and the form that it gives."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from compliance.case import Case, Unread
from compliance.errors import Place, RequestError
from compliance.facts import NO_FACTS, Facts
from compliance.intake.forms.material import read_material
from compliance.intake.office import NO_PROFILE, Profile
from compliance.report.form.blank import compose_form
from compliance.report.form.content import ROWS, Form, Need
from compliance.report.form.supplement import compose_supplement
from compliance.review.reviewer import Reviewer
from compliance.rulebook.model import Rulebook
from compliance.text import Lang, Text
from compliance.vocabulary.stages import Stage


@dataclass(frozen=True, slots=True)
class FormJob:
    """A blank form under the rules of a day, or, where `draft` names an application, one that asks for its gaps.

    `as_of` is None for the date of acceptance of the draft, and `today` where there is none.  `stage` is that chosen;
    None for the one that applications are reviewed at.  `facts` are what the office knows beside what cases say; `rows`
    is how many rows the list of buildings, or another, has.
    """

    rulebook: Rulebook
    draft: Path | None
    as_of: date | None
    today: date
    lang: Lang
    stage: Stage | None = None
    facts: Facts = NO_FACTS
    profile: Profile = NO_PROFILE
    rows: int = ROWS


class Composed(NamedTuple):
    """A form, None where a draft lacks nothing that a review waits for; `not_used` is what of the draft is not used."""

    form: Form | None
    not_used: tuple[Unread, ...] = ()


def run(job: FormJob) -> Composed:
    """The form.  Raises: InputError for a draft that cannot be read, RequestError for one of several applications."""
    return _blank(job) if job.draft is None else _supplement(job, job.draft)


def _blank(job: FormJob) -> Composed:
    rulebook, day = job.rulebook, job.as_of or job.today
    vocabulary = rulebook.vocabulary
    nothing = Case(vocabulary.reviewed, "", "", MappingProxyType({}), (), (), Place(""))
    asked = vocabulary.stages.for_review(job.stage)
    decision = Reviewer(rulebook, asked, job.facts).review(nothing, day, day)
    needs = {
        request.input.field.id: Need.IF_APPLIES if request.conditional else Need.REQUIRED
        for request in decision.requests
        if request.input.field.reviewed
    }
    stage = None if asked is None else asked.stage
    return Composed(compose_form(rulebook.edition(day), stage, day, needs, job.rows, job.profile.name, job.lang))


def _supplement(job: FormJob, draft: Path) -> Composed:
    rulebook = job.rulebook
    cases = read_material(draft, rulebook.vocabulary, rulebook=rulebook.digest).cases
    if len(cases) != 1:
        zh, en = f"材料中有 {len(cases)} 个项目;补正表一次只能写一个", f"there are {len(cases)} applications; "
        raise RequestError(Text(zh, f"{en}a supplement is for one"))
    asked = rulebook.vocabulary.stages.for_review(job.stage)
    decision = Reviewer(rulebook, asked, job.facts).review(cases[0], job.as_of, job.today)
    edition = rulebook.edition(decision.as_of)
    form = compose_supplement(decision, edition, job.rows, job.profile.name, job.lang)
    return Composed(form if form.groups else None, decision.not_used)
