"""Forms that are documents, Word or PDF files, by the suffix of their names."""

from compliance.intake.forms.grid import Paper
from compliance.source import Source

WORD, PDF = (".docx", ".docm"), ".pdf"
DOCUMENTS = (*WORD, PDF)


def read_document(source: Source) -> Paper:
    """What stands on a document.  Raises: InputError if it cannot be read."""
    if source.suffix == PDF:
        from compliance.intake.forms.pdf import read_pdf

        return read_pdf(source)
    from compliance.intake.forms.word import read_word

    return read_word(source)
