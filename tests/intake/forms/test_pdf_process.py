"""The process that reads PDF files answers with what stands on them, or with the fault of the file."""

import pytest

from compliance.errors import InputError
from compliance.intake.forms.grid import Paper
from compliance.intake.forms.pdf_process import answer
from tests.pdfs import FORM, locked, pdf


def test_a_file_that_can_be_read_is_answered_with_what_stands_on_it() -> None:
    found = answer(pdf(FORM), "form.pdf")
    assert isinstance(found, Paper)
    assert len(found.grids) == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf(FORM)[:3000], "no PDF that can be read"),
        (b"hello", "no PDF that can be read"),
        (b"", "no PDF that can be read"),
        (locked(pdf(FORM)), "has a password"),
    ],
    ids=["torn", "no pdf", "empty", "locked"],
)
def test_a_file_that_cannot_be_read_is_answered_with_why(data: bytes, reason: str) -> None:
    found = answer(data, "form.pdf")
    assert isinstance(found, InputError)
    (problem,) = found.problems
    assert (problem.place.file, reason in problem.message.en) == ("form.pdf", True)
