"""The formats of a memo, by the suffix of its file.  A new format is a module here and a row in the table."""

from collections.abc import Callable, Mapping
from pathlib import Path

from compliance.report.memo.content import Memo

Render = Callable[[Memo], bytes]


def word(template: Path | None) -> Render:
    """Word, through an office's own template if there is one.  Raises: InputError if that cannot be read."""
    if template is not None:
        from compliance.report.memo.office_template import open_template

        return open_template(template).render
    from compliance.report.memo.word import own_template

    return lambda memo: own_template(memo.lang).render(memo)


def _docx(memo: Memo) -> bytes:
    return word(None)(memo)


def _pdf(memo: Memo) -> bytes:
    from compliance.report.memo.pdf import to_pdf

    return to_pdf(memo)


def _html(memo: Memo) -> bytes:
    from compliance.report.memo.web import to_html

    return to_html(memo)


def _markdown(memo: Memo) -> bytes:
    from compliance.report.memo.web import to_markdown

    return to_markdown(memo)


# Each makes the bytes of a file of one memo; called again for the next memo, it uses what the first call set up.
FORMATS: Mapping[str, Render] = {".docx": _docx, ".pdf": _pdf, ".html": _html, ".md": _markdown}
