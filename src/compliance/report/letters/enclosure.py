"""What goes with a letter to an applicant: a form that asks for what is still missing, read when it comes back."""

from io import BytesIO
from pathlib import PurePath

from compliance.intake.office import Profile
from compliance.report.form.content import ROWS
from compliance.report.form.formats import FORMATS
from compliance.report.form.supplement import compose_supplement
from compliance.review.decision import Decision
from compliance.rulebook.model import Rulebook
from compliance.text import Lang, Text

_SUFFIX = ".docx"
_NAME = Text("补正表", "supplement")


def enclosed_form(decision: Decision, rulebook: Rulebook, lang: Lang, profile: Profile) -> bytes | None:
    """The form as a Word file; None where the review waits for nothing that the applicant could fill in."""
    form = compose_supplement(decision, rulebook.edition(decision.as_of), ROWS, profile.name, lang)
    if not form.groups:
        return None
    stream = BytesIO()
    FORMATS[_SUFFIX].write(form, lang, stream)
    return stream.getvalue()


def enclosed_with(letter: str, lang: Lang) -> str:
    """The name of the form that goes with the letter of that name."""
    path = PurePath(letter)
    return str(path.with_name(f"{path.stem}-{_NAME.to(lang)}{_SUFFIX}"))
