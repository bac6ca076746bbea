"""The formats of a form, by the suffix of its file.  A new format is a module here and a row in the table."""

from collections.abc import Mapping
from typing import BinaryIO

from compliance.report.form.content import Form
from compliance.report.render.format import FileFormat
from compliance.text import Lang


def _excel(form: Form, _: Lang, stream: BinaryIO) -> None:
    from compliance.report.form.excel import write_excel

    write_excel(form, stream)


def _word(form: Form, _: Lang, stream: BinaryIO) -> None:
    from compliance.report.form.word import write_word

    write_word(form, stream)


FORMATS: Mapping[str, FileFormat[Form]] = {".xlsx": FileFormat(_excel), ".docx": FileFormat(_word)}
