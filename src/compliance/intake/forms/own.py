"""Whether a file is a form that the program made, asked without loading what reads one."""

from compliance.source import Readable, source_of

SUFFIXES = (".xlsx", ".docx")


def is_own_form(given: Readable) -> bool:
    """Whether a file was made as a form by the program, so that it is read by its marks."""
    source = source_of(given)
    if source.suffix not in SUFFIXES:
        return False
    from compliance.intake.forms.marked import mark_of

    return mark_of(source) is not None
